// `pnpm wasm`: compiles packages/core/assembly to the module texts that the CPU backend carries. Written, not built in CI: a test
// compares. `compilePasses` gives the file.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import asc from "assemblyscript/asc";

const CORE = resolve(import.meta.dirname, "../packages/core");
export const GENERATED = join(CORE, "src/cpu/wasm/generated/passes.ts");

/** What goes into each module. Browsers may refuse to compile one above 4 KB while a page waits. */
const MODULES = [["passes.ts"], ["arithmetic.ts", "choices.ts", "log.ts"]];

async function compile(sources: readonly string[]): Promise<Uint8Array> {
  let bytes = new Uint8Array();
  const { error, stderr } = await asc.main(
    [...sources, "--outFile", "out.wasm", "--runtime", "stub", "-O3", "--enable", "simd", "--importMemory", "--noAssert"],
    {
      readFile: (name) => (sources.includes(name) ? readFileSync(join(CORE, "assembly", name), "utf8") : null),
      writeFile: (_, contents) => void (bytes = Uint8Array.from(contents as Uint8Array)),
      listFiles: () => [],
    },
  ); // prettier-ignore
  if (error) throw new Error(`pnpm wasm: ${error.message}\n${stderr}`);
  if (bytes.length > 4096)
    throw new Error(
      `pnpm wasm: ${sources.join()} make ${bytes.length} bytes, not ≤ 4096. Give a file a module of its own.`,
    );
  return bytes;
}

/** The TypeScript module with the bytes of packages/core/assembly as base64. */
export async function compilePasses(): Promise<string> {
  const lines: string[] = [];
  for (const sources of MODULES) lines.push(`  "${Buffer.from(await compile(sources)).toString("base64")}",\n`);
  return `// Made of packages/core/assembly by \`pnpm wasm\`.\nexport const MODULES = [\n${lines.join("")}];\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) writeFileSync(GENERATED, await compilePasses());
