import { ParameterError } from "../errors/index.js";
import type { Tensor } from "../tensor/index.js";
import { checkInteger, checkPositive, checkSignal } from "./checks.js";
import { constant } from "./constant.js";
import { preemphasis } from "./emphasis.js";
import { windowValues, type WindowSpec } from "./get-window.js";
import { readLines, writeLines } from "./host-lines.js";
import { lpc } from "./lpc.js";
import { polynomialRoots } from "./polynomial-roots.js";

export interface FormantOptions {
  /** Hz (default 22050). */
  readonly sampleRate?: number;
  /** Order of the prediction, integer ≥ 2, less than the samples (default 2 + sampleRate / 1000, rounded). */
  readonly order?: number;
  /** Pre-emphasis, 0…1 (default 0.97). */
  readonly coef?: number;
  /** Symmetric window over the samples (default "hamming"). */
  readonly window?: WindowSpec;
  /** Lowest formant in Hz (default 90). */
  readonly minHz?: number;
  /** Broadest formant in Hz (default 400). */
  readonly maxBandwidthHz?: number;
}

/**
 * Formants of a vowel: resonances of the vocal tract, from the roots of a prediction filter.
 *
 * @param y        real, [..., samples], a frame of 20…50 ms (see `frame`)
 * @param options.sampleRate      Hz (default 22050)
 * @param options.order           integer ≥ 2, less than the samples (default 2 + sampleRate / 1000)
 * @param options.coef            pre-emphasis, 0…1 (default 0.97)
 * @param options.window          (default "hamming", symmetric)
 * @param options.minHz           lowest (default 90)
 * @param options.maxBandwidthHz  broadest (default 400)
 * @returns { frequencies, bandwidths }, both [..., floor(order / 2)], Hz, rising in frequency; 0 where there are fewer. Silence has
 *          none. No gradient
 * @throws ParameterError  order out of range
 * @source Markel & Gray, Linear Prediction of Speech (1976); bandwidth = -ln|root| · sampleRate / π
 * @example formants(y.narrow(-1, 0, 600), { sampleRate: 22050, order: 12 })
 */
export async function formants(
  y: Tensor,
  options: FormantOptions = {},
): Promise<{ frequencies: Tensor; bandwidths: Tensor }> {
  const { sampleRate = 22050, order = Math.round(2 + sampleRate / 1000), coef = 0.97, window = "hamming" } = options;
  const { minHz = 90, maxBandwidthHz = 400 } = options;
  checkSignal("formants", y);
  checkPositive("formants", "sampleRate", sampleRate);
  checkInteger("formants", "order", order, 2);
  const n = y.shape.at(-1)!;
  if (order >= n)
    throw new ParameterError(`formants: order=${order} must be less than the ${n} samples. Use a longer frame.`);
  const weights = constant(windowValues(window, n, false), [n], y.dtype, y.device);
  const count = Math.floor(order / 2);
  const found = (await readLines(lpc(preemphasis(y, { coef }).mul(weights), { order }))).map((a) =>
    polynomialRoots(a)
      .filter(({ im }) => im > 0)
      .map(({ re, im }) => ({
        hz: (Math.atan2(im, re) * sampleRate) / (2 * Math.PI),
        bandwidth: (-Math.log(Math.hypot(re, im)) * sampleRate) / Math.PI,
      }))
      .filter(({ hz, bandwidth }) => hz >= minHz && bandwidth <= maxBandwidthHz)
      .sort((p, q) => p.hz - q.hz),
  );
  const write = (name: "hz" | "bandwidth"): Tensor =>
    writeLines(found.map((list) => Float64Array.from({ length: count }, (_, i) => list[i]?.[name] ?? 0)), y.shape.slice(0, -1), count, y); // prettier-ignore
  return { frequencies: write("hz"), bandwidths: write("bandwidth") };
}
