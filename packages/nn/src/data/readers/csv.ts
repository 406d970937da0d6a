// Reading the small tables that come with datasets (RFC 4180: quotes, doubled quotes, commas and line breaks inside).
import { FormatError } from "@sonograd/core";

/** Rows as records by the names in the first line; empty lines are left out. */
export function parseCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  const endField = (): void => {
    row.push(field);
    field = "";
  };
  const endRow = (): void => {
    endField();
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  };
  const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
  for (let i = 0; i < body.length; i++) {
    const c = body[i];
    if (quoted) {
      if (c !== '"') field += c;
      else if (body[i + 1] === '"') field += body[++i];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ",") endField();
    else if (c === "\n") endRow();
    else if (c !== "\r") field += c;
  }
  if (field !== "" || row.length > 0) endRow();
  const [names, ...data] = rows;
  return data.map((values) => Object.fromEntries((names ?? []).map((name, i) => [name.trim(), values[i] ?? ""])));
}

/** The rows, once the table is known to have these columns and at least one row. @throws FormatError */
export function requireColumns(
  op: string,
  table: string,
  rows: Record<string, string>[],
  columns: readonly string[],
): Record<string, string>[] {
  const missing = columns.filter((column) => rows.length === 0 || !(column in rows[0]));
  if (missing.length > 0)
    throw new FormatError(
      `${op}: "${table}" lacks the column(s) ${missing.join(", ")}, or has no rows. Its first line must name ${columns.join(",")}.`,
    );
  return rows;
}
