// Text as outlines of DejaVu Sans, so that images need no font on the machine.

import { unzlibSync } from "fflate";
import { GLYPH_OUTLINES } from "../generated/glyph-outlines.js";

/** One character: its advance and its contours as straight pieces, in font units, y up. */
export interface Glyph {
  readonly advance: number;
  readonly contours: readonly Float64Array[];
}

/** The decoded font. */
export interface GlyphTable {
  readonly unitsPerEm: number;
  readonly xHeight: number;
  readonly glyphs: ReadonlyMap<number, Glyph>;
}

/** Straight pieces per quadratic curve: at text sizes two pixels long at most, three cannot be told from the curve. */
const PIECES = 4;

/** Contour points (x, y, on the curve) as a closed polyline; two off-curve neighbours imply a point between them. */
function flatten(points: readonly (readonly [number, number, boolean])[]): Float64Array {
  const complete = points.flatMap((point, i) => {
    const next = points[(i + 1) % points.length];
    const implied = !point[2] && !next[2];
    return implied ? [point, [(point[0] + next[0]) / 2, (point[1] + next[1]) / 2, true] as const] : [point];
  });
  const start = Math.max(
    0,
    complete.findIndex((point) => point[2]),
  );
  const at = (i: number): readonly [number, number, boolean] => complete[(start + i) % complete.length];
  const line: number[] = [at(0)[0], at(0)[1]];
  for (let i = 1; i <= complete.length; i++) {
    const [x, y, on] = at(i);
    if (on) {
      line.push(x, y);
      continue;
    }
    const [x0, y0] = at(i - 1);
    const [x1, y1] = at(i + 1);
    for (let piece = 1; piece <= PIECES; piece++) {
      const t = piece / PIECES;
      const s = 1 - t;
      line.push(s * s * x0 + 2 * s * t * x + t * t * x1, s * s * y0 + 2 * s * t * y + t * t * y1);
    }
    i++;
  }
  return Float64Array.from(line);
}

/** Reads the format that scripts/generate-glyphs.py documents. */
function decode(): GlyphTable {
  const bytes = unzlibSync(Uint8Array.from(atob(GLYPH_OUTLINES), (character) => character.charCodeAt(0)));
  let offset = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[offset++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  const signed = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);
  const unitsPerEm = varint();
  const xHeight = varint();
  varint();
  const count = varint();
  const glyphs = new Map<number, Glyph>();
  let codePoint = 0;
  for (let g = 0; g < count; g++) {
    codePoint += varint();
    const advance = varint();
    const contourCount = varint();
    const contours: Float64Array[] = [];
    let x = 0;
    let y = 0;
    for (let c = 0; c < contourCount; c++) {
      const pointCount = varint();
      const points: [number, number, boolean][] = [];
      for (let p = 0; p < pointCount; p++) {
        const folded = varint();
        x += signed(Math.floor(folded / 2));
        y += signed(varint());
        points.push([x, y, folded % 2 === 1]);
      }
      contours.push(flatten(points));
    }
    glyphs.set(codePoint, { advance, contours });
  }
  return { unitsPerEm, xHeight, glyphs };
}

let table: GlyphTable | undefined;

/** The font, decoded on first use. */
export function glyphTable(): GlyphTable {
  table ??= decode();
  return table;
}

/** The glyph of a code point; a box stands for characters the font table lacks. */
export function glyphOf(font: GlyphTable, codePoint: number): Glyph {
  return font.glyphs.get(codePoint) ?? font.glyphs.get(0)!;
}

/** Width of a text at a size in pixels. */
export function textWidth(text: string, size: number): number {
  const font = glyphTable();
  let advance = 0;
  for (const character of text) advance += glyphOf(font, character.codePointAt(0)!).advance;
  return (advance * size) / font.unitsPerEm;
}
