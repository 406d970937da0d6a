// The difference function of YIN, and the frames, lags and checks that yin and pyin share.
import { checkInteger, checkPositive, checkSignal } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import { centerPad } from "../../dsp/frame.js";
import type { SignalPadMode } from "../../dsp/index.js";
import { ParameterError } from "../../errors/index.js";
import { cat, complex, irfft, rfft } from "../../ops/index.js";
import { isDouble, type Tensor } from "../../tensor/index.js";

export interface DifferenceOptions {
  /** Lowest fundamental in Hz, > 0; sampleRate / fmin periods must fit in a frame. */
  readonly fmin: number;
  /** Highest fundamental in Hz, fmin < fmax ≤ sampleRate / 2. */
  readonly fmax: number;
  /** Hz (default 22050). */
  readonly sampleRate?: number;
  /** Samples per frame (default 2048). */
  readonly frameLength?: number;
  /** Samples between frames, integer ≥ 1 (default frameLength / 4, rounded down). */
  readonly hopLength?: number;
  /** Centre frame t on sample t · hopLength (default true). */
  readonly center?: boolean;
  /** How the ends are padded when centred (default "constant"). */
  readonly padMode?: SignalPadMode;
}

/** The lags that stand for fmax…fmin, and where frames lie. */
export interface Lags {
  readonly sampleRate: number;
  readonly frameLength: number;
  readonly hopLength: number;
  readonly minPeriod: number;
  readonly maxPeriod: number;
}

/** The options with their defaults, checked. */
export function resolveLags(op: string, y: Tensor, options: DifferenceOptions): Lags {
  const { fmin, fmax, sampleRate = 22050, frameLength = 2048 } = options ?? {};
  checkSignal(op, y);
  checkPositive(op, "sampleRate", sampleRate);
  checkInteger(op, "frameLength", frameLength, 4);
  const { hopLength = Math.floor(frameLength / 4) } = options;
  checkInteger(op, "hopLength", hopLength, 1);
  if (!(fmax <= sampleRate / 2))
    throw new ParameterError(`${op}: fmax=${fmax} must be at most sampleRate / 2 = ${sampleRate / 2} Hz. 2093 Hz is C7.`); // prettier-ignore
  if (!(fmin > 0 && fmin < fmax))
    throw new ParameterError(`${op}: fmin=${fmin} must lie between 0 and fmax=${fmax} Hz. 65 Hz is C2.`);
  if (sampleRate / fmin >= frameLength - 1)
    throw new ParameterError(
      `${op}: fmin=${fmin} is too low: a period of ${sampleRate / fmin} samples must fit in frameLength=${frameLength}. ` +
        `Use frameLength=${Math.ceil(sampleRate / fmin) + 1 + 1} or more, better ${2 * Math.ceil(sampleRate / fmin) + 1}.`,
    );
  const maxPeriod = Math.min(Math.ceil(sampleRate / fmin), frameLength - 1);
  return { sampleRate, frameLength, hopLength, minPeriod: Math.floor(sampleRate / fmax), maxPeriod };
}

/**
 * Cumulative mean normalised difference of each frame at the lags minPeriod…maxPeriod: [..., samples] → [..., frames, lags].
 */
export function normalizedDifference(op: string, y: Tensor, lags: Lags, options: DifferenceOptions): Tensor {
  const { frameLength, hopLength, minPeriod, maxPeriod } = lags;
  const { center = true, padMode = "constant" } = options;
  const frames = centerPad(op, y, { frameLength, hopLength, center, padMode }).unfold(-1, frameLength, hopLength);
  // So long that the circular correlation is the plain one up to maxPeriod.
  const n = 2 ** Math.ceil(Math.log2(frameLength + maxPeriod));
  const spectrum = rfft(frames, { n });
  const power = spectrum.real().square().add(spectrum.imag().square());
  const correlation = irfft(complex(power, power.mul(0)), { n });
  const energy = frames.narrow(-1, 0, maxPeriod).square().cumsum(-1);
  // de Cheveigné and Kawahara's eq. 7 with the energies of the two windows from the correlation at lag 0 and a running sum.
  const difference = correlation
    .narrow(-1, 0, 1)
    .sub(correlation.narrow(-1, 1, maxPeriod))
    .mul(2)
    .sub(energy); // lags 1…maxPeriod
  const counts = Float64Array.from({ length: maxPeriod }, (_, i) => 1 / (i + 1));
  const mean = difference.cumsum(-1).mul(constant(counts, [maxPeriod], y.dtype, y.device));
  const tiny = isDouble(y.dtype) ? 2 ** -1022 : 2 ** -126;
  const from = (x: Tensor): Tensor => x.narrow(-1, minPeriod - 1, maxPeriod - minPeriod + 1);
  return from(difference).div(from(mean).add(tiny));
}

/** True at the local minima along the last dimension; the first element counts where it lies below the second. */
export function troughs(x: Tensor): Tensor {
  const n = x.shape.at(-1)!;
  const [before, after] = [x.narrow(-1, 0, n - 1), x.narrow(-1, 1, n - 1)];
  const falls = after.lt(before); // lags 1…
  const first = before.narrow(-1, 0, 1).lt(after.narrow(-1, 0, 1));
  if (n === 2) return cat([first, falls], -1);
  const holds = before.le(after).narrow(-1, 1, n - 2); // lags 1…n - 2
  return cat([first, falls.narrow(-1, 0, n - 2).logicalAnd(holds), falls.narrow(-1, n - 2, 1)], -1);
}
