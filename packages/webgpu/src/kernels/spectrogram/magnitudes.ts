// |X|^power, and sums of it over the bands of a filter bank.
import type { View } from "@sonograd/core";
import type { Sink } from "../fft/ends.js";
import type { Line } from "../fft/lines.js";
import type { Constants } from "../fft/tables.js";
import type { KernelBuilder } from "../kernel.js";
import { EXP_LOG_FUNCTIONS, REAL_FUNCTIONS } from "../real-functions.js";

/** Declares `magnitude(v)`, |v|^power, and the functions that levels need. */
export function declareMagnitude(builder: KernelBuilder, power: number): void {
  const square = "dot(v, v)";
  const value = power === 2 ? square : power === 1 ? `sqrt(${square})` : `pow_f(${square}, p.half_power)`;
  builder.f32("half_power", power / 2);
  builder.include(power === 1 || power === 2 ? EXP_LOG_FUNCTIONS : REAL_FUNCTIONS);
  builder.include(`fn magnitude(v: vec2<f32>) -> f32 { return ${value}; }`);
}

export const magnitudeSink = (view: View, power: number): Sink => ({
  declare: (builder) => {
    builder.write("out", view);
    declareMagnitude(builder, power);
  },
  store: (line, k, value) => `out_set(${[...line, k].join(", ")}, magnitude(${value}));`,
});

/** First bin and count of each filter of a bank: mel filters are zero almost everywhere. */
export const bandConstants = (bands: readonly number[]): Constants => ({
  key: `bands:${bands.join(",")}`,
  length: bands.length / 2,
  build: () => bands,
});

/**
 * WGSL that hands the sum of each filter `r` to `store`; the bands stand in `table` from `bands` on. A bin behind the line's
 * elements has its power in `last`.
 */
export const bandSums = (
  line: Pick<Line, "each">,
  bands: number,
  elements: number,
  power: (k: string) => string,
  last: string | null,
  store: (sum: string) => string,
): string =>
  line.each(
    "r",
    "p.rows",
    `  let band = vec2<u32>(table_get(${bands}u + r));
  let end = band.x + band.y;
  let bound = min(end, ${elements}u);
  var sum = 0.0;
  for (var k = band.x; k < bound; k++) { sum += bank_get(r, k) * ${power("k")}; }
${last === null ? "" : `  if (end > ${elements}u) { sum += bank_get(r, ${elements}u) * ${last}; }\n`}${store("sum")}`,
  );
