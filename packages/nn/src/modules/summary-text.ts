// The table of a summary.
import type { Summary, SummaryRow } from "./summary.js";

const grouped = (n: number): string => String(n).replaceAll(/\B(?=(\d{3})+$)/g, ",");

const nameOf = ({ name, type, depth }: SummaryRow): string =>
  `${"  ".repeat(depth)}${name === "" ? type : `${name.slice(name.lastIndexOf(".") + 1)}: ${type}`}`;

const shapesText = (shapes: SummaryRow["outputShapes"]): string =>
  shapes.map((shape) => `[${shape.join(", ")}]`).join(" ");

/** Columns of equal width: modules indented by who calls them, then shapes, then numbers on the right. */
export function summaryText(summary: Summary): string {
  const count = (n: number): string => (n === 0 ? "-" : grouped(n));
  const cells = [
    ["Module", "Output shape", "Parameters", "Multiply-adds"],
    ...summary.rows.map((row) => [nameOf(row), shapesText(row.outputShapes), count(row.parameters), count(row.multiplyAdds)]), // prettier-ignore
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  "); // prettier-ignore
  const rule = "-".repeat(widths.reduce((sum, width) => sum + width, 6));
  return [
    line(cells[0]),
    rule,
    ...cells.slice(1).map(line),
    rule,
    `Parameters: ${grouped(summary.parameters)}, of which trained: ${grouped(summary.trainableParameters)}`,
    `Multiply-adds: ${grouped(summary.multiplyAdds)} (${grouped(summary.flops)} floating-point operations)`,
    `Parameters and buffers: ${grouped(summary.stateBytes)} bytes`,
  ].join("\n");
}
