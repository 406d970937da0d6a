// The multiplication under matmul and the convolutions: operands packed into float64 panels of four rows, products
// kept in a 4×4 block of local variables.

/** Rows of a packed panel. */
export const PANEL = 4;

export const panelsOf = (rows: number): number => Math.ceil(rows / PANEL);

/** Float64 slots that `rows` × `depth` packed elements take. */
export const packedSize = (rows: number, depth: number): number => panelsOf(rows) * PANEL * depth;

/** How the right operand lies: packed panels, or plain rows of the depth. */
export interface PanelLayout {
  /** Slots from one panel to the next. */
  readonly panel: number;
  /** Slots from one k to the next. */
  readonly step: number;
}

export const packedLayout = (depth: number): PanelLayout => ({ panel: depth * PANEL, step: PANEL });
/** b is a plain [depth, stride] matrix whose columns are multiplied four at a time. */
export const rowLayout = (stride: number): PanelLayout => ({ panel: PANEL, step: stride });

/**
 * c [4·rowPanels, ldc] += a · b for packed a [rows, depth] and b [depth, columns] in `layout`: element (row, k) of
 * packed panel p lies at (p · depth + k) · 4 + row.
 */
export function multiplyPanels(
  a: Float64Array,
  rowPanels: number,
  b: Float64Array,
  columnPanels: number,
  { panel, step }: PanelLayout,
  depth: number,
  c: Float64Array,
  ldc: number,
): void {
  const length = depth * PANEL;
  for (let q = 0; q < columnPanels; q++)
    for (let p = 0; p < rowPanels; p++)
      multiplyBlock(a, p * length, length, b, q * panel, step, c, p * PANEL * ldc + q * PANEL, ldc);
}

function multiplyBlock(
  a: Float64Array,
  aStart: number,
  length: number,
  b: Float64Array,
  bStart: number,
  bStep: number,
  c: Float64Array,
  cStart: number,
  ldc: number,
): void {
  let c00 = 0, c01 = 0, c02 = 0, c03 = 0; // prettier-ignore
  let c10 = 0, c11 = 0, c12 = 0, c13 = 0; // prettier-ignore
  let c20 = 0, c21 = 0, c22 = 0, c23 = 0; // prettier-ignore
  let c30 = 0, c31 = 0, c32 = 0, c33 = 0; // prettier-ignore
  const end = aStart + length;
  // A literal 4: V8 reads an exported constant anew in every turn, which costs a fifth of the speed.
  for (let k = aStart, j = bStart; k < end; k += 4, j += bStep) {
    const b0 = b[j];
    const b1 = b[j + 1];
    const b2 = b[j + 2];
    const b3 = b[j + 3];
    const a0 = a[k];
    c00 += a0 * b0;
    c01 += a0 * b1;
    c02 += a0 * b2;
    c03 += a0 * b3;
    const a1 = a[k + 1];
    c10 += a1 * b0;
    c11 += a1 * b1;
    c12 += a1 * b2;
    c13 += a1 * b3;
    const a2 = a[k + 2];
    c20 += a2 * b0;
    c21 += a2 * b1;
    c22 += a2 * b2;
    c23 += a2 * b3;
    const a3 = a[k + 3];
    c30 += a3 * b0;
    c31 += a3 * b1;
    c32 += a3 * b2;
    c33 += a3 * b3;
  }
  c[cStart] += c00;
  c[cStart + 1] += c01;
  c[cStart + 2] += c02;
  c[cStart + 3] += c03;
  const row1 = cStart + ldc;
  c[row1] += c10;
  c[row1 + 1] += c11;
  c[row1 + 2] += c12;
  c[row1 + 3] += c13;
  const row2 = row1 + ldc;
  c[row2] += c20;
  c[row2 + 1] += c21;
  c[row2 + 2] += c22;
  c[row2 + 3] += c23;
  const row3 = row2 + ldc;
  c[row3] += c30;
  c[row3 + 1] += c31;
  c[row3 + 2] += c32;
  c[row3 + 3] += c33;
}

/** Packs `rows` × `depth` strided elements, times `factor`, into columns `column`… of panels `fullDepth` deep; missing rows become zero. */
export function packRows(
  data: ArrayLike<number>,
  start: number,
  rowStride: number,
  depthStride: number,
  rows: number,
  depth: number,
  into: Float64Array,
  { fullDepth = depth, column = 0, factor = 1 } = {},
): void {
  for (let p = 0; p < rows; p += PANEL) {
    const base = p * fullDepth + column * PANEL;
    for (let r = 0; r < PANEL; r++) {
      const from = start + (p + r) * rowStride;
      if (p + r < rows) for (let k = 0; k < depth; k++) into[base + k * 4 + r] = data[from + k * depthStride] * factor;
      else for (let k = 0; k < depth; k++) into[base + k * 4 + r] = 0;
    }
  }
}
