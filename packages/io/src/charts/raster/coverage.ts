// How much of each pixel a shape covers: exact areas for filled shapes, distance to the line for strokes.

/** Device pixels [x0, x1) × [y0, y1). */
export interface PixelBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Coverage 0…1 of the pixels of a box, row by row. */
export interface Coverage {
  readonly box: PixelBox;
  readonly values: Float32Array;
}

/** The smallest pixel box around (x, y) pairs widened by `margin`, inside another box; undefined if empty. */
function boxAround(lines: readonly Float64Array[], margin: number, clip: PixelBox): PixelBox | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const points of lines) {
    for (let i = 0; i < points.length; i += 2) {
      if (Number.isNaN(points[i] + points[i + 1])) continue;
      left = Math.min(left, points[i]);
      right = Math.max(right, points[i]);
      top = Math.min(top, points[i + 1]);
      bottom = Math.max(bottom, points[i + 1]);
    }
  }
  const x0 = Math.max(clip.x0, Math.floor(left - margin));
  const y0 = Math.max(clip.y0, Math.floor(top - margin));
  const x1 = Math.min(clip.x1, Math.ceil(right + margin));
  const y1 = Math.min(clip.y1, Math.ceil(bottom + margin));
  return x1 > x0 && y1 > y0 ? { x0, y0, x1, y1 } : undefined;
}

/**
 * Adds one edge to a table of signed areas, from which a running sum along each row makes coverage: each cell gets the
 * change of coverage that the edge causes there (the accumulation buffer of font-rs).
 */
function addEdge(
  table: Float32Array,
  width: number,
  height: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): void {
  if (ay === by) return;
  const direction = ay < by ? 1 : -1;
  const [x0, y0, x1, y1] = ay < by ? [ax, ay, bx, by] : [bx, by, ax, ay];
  const slope = (x1 - x0) / (y1 - y0);
  const firstRow = Math.max(0, Math.floor(y0));
  const lastRow = Math.min(height, Math.ceil(y1));
  for (let row = firstRow; row < lastRow; row++) {
    const from = Math.max(row, y0);
    const to = Math.min(row + 1, y1);
    const cover = direction * (to - from);
    const xa = Math.max(0, Math.min(width, x0 + (from - y0) * slope));
    const xb = Math.max(0, Math.min(width, x0 + (to - y0) * slope));
    const left = Math.min(xa, xb);
    const right = Math.max(xa, xb);
    const first = Math.floor(left);
    const start = row * (width + 2);
    if (right <= first + 1) {
      const beyond = (left + right) / 2 - first;
      table[start + first] += cover * (1 - beyond);
      table[start + first + 1] += cover * beyond;
      continue;
    }
    // The edge crosses several pixels of this row: the area to its right grows quadratically in the first and last.
    const last = Math.ceil(right);
    const rate = 1 / (right - left);
    let previous = 0;
    for (let x = first; x < last; x++) {
      const inside = Math.min(x + 1, right) - left;
      const before = Math.max(0, x - left);
      // ∫ of the crossed share over this pixel, which is what the pixel covers.
      const area = rate * (0.5 * (inside * inside - before * before)) + (x + 1 > right ? x + 1 - right : 0);
      table[start + x] += cover * (area - previous);
      previous = area;
    }
    table[start + last] += cover * (1 - previous);
  }
}

/** Coverage of closed shapes through (x, y) pairs; holes run the other way round. */
export function fillCoverage(shapes: readonly Float64Array[], clip: PixelBox): Coverage | undefined {
  const box = boxAround(shapes, 0, clip);
  if (box === undefined) return undefined;
  const width = box.x1 - box.x0;
  const height = box.y1 - box.y0;
  const table = new Float32Array((width + 2) * height);
  for (const points of shapes) {
    const count = points.length / 2;
    for (let i = 0; i < count; i++) {
      const j = (i + 1) % count;
      addEdge(
        table,
        width,
        height,
        points[2 * i] - box.x0,
        points[2 * i + 1] - box.y0,
        points[2 * j] - box.x0,
        points[2 * j + 1] - box.y0,
      );
    }
  }
  const values = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    let sum = 0;
    for (let x = 0; x < width; x++) {
      sum += table[row * (width + 2) + x];
      values[row * width + x] = Math.min(1, Math.abs(sum));
    }
  }
  return { box, values };
}

/**
 * Coverage of a line of the given width with round ends and joins; NaN breaks it. Each pixel takes the nearest piece, so
 * overlapping pieces do not darken each other.
 */
export function strokeCoverage(points: Float64Array, width: number, clip: PixelBox): Coverage | undefined {
  const radius = Math.max(width, 1) / 2;
  const strength = Math.min(1, width);
  const box = boxAround([points], radius + 1, clip);
  if (box === undefined) return undefined;
  const columns = box.x1 - box.x0;
  const values = new Float32Array(columns * (box.y1 - box.y0));
  for (let i = 0; i + 3 < points.length; i += 2) {
    const [ax, ay, bx, by] = [points[i], points[i + 1], points[i + 2], points[i + 3]];
    const dx = bx - ax;
    const dy = by - ay;
    const squared = dx * dx + dy * dy;
    if (Number.isNaN(squared)) continue;
    const reach = radius + 0.5;
    const top = Math.max(box.y0, Math.floor(Math.min(ay, by) - reach));
    const bottom = Math.min(box.y1, Math.ceil(Math.max(ay, by) + reach));
    for (let y = top; y < bottom; y++) {
      // The columns near the piece in this row: all of them if it is nearly level, else a slanted strip.
      const [left, right] = stripColumns(ax, ay, bx, by, y + 0.5, reach);
      const to = Math.min(box.x1, Math.ceil(right));
      for (let x = Math.max(box.x0, Math.floor(left)); x < to; x++) {
        const px = x + 0.5 - ax;
        const py = y + 0.5 - ay;
        const along = squared > 0 ? Math.max(0, Math.min(1, (px * dx + py * dy) / squared)) : 0;
        const distance = Math.hypot(px - along * dx, py - along * dy);
        const value = strength * Math.min(1, radius + 0.5 - distance);
        const index = (y - box.y0) * columns + x - box.x0;
        if (value > values[index]) values[index] = value;
      }
    }
  }
  return { box, values };
}

/** Range of x within `reach` of a piece at height y; generous, never too small. */
function stripColumns(ax: number, ay: number, bx: number, by: number, y: number, reach: number): [number, number] {
  const low = Math.min(ax, bx) - reach;
  const high = Math.max(ax, bx) + reach;
  if (Math.abs(by - ay) < 1e-9) return [low, high];
  const slope = (bx - ax) / (by - ay);
  const at = (h: number): number => ax + (h - ay) * slope;
  const [near, far] = [at(y - reach), at(y + reach)];
  return [Math.max(low, Math.min(near, far) - reach), Math.min(high, Math.max(near, far) + reach)];
}
