import { ParameterError, ShapeError } from "../../../errors/index.js";
import { where } from "../../../ops/index.js";
import { formatShape, type Tensor } from "../../../tensor/index.js";
import { checkList, checkSignal } from "../../checks.js";
import { constant } from "../../constant.js";

export interface LombscargleOptions {
  /** Take the mean off first (default false). */
  readonly precenter?: boolean;
  /** By what a constant of the same power would have: 0…1 (default false). */
  readonly normalize?: boolean;
}

/** Squares smaller than this share of all samples are rounding: the wave is 0 at all of them. */
const NOTHING = 1e-20;

/** The waves at one frequency, each divided by the root of its power, with the delay that makes them independent. */
function waves(times: readonly number[], frequency: number): { cosine: Float64Array; sine: Float64Array } {
  let [s2, c2] = [0, 0];
  for (const t of times) {
    s2 += Math.sin(2 * frequency * t);
    c2 += Math.cos(2 * frequency * t);
  }
  const delay = Math.atan2(s2, c2) / 2;
  const scaled = (wave: (angle: number) => number): Float64Array => {
    const values = Float64Array.from(times, (t) => wave(frequency * t - delay));
    const power = values.reduce((sum, v) => sum + v * v, 0);
    return values.map((v) => (power > NOTHING * times.length ? v / Math.sqrt(power) : 0));
  };
  return { cosine: scaled(Math.cos), sine: scaled(Math.sin) };
}

/**
 * Lomb-Scargle periodogram: the power of waves fitted to samples at uneven times.
 *
 * @param x      times of the samples, [samples], seconds or any other unit
 * @param y      real, [..., samples]
 * @param freqs  angular frequencies, radians per unit of x
 * @param options.precenter  take the mean of y off first (default false)
 * @param options.normalize  as a share of the power of y, 0…1 (default false)
 * @returns [..., freqs], unit of y squared, ≥ 0; silence gives 0. Gradients flow to y
 * @throws ParameterError  times or frequencies that are not finite; ShapeError: not one time per sample
 * @source scipy.signal.lombscargle; Townsend, Astrophysical Journal Supplement 191, 2010
 * @example lombscargle([0, 1, 2.5, 4, 5.5], tensor([0, 1, 0, -1, 0]), [0.5, 1.5]).shape // [2]
 */
export function lombscargle(
  x: ArrayLike<number>,
  y: Tensor,
  freqs: ArrayLike<number>,
  { precenter = false, normalize = false }: LombscargleOptions = {},
): Tensor {
  checkList("lombscargle", "x", x);
  checkSignal("lombscargle", y);
  checkList("lombscargle", "freqs", freqs);
  const [times, frequencies] = [Array.from(x), Array.from(freqs)];
  if (times.length !== y.shape.at(-1))
    throw new ShapeError(
      `lombscargle: x has ${times.length} times, but y ${formatShape(y.shape)} has ${y.shape.at(-1)} samples. Give one time for each.`,
    );
  if (frequencies.length === 0 || ![...times, ...frequencies].every(Number.isFinite))
    throw new ParameterError("lombscargle: x and freqs must be finite numbers, one frequency or more.");
  const all = frequencies.map((frequency) => waves(times, frequency));
  const table = (name: "cosine" | "sine"): Tensor => {
    const rows = new Float64Array(all.length * times.length);
    all.forEach((pair, i) => rows.set(pair[name], i * times.length));
    return constant(rows, [all.length, times.length], y.dtype, y.device).t();
  };
  const centred = precenter ? y.sub(y.mean(-1, { keepdim: true })) : y;
  const rows = centred.unsqueeze(-2);
  const power = (name: "cosine" | "sine"): Tensor => rows.matmul(table(name)).squeeze(-2).square();
  const total = power("cosine").add(power("sine")).mul(0.5);
  if (!normalize) return total;
  const most = y.square().sum(-1, { keepdim: true });
  return where(most.gt(0), total.mul(2).div(where(most.gt(0), most, 1)), 0);
}
