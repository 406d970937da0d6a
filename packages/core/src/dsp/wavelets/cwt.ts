// PyWavelets' continuous transform: the integral of the wavelet, read at every scale from one fine table. For exact wavelets see
// cwt-fourier.ts.
import { ParameterError } from "../../errors/index.js";
import { complex, conv1d, irfft, rfft } from "../../ops/index.js";
import { isDouble, type Tensor } from "../../tensor/index.js";
import { checkInteger, checkPositive } from "../checks.js";
import { constant } from "../constant.js";
import { centralFrequency } from "./central-frequency.js";
import { toContinuousWavelet, type ContinuousWavelet } from "./continuous-wavelet.js";
import { alongLast } from "./dwt.js";

export interface CwtOptions {
  /** Seconds between samples, for the frequencies only (default 1). */
  readonly samplingPeriod?: number;
  /** Sums of products, products of spectra, or what costs less (default "auto"); the same numbers up to rounding. */
  readonly method?: "auto" | "conv" | "fft";
  /** Dimension of the samples (default -1). */
  readonly dim?: number;
  /** The wavelet's table has 2^precision points, integer 2…14 (default 10). */
  readonly precision?: number;
}

export interface CwtResult {
  /** [..., scales, samples] */
  readonly coefs: Tensor;
  /** Of every scale; Hz where samplingPeriod is in seconds. */
  readonly frequencies: Float64Array;
}

/** What a scale convolves with: taps at the sample offsets start, start + 1, … */
interface Taps {
  readonly re: Float64Array;
  readonly im?: Float64Array;
}

/** Running sum times step. */
function integral(values: Float64Array, step: number): Float64Array {
  let sum = 0;
  return values.map((v) => (sum += v) * step);
}

/** Above this many taps spectra cost less. */
const LONG = 512;

/** −√scale times the differences of the integral at the scale's points, last first. */
function tapsOf(table: Float64Array, x: Float64Array, scale: number): Float64Array {
  const step = x[1] - x[0];
  const points = Math.ceil(scale * (x[x.length - 1] - x[0]) + 1);
  const read: number[] = [];
  for (let m = 0; m < points; m++) {
    const j = Math.floor(m / (scale * step));
    if (j < table.length) read.push(table[j]);
  }
  read.reverse();
  const size = read.length;
  if (size < 2)
    throw new ParameterError(
      `cwt: scales holds ${scale}, which is too small: the wavelet is a single sample. Raise it.`,
    );
  // d[k] = p[k] − p[k − 1] with p = 0 outside
  return Float64Array.from({ length: size + 1 }, (_, k) => -Math.sqrt(scale) * ((read[k] ?? 0) - (read[k - 1] ?? 0)));
}

/** The points and the integrated table as the precision of the data holds them: the indices depend on it. */
function integrated(wavelet: ContinuousWavelet, precision: number, double: boolean): { x: Float64Array } & Taps {
  const { psi, psiImag, x } = wavelet.wavefun({ level: precision });
  const step = x[1] - x[0];
  const rounded = (values: Float64Array): Float64Array => (double ? values : values.map(Math.fround));
  const re = rounded(integral(psi, step));
  // The conjugate of the wavelet
  const im = psiImag && rounded(integral(psiImag, step).map((v) => -v));
  return { x: rounded(x), re, ...(im && { im }) };
}

/**
 * Continuous wavelet transform by PyWavelets' rule: the integrated wavelet is sampled on 2^precision points once, read at
 * whole indices for every scale, convolved and differenced.
 *
 * @param data     real, [..., samples]; zeros around
 * @param scales   numbers > 0, in samples per unit of the wavelet; one number is one scale
 * @param wavelet  a continuous wavelet or its name: gausP, mexh, morl, cgauP, cmorB-C, shanB-C, fbspM-B-C
 * @param options.samplingPeriod  seconds, for the frequencies (default 1)
 * @param options.method     "conv", "fft", or "auto": what costs less (default)
 * @param options.dim        dimension of the samples (default -1)
 * @param options.precision  points of the table, integer 2…14 (default 10)
 * @returns { coefs, frequencies }: coefs [..., scales, samples] with the scales right before the samples, complex for complex
 *          wavelets; unit of data times √samples. frequencies in Hz where samplingPeriod is in seconds. Silence gives zeros
 * @throws ParameterError  unknown wavelet, scales that are no numbers > 0 or too small; ShapeError: no samples
 * @source pywt.cwt, which puts the scales first of all dimensions and defaults to "conv"
 * @example cwt(y, [4, 8, 16], "morl").coefs.shape // [3, 11025]
 */
