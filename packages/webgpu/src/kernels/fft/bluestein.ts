// Bluestein's convolution inside one line: X_k = c_k Σ_j (x_j c_j) c*_(k−j) with the chirp c. The forward transform leaves
// its result in digit-reversed order, which is the order the one back begins with; the chirp's spectrum is stored so.
import { range } from "../views.js";
import { butterfly } from "./butterflies.js";
import { radicesOf } from "./factors.js";
import type { Line } from "./lines.js";
import { decimateInFrequency, laterStages } from "./stages.js";
import { chirps, chirpSpectrum, type Constants, roots } from "./tables.js";

/** Length of the circular convolution for n points. */
export const bluesteinLength = (n: number): number => 2 ** Math.ceil(Math.log2(2 * n - 1));

export interface BluesteinLine {
  /** Elements of the line. */
  readonly size: number;
  /** What `table` begins with. */
  readonly constants: readonly Constants[];
  readonly body: (line: Line, load: (k: string) => string, store: (k: string, value: string) => string) => string;
}

export function bluesteinLine(n: number): BluesteinLine {
  const size = bluesteinLength(n);
  const radices = radicesOf(size)!;
  const stages = { radices, roots: size };
  const chirp = (k: string): string => `table_get(${2 * size}u + ${k})`;
  const radix = radices[0];
  const body: BluesteinLine["body"] = (line, load, store) => {
    const chirped = (k: string, least: number): string => {
      if (least >= n) return "vec2<f32>()";
      const inside = `min(${k}, ${n - 1}u)`;
      return `select(vec2<f32>(), times_c(${load(inside)}, ${chirp(inside)}), ${k} < ${n}u)`;
    };
    // The last stage on the way there and the first one back have the same elements; back is forwards between conjugates.
    const turn = (at: string): string =>
      [
        ...range(radix).map((t) => `  let z${t} = conj_c(times_c(y${t}, table_get(${size}u + ${at} + ${t}u)));`),
        butterfly(
          range(radix).map((t) => `z${t}`),
          "r",
        ),
        ...range(radix).map((t) => `  ${line.element(`${at} + ${t}u`)} = r${t};`),
      ].join("\n");
    return [
      decimateInFrequency(line, stages, chirped, turn),
      laterStages(
        line,
        stages,
        (k, value) => `if (${k} < ${n}u) { ${store(k, `times_c(conj_c(${value}), ${chirp(k)})`)} }`,
      ),
    ].join("\n");
  };
  return { size, constants: [roots(size), chirpSpectrum(n, size, radices), chirps(n)], body };
}
