// The tables of the slow oscillators that move a delay to and fro.

export type WaveShape = "sine" | "triangle";

/** One period of a wave between `least` and `most`, beginning at `phase` (radians). */
export function waveTable(
  shape: WaveShape,
  { length, least, most, phase }: { length: number; least: number; most: number; phase: number },
): Float64Array {
  const offset = Math.trunc((phase / Math.PI / 2) * length + 0.5);
  return Float64Array.from({ length }, (_, i) => {
    const point = (i + offset) % length;
    return least + (most - least) * (shape === "sine" ? sine(point / length) : triangle(point, length));
  });
}

const sine = (turn: number): number => (Math.sin(2 * Math.PI * turn) + 1) / 2;

/** 0.5 up to 1, down to 0 and up again, by quarters, whose limits are found in integers. */
function triangle(point: number, length: number): number {
  const ramp = (2 * point) / length;
  const quarter = Math.floor((4 * point) / length);
  if (quarter === 0) return ramp + 0.5;
  return quarter === 3 ? ramp - 1.5 : 1.5 - ramp;
}