export function cwt(
  data: Tensor,
  scales: number | ArrayLike<number>,
  wavelet: ContinuousWavelet | string,
  { samplingPeriod = 1, method = "auto", dim = -1, precision = 10 }: CwtOptions = {},
): CwtResult {
  const own = toContinuousWavelet("cwt", wavelet);
  if (!["auto", "conv", "fft"].includes(method))
    throw new ParameterError(`cwt: method="${method}" must be "auto", "conv" or "fft".`);
  checkPositive("cwt", "samplingPeriod", samplingPeriod);
  checkInteger("cwt", "precision", precision, 2);
  const { x } = alongLast("cwt", data, dim);
  const list = checkScales("cwt", scales);
  const table = integrated(own, precision, isDouble(x.dtype));
  const taps = list.map((scale): Taps => ({
    re: tapsOf(table.re, table.x, scale),
    ...(table.im && { im: tapsOf(table.im, table.x, scale) }),
  }));

  // Result t reads x[t + ahead − k] · d[k]: every scale is centred on its sample.
  const ahead = taps.map(({ re }) => Math.floor((re.length - 3) / 2) + 1);
  const after = Math.max(...ahead);
  const before = Math.max(...taps.map(({ re }, i) => re.length - 1 - ahead[i]));
  const width = before + 1 + after;
  const kernel = new Float64Array(list.length * (own.complexCwt ? 2 : 1) * width);
  taps.forEach(({ re, im }, i) =>
    [re, im].forEach((values, part) =>
      // Turned, as correlation wants it: d[k] stands before + ahead − k after the first sample that is read.
      values?.forEach((d, k) => (kernel[(part * list.length + i) * width + before + ahead[i] - k] = d)),
    ),
  );
  const direct = method === "conv" || (method === "auto" && width <= LONG);
  const rows = (direct ? correlate : correlateBySpectra)(x, kernel, width, before);
  const coefs = own.complexCwt
    ? complex(rows.narrow(-2, 0, list.length), rows.narrow(-2, list.length, list.length))
    : rows;
  const frequencies = list.map((scale) => centralFrequency(own, { precision }) / scale / samplingPeriod);
  return { coefs: scalesBefore(coefs, data, dim), frequencies: Float64Array.from(frequencies) };
}

/** [..., scales, samples] with the samples back at dimension `dim` of `data` and the scales right before. */
export function scalesBefore(coefs: Tensor, data: Tensor, dim: number): Tensor {
  const at = dim < 0 ? dim + data.ndim : dim;
  return at === data.ndim - 1 ? coefs : coefs.movedim([-2, -1], [at, at + 1]);
}

/** The scales as a list. @throws ParameterError */
export function checkScales(op: string, scales: number | ArrayLike<number>): number[] {
  const list = typeof scales === "number" ? [scales] : Array.from(scales);
  const wrong = list.find((s) => !(s > 0) || !Number.isFinite(s));
  if (wrong !== undefined || list.length === 0)
    throw new ParameterError(
      `${op}: scales=${wrong ?? "[]"} must be finite numbers > 0, at least one. Scales are counted in samples.`,
    );
  return list;
}

/** Σ kernel[r] · x[t + r − before] for every row of the kernel: [..., n] → [..., rows, n]. */
function correlate(x: Tensor, kernel: Float64Array, width: number, before: number): Tensor {
  const rows = kernel.length / width;
  const [batch, n] = [x.shape.slice(0, -1), x.shape.at(-1)!];
  const weight = constant(kernel, [rows, 1, width], x.dtype, x.device);
  const flat = x.reshape([batch.reduce((p, m) => p * m, 1), 1, n]).pad([before, width - 1 - before]);
  return conv1d(flat, weight).reshape([...batch, rows, n]);
}

function correlateBySpectra(x: Tensor, kernel: Float64Array, width: number, before: number): Tensor {
  const rows = kernel.length / width;
  const n = x.shape.at(-1)!;
  const size = 2 ** Math.ceil(Math.log2(n + width - 1));
  const turned = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++)
    for (let r = 0; r < width; r++) turned[i * width + width - 1 - r] = kernel[i * width + r];
  const spectra = rfft(constant(turned, [rows, width], x.dtype, x.device), { n: size });
  const product = rfft(x, { n: size }).unsqueeze(-2).mul(spectra);
  return irfft(product, { n: size }).narrow(-1, width - 1 - before, n);
}
