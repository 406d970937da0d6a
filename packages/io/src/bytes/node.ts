// Node's own modules without an import statement: the same file loads in a browser, a worker and Node.

type NodeModules = {
  "node:fs/promises": typeof import("node:fs/promises");
  "node:os": typeof import("node:os");
  "node:path": typeof import("node:path");
};

/** One of Node's modules, or undefined outside Node. Bundlers see no import, so they have nothing to replace. */
export function nodeModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] | undefined {
  const host = (globalThis as { process?: NodeJS.Process }).process;
  return host?.getBuiltinModule?.(name) as NodeModules[Name] | undefined;
}
