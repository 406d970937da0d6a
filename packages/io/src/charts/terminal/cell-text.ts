// Text in character cells: how many cells a character takes, and what stands for it where there is no Unicode.

/** Ranges of characters two cells wide: East Asian wide and fullwidth, and emoji (Unicode EastAsianWidth, condensed). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

const ASCII: Readonly<Record<string, string>> = {
  "−": "-",
  "–": "-",
  "—": "-",
  "…": "..",
  "±": "+-",
  "×": "x",
  "·": ".",
  "•": "*",
  µ: "u",
  μ: "u",
  "°": "'",
  "²": "2",
  "³": "3",
  σ: "s",
  "→": ">",
  "∞": "i",
  "≤": "<=",
  "≥": ">=",
  "≈": "~",
  "♯": "#",
  "♭": "b",
  "₁": "1",
  "₂": "2",
  π: "pi",
  ω: "w",
  Ω: "O",
  Δ: "d",
  "∂": "d",
};

/** Cells a character takes: 0 for control, combining and format characters, 2 for wide ones, else 1. */
export function characterCells(character: string): 0 | 1 | 2 {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return 0;
  if (code < 0x300) return 1;
  if (/^[\p{Mn}\p{Me}\p{Cf}\p{Zl}\p{Zp}]$/u.test(character)) return 0;
  return WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

/** Cells a text takes. */
export function textCells(text: string): number {
  let cells = 0;
  for (const character of text) cells += characterCells(character);
  return cells;
}

/** The text without control characters (an escape in a file name must not reach the terminal), with ASCII stand-ins where wanted. */
export function terminalText(text: string, unicode: boolean): string {
  let clean = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) continue;
    clean += unicode || code < 0x7f ? character : (ASCII[character] ?? "?".repeat(characterCells(character)));
  }
  return clean;
}
