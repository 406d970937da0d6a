// The arrows of docs/architecture.md, held against the manifests and every import: between packages and between
// the folders inside a package.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

/** What each package may import. */
const PACKAGE_ARROWS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  webgpu: ["core"],
  io: ["core"],
  nn: ["core", "io"],
  cli: ["core", "io", "nn", "webgpu"],
  web: ["core", "io", "nn", "webgpu"],
};

/** What each folder of core may import; index.ts joins them. */
const CORE_ARROWS: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  tensor: ["errors"],
  backend: ["errors", "tensor"],
  autograd: ["errors", "tensor", "backend"],
  compile: ["errors", "tensor", "backend", "autograd"],
  cpu: ["errors", "tensor", "backend"],
  ops: ["errors", "tensor", "backend", "autograd"],
  dsp: ["errors", "tensor", "backend", "autograd", "ops"],
  features: ["errors", "tensor", "backend", "autograd", "ops", "dsp"],
  streaming: ["errors", "tensor", "backend", "autograd", "ops", "dsp", "features"],
};

const packageOf = (name: string): string | undefined =>
  name === "sonograd" ? "cli" : /^@sonograd\/(\w+)/.exec(name)?.[1];

function sourceFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(name) && !/\.(test|d)\.tsx?$/.test(name) ? [path] : [];
  });
}

/** Module names a file imports or re-exports, statically or by import(). */
function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, ""); // prettier-ignore
  const pattern =
    /(?:^|[;\s])(?:import|export)\b[^'"`;]*?from\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;
  return [...text.matchAll(pattern)].map((m) => m[1] ?? m[2] ?? m[3]);
}

/** The first cycle in a graph, as a path, or undefined. */
function findCycle(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const done = new Set<string>();
  const visit = (at: string, path: string[]): string[] | undefined => {
    if (path.includes(at)) return [...path.slice(path.indexOf(at)), at];
    if (done.has(at)) return undefined;
    for (const next of graph.get(at) ?? []) {
      const cycle = visit(next, [...path, at]);
      if (cycle) return cycle;
    }
    done.add(at);
    return undefined;
  };
  for (const start of graph.keys()) {
    const cycle = visit(start, []);
    if (cycle) return cycle;
  }
  return undefined;
}

interface Folders {
  readonly graph: Map<string, Set<string>>;
  readonly edges: { readonly from: string; readonly to: string; readonly file: string }[];
}

/** Imports between the folders directly under a package's src (a file at the top counts as its own folder, index.ts apart). */
function foldersOf(source: string): Folders {
  const graph = new Map<string, Set<string>>();
  const edges: Folders["edges"] = [];
  const folder = (path: string): string =>
    relative(source, path)
      .split(/[/\\]/)[0]
      .replace(/\.(tsx?|js)$/, "");
  for (const file of sourceFiles(source)) {
    const from = folder(file);
    for (const name of importsOf(file).filter((n) => n.startsWith("."))) {
      const to = folder(resolve(dirname(file), name));
      if (to === from || from === "index") continue;
      graph.set(from, (graph.get(from) ?? new Set()).add(to));
      edges.push({ from, to, file: relative(ROOT, file) });
    }
  }
  return { graph, edges };
}

describe.each(Object.entries(PACKAGE_ARROWS))("package %s", (name, allowed) => {
  const folder = join(ROOT, "packages", name);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<
    string,
    Record<string, string> | undefined
  >;

  it("names only allowed packages in its manifest", () => {
    const fields = ["dependencies", "peerDependencies", "optionalDependencies", "devDependencies"];
    const named = fields.flatMap((f) => Object.keys(manifest[f] ?? {})).flatMap((n) => packageOf(n) ?? []);
    expect(named.filter((n) => !allowed.includes(n))).toEqual([]);
  });

  it("imports only allowed packages, by name and declared", () => {
    const declared = new Set(["dependencies", "peerDependencies"].flatMap((f) => Object.keys(manifest[f] ?? {})));
    const wrong = sourceFiles(join(folder, "src")).flatMap((file) =>
      importsOf(file).flatMap((imported) => {
        const where = `${relative(ROOT, file)} → ${imported}`;
        if (imported.startsWith("."))
          return resolve(dirname(file), imported).startsWith(join(folder, "src")) ? [] : [where];
        if (imported.startsWith("node:")) return [];
        const target = packageOf(imported);
        if (target !== undefined) return allowed.includes(target) ? [] : [where];
        const dependency = imported.split("/").slice(0, imported.startsWith("@") ? 2 : 1).join("/"); // prettier-ignore
        return declared.has(dependency) ? [] : [where];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it("has no cycle between its folders", () => {
    expect(findCycle(foldersOf(join(folder, "src")).graph)).toBeUndefined();
  });
});

describe("core", () => {
  it("has no runtime dependency", () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, "packages/core/package.json"), "utf8")) as {
      dependencies?: object;
    };
    expect(Object.keys(manifest.dependencies ?? {})).toEqual([]);
  });

  it("keeps its folders in order", () => {
    const { edges } = foldersOf(join(ROOT, "packages/core/src"));
    expect(edges.filter(({ from, to }) => !(CORE_ARROWS[from] ?? []).includes(to))).toEqual([]);
  });

  it("joins the registry and the CPU backend in index.ts only", () => {
    const users = sourceFiles(join(ROOT, "packages/core/src")).filter(
      (file) => importsOf(file).some((n) => /(^|\/)cpu\//.test(n)) && !file.includes("/cpu/"),
    );
    expect(users.map((f) => relative(ROOT, f))).toEqual(["packages/core/src/index.ts"]);
  });
});

describe("the checks themselves", () => {
  it("find a cycle", () => {
    const graph = new Map([
      ["a", new Set(["b"])],
      ["b", new Set(["c"])],
      ["c", new Set(["a"])],
    ]);
    expect(findCycle(graph)).toEqual(["a", "b", "c", "a"]);
  });

  it("know the products from what uses them: nothing in packages/ imports e2e, examples, bench or docs", () => {
    const wrong = Object.keys(PACKAGE_ARROWS).flatMap((name) =>
      sourceFiles(join(ROOT, "packages", name, "src")).filter((file) =>
        importsOf(file).some((n) => /(^|\/)(e2e|examples|bench|docs)\//.test(n)),
      ),
    );
    expect(wrong).toEqual([]);
  });
});
