// What Welch's estimates are made of: the cross spectra of overlapping windowed segments.
import { ParameterError } from "../../../errors/index.js";
import { cat, complex, fft, rfft } from "../../../ops/index.js";
import { isComplex, normalizeDim, toRealDType, type Tensor } from "../../../tensor/index.js";
import { checkInteger, checkPositive } from "../../checks.js";
import { constant } from "../../constant.js";
import { windowValues, type WindowSpec } from "../../get-window.js";
import { checkSamples } from "./check-samples.js";
import { detrendSegments, type Detrend } from "./detrend.js";

export interface SegmentOptions {
  /** Sampling frequency, > 0 (default 1). */
  readonly fs?: number;
  /** (default "hann") */
  readonly window?: WindowSpec;
  /** Samples of a segment, integer ≥ 1 (default 256, at most the signal; the window's length where that is a list). */
  readonly nperseg?: number;
  /** Samples that neighbours share, integer ≥ 0 and less than nperseg (default half of nperseg). */
  readonly noverlap?: number;
  /** Points of the transform, integer ≥ nperseg (default nperseg). */
  readonly nfft?: number;
  /** What is taken off each segment: its mean, its line, nothing, or what a function leaves (default "constant"). */
  readonly detrend?: Detrend;
  /** Only frequencies ≥ 0, doubled for the others; complex signals always have both sides (default true). */
  readonly returnOnesided?: boolean;
  /** Per hertz, or the power of a line (default "density"). */
  readonly scaling?: "density" | "spectrum";
  /** Dimension of time (default -1). */
  readonly dim?: number;
}

/** Spectra before any average. */
export interface SegmentSpectra {
  /** In units of fs, [bins]. */
  readonly frequencies: Float64Array;
  /** conj(X) · Y of each segment, scaled: [..., segments, bins]; real where Y is X. */
  readonly products: Tensor;
}

/** The window and the length of the segments, which give each other where one is missing. */
function resolveWindow(op: string, { window = "hann", nperseg }: SegmentOptions, samples: number): Float64Array {
  if (nperseg !== undefined) checkInteger(op, "nperseg", nperseg, 1);
  const listed = typeof window === "object" && typeof window[0] === "number";
  const length = listed ? window.length : Math.min(nperseg ?? 256, samples);
  if (length > samples)
    throw new ParameterError(`${op}: window has ${length} values, but the signal only ${samples} samples. Shorten it.`);
  return windowValues(window, listed ? (nperseg ?? length) : length);
}

/** Frequencies of the bins in the order of the transform. */
function binFrequencies(nfft: number, fs: number, oneSided: boolean): Float64Array {
  const length = oneSided ? Math.floor(nfft / 2) + 1 : nfft;
  return Float64Array.from({ length }, (_, k) => ((oneSided || k < nfft / 2 ? k : k - nfft) * fs) / nfft);
}

function spectraOf(x: Tensor, window: Float64Array, step: number, nfft: number, detrend: Detrend, oneSided: boolean) {
  const n = window.length;
  const segments = detrendSegments(x.unfold(-1, n, step), detrend);
  const windowed = segments.mul(constant(window, [n], toRealDType(x.dtype), x.device));
  return oneSided ? rfft(windowed, { n: nfft }) : fft(windowed, { n: nfft });
}

const padded = (x: Tensor, samples: number): Tensor => {
  const missing = samples - x.shape.at(-1)!;
  return missing > 0 ? cat([x, x.newZeros([...x.shape.slice(0, -1), missing])], -1) : x;
};

/** The spectra of the segments of x and y; y = null stands for x itself. */
export function segmentSpectra(op: string, x: Tensor, y: Tensor | null, options: SegmentOptions): SegmentSpectra {
  const { fs = 1, detrend = "constant", returnOnesided = true, scaling = "density", dim = -1 } = options;
  checkSamples(op, x, "x");
  if (y !== null) checkSamples(op, y, "y");
  checkPositive(op, "fs", fs);
  if (scaling !== "density" && scaling !== "spectrum")
    throw new ParameterError(`${op}: scaling="${String(scaling)}" must be "density" or "spectrum".`);
  const timeLast = (t: Tensor): Tensor => t.movedim(normalizeDim(op, dim, t.ndim), -1);
  const [first, second] = [timeLast(x), y && timeLast(y)];
  const samples = Math.max(first.shape.at(-1)!, second?.shape.at(-1) ?? 0);
  const window = resolveWindow(op, options, samples);
  const nperseg = window.length;
  const { nfft = nperseg, noverlap = Math.floor(nperseg / 2) } = options;
  checkInteger(op, "nfft", nfft, 1);
  checkInteger(op, "noverlap", noverlap, 0);
  if (nfft < nperseg) throw new ParameterError(`${op}: nfft=${nfft} must be at least nperseg=${nperseg}. Raise it.`);
  if (noverlap >= nperseg)
    throw new ParameterError(`${op}: noverlap=${noverlap} must be less than nperseg=${nperseg}. Half of it is usual.`);

  const oneSided = returnOnesided && !isComplex(x.dtype) && !(y && isComplex(y.dtype));
  const transform = (t: Tensor): Tensor =>
    spectraOf(padded(t, samples), window, nperseg - noverlap, nfft, detrend, oneSided);
  const scale = 1 / (scaling === "density" ? fs * sumOf(window.map((w) => w * w)) : sumOf(window) ** 2);
  if (!Number.isFinite(scale))
    throw new ParameterError(`${op}: window adds up to 0, so that nothing can be measured with it. Take another.`);
  const frequencies = binFrequencies(nfft, fs, oneSided);
  const factors = frequencies.map((_, k) => scale * (oneSided && k > 0 && 2 * k !== nfft ? 2 : 1));
  const weights = constant(factors, [factors.length], toRealDType(x.dtype), x.device);
  return { frequencies, products: crossed(transform(first), second && transform(second)).mul(weights) };
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** conj(X) · Y, real where Y is X. */
function crossed(X: Tensor, Y: Tensor | null): Tensor {
  const [a, b] = [X.real(), X.imag()];
  if (!Y) return a.square().add(b.square());
  const [c, d] = [Y.real(), Y.imag()];
  return complex(a.mul(c).add(b.mul(d)), a.mul(d).sub(b.mul(c)));
}
