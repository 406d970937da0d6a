// `pnpm wasm`: compiles packages/core/assembly to the module text that the CPU backend carries. Written, not built in CI: a test
// compares. `compilePasses` gives the text.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import asc from "assemblyscript/asc";

const CORE = resolve(import.meta.dirname, "../packages/core");
export const GENERATED = join(CORE, "src/cpu/wasm/generated/passes.ts");

const SOURCES = ["passes.ts", "arithmetic.ts", "choices.ts", "log.ts"];

/** The TypeScript module with the bytes of packages/core/assembly, one WebAssembly module, as base64. */
export async function compilePasses(): Promise<string> {
  let bytes = new Uint8Array();
  const { error, stderr } = await asc.main(
    [...SOURCES, "--outFile", "passes.wasm", "--runtime", "stub", "-O3", "--enable", "simd", "--importMemory", "--noAssert"],
    {
      readFile: (name) => (SOURCES.includes(name) ? readFileSync(join(CORE, "assembly", name), "utf8") : null),
      writeFile: (_, contents) => void (bytes = Uint8Array.from(contents as Uint8Array)),
      listFiles: () => [],
    },
  ); // prettier-ignore
  if (error) throw new Error(`pnpm wasm: ${error.message}\n${stderr}`);
  return `// Made of packages/core/assembly by \`pnpm wasm\`.\nexport const PASSES =\n  "${Buffer.from(bytes).toString("base64")}";\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) writeFileSync(GENERATED, await compilePasses());
