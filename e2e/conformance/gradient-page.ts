// docs/gradients.md: the gradient table for reading.
import { NOT_DIFFERENTIABLE, NOT_TWICE } from "../../packages/core/conformance/not-differentiable.js";
import type { GradientRow } from "./gradient-table.js";

const HEAD = `<!-- Written by e2e/conformance/gradient-table.test.ts; UPDATE=1 writes it anew. -->

# Gradients

Every public op of \`packages/core/src/ops\` that has a gradient. The gradient is held to central differences in float64
by as many cases as given; _second order_ says that its own derivative is, too. _PyTorch_ counts the golden cases of
PyTorch whose gradient passes through the op. _Rule_ is "own" where the op has a row on the tape, else the rows that its
gradient goes through.

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

/** The page. `golden` is null where nobody could count, and the last column is empty. */
export function renderGradients(rows: readonly GradientRow[], golden: ReadonlyMap<string, number> | null): string {
  const cells = rows
    .filter((row) => row.reason === null)
    .map((row) => [
      `\`${row.op}\``,
      ruleCell(row),
      `${row.cases.length}`,
      twiceCell(row),
      `${golden?.get(row.op) ?? ""}`,
    ]);
  const without = Object.entries(NOT_DIFFERENTIABLE).map(([reason, names]) => `- ${reason}: ${ticked(names)}`);
  return `${HEAD}${alignedTable([COLUMNS, ...cells])}\n\n## Without gradient\n\n${without.join("\n")}\n`;
}

/** The page without its last column, to compare where that could not be counted. */
export const withoutGolden = (page: string): string => page.replaceAll(/^(\| `.*\|)[^|]*\|$/gm, "$1");
