// docs/gradients.md: the gradient table for reading.
import { NOT_DIFFERENTIABLE, NOT_TWICE } from "../../packages/core/conformance/not-differentiable.js";
import { DIFFERENCES, WITHOUT_TORCH } from "../golden/torch/differences.js";
import type { GradientRow } from "./gradient-table.js";

const HEAD = `<!-- Written by e2e/conformance/gradient-table.test.ts; UPDATE=1 writes it anew. -->

# Gradients

Every public op of \`packages/core/src/ops\` that has a gradient. The gradient is held to central differences in float64
by as many cases as given; _second order_ says that its own derivative is, too. _PyTorch_ counts the cases whose gradient
is held to PyTorch 1.13: those of the op in \`e2e/golden/torch\`, special points among them, + the shared golden cases
whose gradient passes through it. Where PyTorch lacks a function, \`calls.py\` there writes its definition in PyTorch's
operations and autograd differentiates that. _Rule_ is "own" where the op has a row on the tape, else the rows that its gradient goes
through.

`;

const SHOWN = 8;
function ruleCell({ op, rules }: GradientRow): string {
  if (rules.includes(op)) return "own";
  return rules.slice(0, SHOWN).join(", ") + (rules.length > SHOWN ? ", …" : "");
}

/** "yes" where a case is held at second order, else why none is. */
function twiceCell({ cases }: GradientRow): string {
  if (cases.some((c) => c.kind !== "waits" && !(c.name in NOT_TWICE))) return "yes";
  return cases.map((c) => NOT_TWICE[c.name]).find(Boolean) ?? "unchecked";
}
const ticked = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

const COLUMNS = ["op", "rule", "cases", "second order", "PyTorch"];

/** A Markdown table, its first row the head, with columns as wide as their widest cell. */
function alignedTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, k) => Math.max(3, ...rows.map((row) => row[k].length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, k) => cell.padEnd(widths[k])).join(" | ")} |`;
  const [head, ...body] = rows;
  return [line(head), line(widths.map((n) => "-".repeat(n))), ...body.map(line)].join("\n");
}

type Counts = ReadonlyMap<string, number>;

/** "3 + 2": cases stored here, and shared ones. */
const torchCell = (op: string, torch: Counts, golden: Counts | null): string =>
  [torch.get(op), golden?.get(op)].filter(Boolean).join(" + ");

/** Why we differ from PyTorch at some point, with the cases that show it. */
function differences(): string[] {
  const reasons = [...new Set(Object.values(DIFFERENCES).map(({ why }) => why))];
  return reasons.map((why) => {
    const names = Object.keys(DIFFERENCES).filter((name) => DIFFERENCES[name].why === why);
    return `- ${why}: ${names.join("; ")}`;
  });
}

const listed = (reasons: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.entries(reasons).map(([reason, names]) => `- ${reason}: ${ticked(names)}`);

/** The page. `golden` is null where nobody could count the shared cases. */
export function renderGradients(rows: readonly GradientRow[], torch: Counts, golden: Counts | null): string {
  const cells = rows
    .filter((row) => row.reason === null)
    .map((row) => [
      `\`${row.op}\``,
      ruleCell(row),
      `${row.cases.length}`,
      twiceCell(row),
      torchCell(row.op, torch, golden),
    ]);
  const sections = [
    ["Without gradient", listed(NOT_DIFFERENTIABLE)],
    ["Without numbers from PyTorch", listed(WITHOUT_TORCH)],
    ["Other than PyTorch, at single points", differences()],
  ] as const;
  const text = sections.map(([title, lines]) => `## ${title}\n\n${lines.join("\n")}\n`);
  return `${HEAD}${alignedTable([COLUMNS, ...cells])}\n\n${text.join("\n")}`;
}

/** The page without the counts of shared cases, to compare where they could not be counted. */
export const withoutShared = (page: string): string => page.replaceAll(/(?: \+ \d+)? *\|$/gm, " |");
