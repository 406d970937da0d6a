// Short-time spectra through one primitive: padding, framing, window, transform and what a feature makes of it. Gradients
// compute the complex spectrum anew, so that nothing large is kept for them.
import { differentiable } from "../autograd/index.js";
import { dispatch, type SpectrogramAttrs } from "../backend/index.js";
import { cat, fromTypedArray, irfft } from "../ops/index.js";
import { toComplexDType, type Tensor } from "../tensor/index.js";
import { constant } from "./constant.js";
import { SOURCE } from "./pad-signal.js";

/** A signal and how it is cut into windowed frames. */
export interface Frames {
  /** [..., samples] */
  readonly y: Tensor;
  /** [nFft] */
  readonly window: Tensor;
  readonly nFft: number;
  readonly hopLength: number;
  /** Samples of padding on both sides. */
  readonly pad: number;
  readonly padMode: SpectrogramAttrs["padMode"];
}

/** A filter bank: [filters, bins], and for each filter the first bin that it covers and how many follow from there. */
export interface Bank {
  readonly weights: Tensor;
  readonly bands: readonly number[];
}

type Output = Partial<SpectrogramAttrs> & Pick<SpectrogramAttrs, "output">;

function run({ y, window, nFft, hopLength, pad, padMode }: Frames, output: Output, bank?: Bank): Tensor {
  const frames = 1 + Math.floor((y.shape.at(-1)! + 2 * pad - nFft) / hopLength);
  const rows = bank ? bank.weights.shape[0] : Math.floor(nFft / 2) + 1;
  const dtype = output.output === "complex" ? toComplexDType(y.dtype) : y.dtype;
  const defaults = { power: 2, bands: bank?.bands ?? [], amin: 0, ref: 1, topDb: null };
  const attrs = { nFft, hopLength, pad, padMode, ...defaults, ...output };
  const spec = { shape: [...y.shape.slice(0, -1), frames, rows], dtype };
  return dispatch("spectrogram", [y, window, ...(bank ? [bank.weights] : [])], [spec], attrs)[0];
}

/** The spectrum of every frame: complex, [..., frames, bins]. */
export const complexFrames = (frames: Frames): Tensor =>
  differentiable("stft", [frames.y], () => run(frames, { output: "complex" }), () => [(g) => addBack(frames, g)]); // prettier-ignore

/** |X|^power of every frame: [..., frames, bins]. */
export const powerFrames = (frames: Frames, power: number): Tensor =>
  differentiable("spectrogram", [frames.y], () => run(frames, { output: "power", power }), () => [
    (g) => addBack(frames, powerSlope(complexFrames(frames), power, g)),
  ]); // prettier-ignore

/** The bank times |X|^power of every frame: [..., frames, filters]. */
export const melFrames = (frames: Frames, power: number, bank: Bank): Tensor =>
  differentiable("melspectrogram", [frames.y], () => run(frames, { output: "mel", power }, bank), () => [
    (g) => addBack(frames, powerSlope(complexFrames(frames), power, g.matmul(bank.weights))),
  ]); // prettier-ignore

/** The same in decibels. Records nothing: for signals that want no gradient. */
export const logMelFrames = (
  frames: Frames,
  power: number,
  bank: Bank,
  decibels: Pick<SpectrogramAttrs, "amin" | "ref" | "topDb">,
): Tensor => run(frames, { output: "logMel", power, ...decibels }, bank);

/** d |X|^power, without a root where the power is 2, so that the gradient of silence is 0. */
function powerSlope(X: Tensor, power: number, g: Tensor): Tensor {
  if (power === 2) return X.mul(g.mul(2));
  if (power === 1) return X.sgn().mul(g);
  return X.sgn().mul(X.abs().pow(power - 1).mul(power).mul(g)); // prettier-ignore
}

/** The transpose of `complexFrames`: gradients of the spectra [..., frames, bins] to that of the signal. */
function addBack({ y, window, nFft, hopLength, pad, padMode }: Frames, g: Tensor): Tensor {
  // irfft counts every inner bin twice, the gradient only once.
  const weights = new Float64Array(Math.floor(nFft / 2) + 1).fill(0.5);
  weights[0] = 1;
  if (nFft % 2 === 0) weights[nFft / 2] = 1;
  const halved = g.mul(constant(weights, [weights.length], g.dtype, g.device));
  const frames = irfft(halved, { n: nFft, norm: "forward" }).mul(window.to(y.dtype)); // [..., frames, nFft]
  const samples = y.shape.at(-1)!;
  const length = samples + 2 * pad;
  const padded = frames.transpose(-1, -2).overlapAdd({ hopLength, length });
  const inner = padded.narrow(-1, pad, samples);
  if (pad === 0 || padMode === "constant") return inner;
  const ends = Int32Array.from({ length: 2 * pad }, (_, i) => SOURCE[padMode](i < pad ? i - pad : samples + i - pad, samples)); // prettier-ignore
  const border = cat([padded.narrow(-1, 0, pad), padded.narrow(-1, pad + samples, pad)], -1);
  return inner.indexAdd(-1, fromTypedArray(ends, [2 * pad], { device: y.device }), border);
}
