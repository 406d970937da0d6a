import { ParameterError, where, type Tensor } from "@sonograd/core";
import { Augmentation, checkRange, counting, samplesAt, type AugmentationOptions, type Draws } from "./augmentation.js";

export interface ShiftOptions extends AugmentationOptions {
  /** Lowest shift, negative: to the left (default -0.5). */
  readonly minShift?: number;
  /** Highest shift (default 0.5). */
  readonly maxShift?: number;
  /** What shifts count: shares of the signal, samples or seconds (default "fraction"). */
  readonly shiftUnit?: "fraction" | "samples" | "seconds";
  /** What leaves at one end comes in at the other; false: silence comes in (default true). */
  readonly rollover?: boolean;
  /** Hz, for seconds. */
  readonly sampleRate?: number;
}

/**
 * A shift in time drawn for each example, in whole samples.
 *
 * @throws ParameterError  minShift above maxShift, unknown shiftUnit, seconds without sampleRate
 * @example new augmentation.Shift({ minShift: -0.1, maxShift: 0.1, rollover: false })(waveform)
 */
export class Shift extends Augmentation {
  readonly #options: Required<Omit<ShiftOptions, keyof AugmentationOptions | "sampleRate">>;
  readonly #sampleRate: number;
  constructor({ minShift = -0.5, maxShift = 0.5, shiftUnit = "fraction", rollover = true, sampleRate, ...options }: ShiftOptions = {}) {
    super(options);
    if (shiftUnit !== "fraction" && shiftUnit !== "samples" && shiftUnit !== "seconds")
      throw new ParameterError(`Shift: shiftUnit="${String(shiftUnit)}" must be "fraction", "samples" or "seconds".`);
    if (shiftUnit === "seconds" && !(sampleRate !== undefined && sampleRate > 0))
      throw new ParameterError(`Shift: sampleRate=${sampleRate} must be given in Hz for shifts in seconds.`);
    const most = shiftUnit === "fraction" ? 1 : 2 ** 24;
    checkRange("Shift", "shift", [minShift, maxShift], -most, most);
    this.#options = { minShift, maxShift, shiftUnit, rollover };
    this.#sampleRate = sampleRate ?? 1;
  } // prettier-ignore
  protected override change(x: Tensor, draws: Draws): Tensor {
    const { minShift, maxShift, shiftUnit, rollover } = this.#options;
    const n = x.shape.at(-1)!;
    const unit = shiftUnit === "fraction" ? n : shiftUnit === "seconds" ? this.#sampleRate : 1;
    const shift = draws.uniform(minShift * unit, maxShift * unit).round().to("int32"); // prettier-ignore
    const source = counting(n, x).sub(shift); // [batch, 1, n]
    const shifted = samplesAt(x, source.remainder(n));
    return rollover ? shifted : where(source.ge(0).logicalAnd(source.lt(n)), shifted, 0);
  }
}
