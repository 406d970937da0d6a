// docs/coming-from-python.md: rules of translation, a table for each Python module, and what is not here.
import { COMPARED, MACHINERY } from "./python-alone.js";
import type { PythonModule } from "./python-names.js";
import { RULES, type Rule } from "./python-rules.js";
import type { TableRow } from "./python-table.js";

const HEAD = `<!-- Written by e2e/features/coming-from-python.test.ts; UPDATE=1 writes it anew. -->

# Coming from Python

What a call of librosa, torchaudio, PyTorch, TensorBoard, SciPy, NumPy, PyWavelets or scikit-learn is called here. The tables are
made from the code: from the references in the docstrings, from equal names, and from a list of what is written another way.

## Rules

`;

const TABLES = `
## Tables

In a call, \`?\` marks what may be left out, braces are the options, \`await\` and \`new\` are needed. The package is \`@sonograd/…\`.
Of \`x\`, \`model\`, \`optimizer\` and \`writer\` the methods are meant. "Without" names parameters of Python that are not taken here. TypeScript reports an option that does not exist
(\`{ sr: 16000 }\`) and one that is no object (\`new Adam(params, 0.001)\`); plain JavaScript passes both by in silence.

`;

const ABSENT = `
## What is not here

Public names of librosa 0.11, torchaudio 2.8, PyTorch, SciPy, PyWavelets and scikit-learn in the modules above that have no row. Some
of them can be written in a line, others are missing.

`;

const cell = (text: string): string => text.replaceAll("|", "\\|").trim();

const snippet = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\`\n`;

const ruleText = ({ rule, python, ours, gives }: Rule): string =>
  `${rule}\n\n${snippet("python", python)}\n${snippet("ts", `${ours} // ${gives}`)}`;

const link = (module: string): string => `[${module}](#${module.replaceAll(".", "").toLowerCase()})`;

function table(module: string, rows: readonly TableRow[]): string {
  const lines = rows.map(
    ({ python, from, call, note }) => `| ${python} | ${from} | \`${cell(call)}\` | ${cell(note)} |`,
  );
  return `### ${module}\n\n| ${module} | package | here | what differs |\n| - | - | - | - |\n${lines.join("\n")}\n`;
}

/** Names of the modules without a row. */
export function absent(
  rows: readonly TableRow[],
  python: ReadonlyMap<string, PythonModule>,
): Map<string, readonly string[]> {
  const known = new Set(rows.map(({ module, python }) => `${module}.${python}`));
  const found = COMPARED.map((module): [string, string[]] => [
    module,
    [...python.get(module)!.keys()].filter((name) => !known.has(`${module}.${name}`) && !MACHINERY.has(name)).sort(),
  ]);
  return new Map(found.filter(([, names]) => names.length > 0));
}

export function renderPage(rows: readonly TableRow[], python: ReadonlyMap<string, PythonModule>): string {
  const modules = [...new Set(rows.map(({ module }) => module))].sort();
  const rules = RULES.map(ruleText).join("\n");
  const tables = modules.map((module) => table(module, rows.filter((row) => row.module === module).sort(byName)));
  const missing = [...absent(rows, python)].map(
    ([module, names]) => `- **${module}**: ${names.map((name) => `\`${name}\``).join(", ")}`,
  );
  return `${HEAD}${rules}${TABLES}${modules.map(link).join(" · ")}\n\n${tables.join("\n")}${ABSENT}${missing.join("\n")}\n`;
}

const byName = (a: TableRow, b: TableRow): number =>
  a.python.toLowerCase() < b.python.toLowerCase() ? -1 : a.python.toLowerCase() > b.python.toLowerCase() ? 1 : 0;
