// Columns of text that line up.

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

/** Characters of `text` in the terminal; East Asian wide characters and most emoji take two. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text.normalize("NFC")) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) continue;
    width += isWide(character.codePointAt(0)!) ? 2 : 1;
  }
  return width;
}

const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

const isWide = (code: number): boolean => WIDE.some(([first, last]) => code >= first && code <= last);

/** `text` in at most `width` columns; what does not fit is cut in the middle, where names differ least. */
export function fit(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  if (width <= 0) return "";
  const characters = [...text];
  const take = (from: string[], room: number): string[] => {
    const taken: string[] = [];
    for (let used = 0; from.length > taken.length;) {
      used += textWidth(from[taken.length]);
      if (used > room) break;
      taken.push(from[taken.length]);
    }
    return taken;
  };
  const tail = take([...characters].reverse(), Math.floor((width - 1) / 2)).reverse();
  const head = take(characters, width - 1 - textWidth(tail.join("")));
  return `${head.join("")}…${tail.join("")}`;
}

/** `text` filled up with spaces to `width`. */
export function padText(text: string, width: number, align: "left" | "right" = "left"): string {
  const fill = " ".repeat(Math.max(0, width - textWidth(text)));
  return align === "left" ? text + fill : fill + text;
}

/** Lines of a table with its titles; columns are two spaces apart. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map(({ title }, c) =>
    Math.max(textWidth(title), ...rows.map((row) => textWidth(row[c] ?? ""))),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, c) => padText(cells[c] ?? "", widths[c], align))
      .join("  ")
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...rows.map(line)];
}

/** Lines `key   value`, values in one column. */
export function pairLines(pairs: readonly (readonly [string, string])[], indent = ""): string[] {
  const width = Math.max(0, ...pairs.map(([key]) => textWidth(key)));
  return pairs.map(([key, value]) => `${indent}${padText(key, width)}  ${value}`.trimEnd());
}
