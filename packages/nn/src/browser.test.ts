import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

/** All files of the package that `entry` leads to, and the names of other modules they import. */
function reachable(entry: string): { files: Set<string>; modules: Set<string> } {
  const files = new Set<string>();
  const modules = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const [, name] of readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?"([^"]+)"/g))
      if (name.startsWith(".")) visit(path.resolve(path.dirname(file), name.replace(/\.js$/, ".ts")));
      else modules.add(name);
  };
  visit(path.resolve(import.meta.dirname, entry));
  return { files, modules };
}

describe("the package's entries", () => {
  it("reach no Node module from the main one, so that browsers can load it", () => {
    const { files, modules } = reachable("index.ts");
    expect([...files].every(existsSync)).toBe(true);
    expect([...modules].sort()).toEqual(["@sonograd/core", "@sonograd/io"]);
  });

  it("reach the file system from the Node one", () => {
    expect(reachable("node.ts").modules).toContain("node:fs/promises");
  });
});
