import { checkList } from "../../dsp/checks.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { fromTypedArray } from "../../ops/index.js";
import { formatShape, isComplex, isFloatingPoint, needTensor, Tensor } from "../../tensor/index.js";
import { constant } from "../../dsp/constant.js";
import { alongList, alongTensor, checkKind, frequenciesAlong, type InterpolationKind } from "./grid.js";

export interface InterpHarmonicsOptions {
  /** Frequencies of the bins: a list, or a tensor of the shape of x where they change over time. */
  readonly freqs: ArrayLike<number> | Tensor;
  /** Multiples of each frequency, such as [1, 2, 3]; below 1 for subharmonics. */
  readonly harmonics: ArrayLike<number>;
  /** (default "linear") */
  readonly kind?: InterpolationKind;
  /** What multiples outside the frequencies hold (default 0). */
  readonly fillValue?: number;
  /** Dimension of the frequencies (default -2). */
  readonly dim?: number;
}

/** x, checked, and its dimension of frequencies counted from the front. */
export function checkHarmonics(
  op: string,
  x: Tensor,
  harmonics: ArrayLike<number>,
  { kind = "linear", dim = -2 }: Pick<InterpHarmonicsOptions, "kind" | "dim">,
): number {
  needTensor(op, x, "x");
  checkList(op, "harmonics", harmonics);
  if (harmonics.length === 0 || !Array.from(harmonics).every((h) => Number.isFinite(h)))
    throw new ParameterError(
      `${op}: harmonics=[${Array.from(harmonics).join(", ")}] must be finite numbers, at least one.`,
    );
  checkKind(op, kind);
  if (!isFloatingPoint(x.dtype) || isComplex(x.dtype))
    throw new ShapeError(
      `${op}: x ${x.dtype} ${formatShape(x.shape)} must be real. Take .abs() of a complex spectrum.`,
    );
  const axis = Number.isInteger(dim) ? (dim < 0 ? dim + x.ndim : dim) : -1;
  if (axis < 0 || axis >= x.ndim)
    throw new ShapeError(`${op}: dim=${dim} must be one of the ${x.ndim} dimensions of x ${formatShape(x.shape)}.`);
  return axis;
}

/**
 * The energy of a spectrum at multiples of each of its frequencies.
 *
 * @param x        real, [..., frequencies, frames]
 * @param options.freqs      frequencies of the bins, a list, or a tensor of the shape of x
 * @param options.harmonics  multiples, such as [1, 2, 3]
 * @param options.kind       "linear" (default), "nearest", "nearest-up", "previous", "next", and for a list of frequencies
 *                           "quadratic" and "cubic"
 * @param options.fillValue  for multiples beyond the frequencies (default 0)
 * @param options.dim        of the frequencies (default -2)
 * @returns [..., harmonics, frequencies, frames], unit of x; frequencies that are not finite take no part. Passes gradients on
 * @throws ParameterError  unknown kind; ShapeError: frequencies that do not fit x
 * @source librosa.interp_harmonics
 * @example interpHarmonics(S, { freqs: fftFrequencies({ nFft: 1024 }), harmonics: [1, 2] }).shape // [2, 513, 4]
 */
export function interpHarmonics(x: Tensor, options: InterpHarmonicsOptions = {} as never): Tensor {
  const { harmonics, kind = "linear", fillValue = 0 } = options;
  const dim = checkHarmonics("interpHarmonics", x, harmonics, options);
  const count = harmonics.length;
  const freqs = frequenciesAlong("interpHarmonics", x, dim, options.freqs);
  const n = x.shape[dim];
  if (!(freqs instanceof Tensor)) {
    const targets = Float64Array.from({ length: count * n }, (_, i) => harmonics[Math.floor(i / n)] * freqs[i % n]);
    const flat = alongList("interpHarmonics", x, dim, freqs, targets, { kind, fillValue });
    return flat.reshape([...x.shape.slice(0, dim), count, n, ...x.shape.slice(dim + 1)]);
  }
  const multiples = constant(Float64Array.from(harmonics), [count], x.dtype, x.device);
  const [rows, grid] = [x, freqs].map((tensor) => tensor.transpose(dim, -1));
  const targets = grid.unsqueeze(-1).mul(multiples); // [..., n, harmonics]
  const flat = targets.reshape([...grid.shape.slice(0, -1), n * count]);
  const out = alongTensor("interpHarmonics", rows, grid, flat, { kind, fillValue }).reshape(targets.shape);
  return out.transpose(dim, -2).movedim(-1, dim);
}

export interface F0HarmonicsOptions extends InterpHarmonicsOptions {
  /** Fundamental frequency of each frame, the shape of x without its dimension of frequencies. */
  readonly f0: Tensor;
}

/**
 * The energy of a spectrum at the harmonics of a fundamental that changes over time.
 *
 * @param x        real, [..., frequencies, frames]
 * @param options.f0         fundamental of each frame, [..., frames], in the unit of freqs; NaN where there is none
 * @param options.freqs      frequencies of the bins, a list, or a tensor of the shape of x; those not finite are left out
 * @param options.harmonics  multiples, such as [1, 2, 3]
 * @param options.kind       "linear" (default), "nearest", "nearest-up", "previous" or "next"
 * @param options.fillValue  where a harmonic lies beyond the frequencies or f0 is NaN (default 0)
 * @param options.dim        of the frequencies (default -2)
 * @returns [..., harmonics, frames], unit of x. Passes gradients to x and f0
 * @throws ParameterError  unknown kind; ShapeError: frequencies or f0 that do not fit x
 * @source librosa.f0_harmonics
 * @example f0Harmonics(S, { f0: full([4], 440), freqs: fftFrequencies({ nFft: 1024 }), harmonics: [1, 2] }).shape // [2, 4]
 */
export function f0Harmonics(x: Tensor, options: F0HarmonicsOptions = {} as never): Tensor {
  const op = "f0Harmonics";
  const { f0, harmonics, kind = "linear", fillValue = 0 } = options;
  const dim = checkHarmonics(op, x, harmonics, options);
  needTensor(op, f0, "f0");
  const freqs = frequenciesAlong(op, x, dim, options.freqs);
  const rows = x.transpose(dim, -1);
  const frames = rows.shape.slice(0, -1);
  if (formatShape(f0.shape) !== formatShape(frames))
    throw new ShapeError(`${op}: f0 ${formatShape(f0.shape)} must be ${formatShape(frames)}, one for each frame of x.`);
  const multiples = constant(Float64Array.from(harmonics), [harmonics.length], x.dtype, x.device);
  const targets = f0.to(x.dtype).unsqueeze(-1).mul(multiples); // [..., harmonics]
  const plan = { kind, fillValue };
  const out =
    freqs instanceof Tensor
      ? alongTensor(op, rows, freqs.transpose(dim, -1), targets, plan)
      : alongTensor(op, ...finiteRows(rows, freqs), targets, plan);
  return out.transpose(dim, -1);
}

/** The rows at finite frequencies, and these as a tensor of the same shape. */
function finiteRows(rows: Tensor, freqs: Float64Array): [rows: Tensor, frequencies: Tensor] {
  const places = Int32Array.from(freqs.keys()).filter((i) => Number.isFinite(freqs[i]));
  const kept = rows.indexSelect(-1, fromTypedArray(places, [places.length], { device: rows.device }));
  const grid = constant(Float64Array.from(places, (i) => freqs[i]), [places.length], rows.dtype, rows.device); // prettier-ignore
  return [kept, grid.expand(kept.shape)];
}
