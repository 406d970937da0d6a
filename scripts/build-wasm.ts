// `pnpm wasm`: compiles packages/core/assembly to the module text that the CPU backend carries. Written, not built in CI: a test
// compares. `compilePasses` gives the text.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import asc from "assemblyscript/asc";

const CORE = resolve(import.meta.dirname, "../packages/core");
export const GENERATED = join(CORE, "src/cpu/wasm/generated/passes.ts");

/** The TypeScript module with the bytes of assembly/passes.ts as base64. */
export async function compilePasses(): Promise<string> {
  let bytes = new Uint8Array();
  const { error, stderr } = await asc.main(
    ["passes.ts", "--outFile", "passes.wasm", "--runtime", "stub", "-O3", "--enable", "simd", "--importMemory", "--noAssert"],
    {
      readFile: (name) => (name === "passes.ts" ? readFileSync(join(CORE, "assembly", name), "utf8") : null),
      writeFile: (_, contents) => void (bytes = Uint8Array.from(contents as Uint8Array)),
      listFiles: () => [],
    },
  ); // prettier-ignore
  if (error) throw new Error(`pnpm wasm: ${error.message}\n${stderr}`);
  return `// Made of assembly/passes.ts by \`pnpm wasm\`.\nexport const PASSES =\n  "${Buffer.from(bytes).toString("base64")}";\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) writeFileSync(GENERATED, await compilePasses());
