import type { Look } from "./look.js";

/** A bar `columns` wide filled by `share` 0…1, with eighths of a cell where the terminal has them. */
export function progressBar(share: number, columns: number, { style, hasUnicode }: Look): string {
  if (columns < 1) return "";
  const filled = Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0)) * columns;
  const whole = Math.floor(filled);
  if (!hasUnicode) return `${"#".repeat(whole)}${"-".repeat(columns - whole)}`;
  const eighth = whole < columns ? ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][Math.floor((filled - whole) * 8)] : "";
  const rest = "░".repeat(columns - whole - (eighth === "" ? 0 : 1));
  return style("accent", "█".repeat(whole) + eighth) + style("muted", rest);
}
