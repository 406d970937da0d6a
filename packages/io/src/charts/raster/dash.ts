// Cuts a line into dashes.

/** The strokes of a dashed line as one line with NaN breaks; `pattern` alternates strokes and gaps. */
export function dashLine(points: Float64Array, pattern: readonly number[]): Float64Array {
  if (pattern.length === 0 || !pattern.some((length) => length > 0)) return points;
  const result: number[] = [];
  let part = 0;
  let left = pattern[0];
  const drawing = (): boolean => part % 2 === 0;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i], points[i + 1]];
    const [px, py] = i === 0 ? [Number.NaN, Number.NaN] : [points[i - 2], points[i - 1]];
    const length = Math.hypot(x - px, y - py);
    if (Number.isNaN(length)) {
      [part, left] = [0, pattern[0]];
      result.push(Number.NaN, Number.NaN, x, y);
      continue;
    }
    let done = 0;
    while (length - done >= left) {
      done += left;
      const [cx, cy] = [px + ((x - px) * done) / length, py + ((y - py) * done) / length];
      if (drawing()) result.push(cx, cy);
      result.push(Number.NaN, Number.NaN);
      part = (part + 1) % pattern.length;
      left = Math.max(1e-3, pattern[part]);
      if (drawing()) result.push(cx, cy);
    }
    left -= length - done;
    if (drawing()) result.push(x, y);
  }
  return Float64Array.from(result);
}
