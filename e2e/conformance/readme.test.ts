// The README's promises that a program can check: its code runs, its links and pictures exist.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { tone } from "@sonograd/core";
import { encodeWav } from "@sonograd/io";
import { expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const readme = readFileSync(join(ROOT, "README.md"), "utf8");

it.each([...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map((m, i) => [i + 1, m[1]] as const))(
  "the README's example %i for Node runs as it stands",
  (_, code) => {
    // Beside the other examples, where the packages resolve.
    const folder = mkdtempSync(join(ROOT, "examples", ".readme-"));
    try {
      writeFileSync(join(folder, "speech.wav"), encodeWav(tone(440, { sampleRate: 22050, duration: 0.5 }), 22050));
      writeFileSync(join(folder, "example.ts"), code);
      const args = ["--conditions=@sonograd/source", "--import", "tsx", "example.ts"];
      const lines = execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8" }).trim().split("\n");
      if (code.includes("console.log(String(")) expect(lines[0]).toMatch(/^tensor\(\[\[\[/);
      expect(Number(lines.at(-1))).toBeGreaterThan(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

it.each(["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/guides/adding-an-operation.md"])(
  "%s links to files that exist",
  (file) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map((m) => m[1])
      .filter((link) => !/^[a-z]+:/.test(link));
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(file), link)))).toEqual([]);
  },
);
