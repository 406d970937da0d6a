// The chapters of the course as JavaScript beside the built program, so that `sonograd course` runs without a clone.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "./bootstrap.mjs";

const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
for (const name of readdirSync(join(ROOT, "examples")).filter((file) => /^(\d\d-.*|chapter)\.ts$/.test(file))) {
  const source = readFileSync(join(ROOT, "examples", name), "utf8");
  const { outputText } = ts.transpileModule(source, { compilerOptions: options, fileName: name });
  writeFileSync(join(ROOT, "packages/cli/dist/course", name.replace(/\.ts$/, ".js")), outputText);
}
