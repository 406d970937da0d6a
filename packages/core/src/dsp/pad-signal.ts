// Padding as numpy.pad does it, along one dimension.
import { ParameterError, ShapeError } from "../errors/index.js";
import { cat, fromTypedArray, indexSelect, pad } from "../ops/index.js";
import { needTensor, normalizeDim, type Tensor } from "../tensor/index.js";
import { checkInteger } from "./checks.js";
import { constant } from "./constant.js";

/**
 * numpy.pad's modes: zeros, mirror without the edge sample, the edge sample, periodic, mirror with the edge sample, from
 * the edge sample down to zero, and a statistic of the whole signal.
 */
export type SignalPadMode =
  "constant" | "reflect" | "edge" | "wrap" | "symmetric" | "linear_ramp" | "maximum" | "mean" | "median" | "minimum";

const STATISTICS = {
  maximum: (x: Tensor, d: number) => x.amax(d, { keepdim: true }),
  mean: (x: Tensor, d: number) => x.mean(d, { keepdim: true }),
  minimum: (x: Tensor, d: number) => x.amin(d, { keepdim: true }),
  // The mean of the two middle values where their number is even.
  median: (x: Tensor, d: number) => {
    const n = x.shape[d];
    return x
      .sort({ dim: d })
      .values.narrow(d, Math.floor((n - 1) / 2), 2 - (n % 2))
      .mean(d, { keepdim: true });
  },
};

const modulo = (i: number, n: number): number => ((i % n) + n) % n;

/** Which sample of n stands at position i, which may lie outside. */
export const SOURCE = {
  edge: (i: number, n: number) => Math.min(Math.max(i, 0), n - 1),
  wrap: modulo,
  reflect: (i: number, n: number) => (n === 1 ? 0 : n - 1 - Math.abs(n - 1 - modulo(i, 2 * n - 2))),
  symmetric: (i: number, n: number) => {
    const k = modulo(i, 2 * n);
    return k < n ? k : 2 * n - 1 - k;
  },
};

const PAD_MODES: readonly string[] = ["constant", ...Object.keys(SOURCE), "linear_ramp", ...Object.keys(STATISTICS)];

/** Refuses what is no mode. */
export function checkPadMode(op: string, mode: SignalPadMode): void {
  if (!PAD_MODES.includes(mode))
    throw new ParameterError(`${op}: padMode="${String(mode)}" is not known. Use one of ${PAD_MODES.join(", ")}.`);
}

/** Factors on the repeated edge samples: from 0 at the ends up to 1, which no added sample reaches. */
function rampFactors(before: number, n: number, after: number): Float64Array {
  return Float64Array.from({ length: before + n + after }, (_, i) =>
    i < before ? i / before : i < before + n ? 1 : (before + n + after - 1 - i) / after,
  );
}

/** `before` and `after` samples more along `dim`. Mirrors go on mirroring where the pad is longer than the signal. */
export function padSignal(
  op: string,
  x: Tensor,
  {
    before,
    after,
    mode,
    constantValues = 0,
    dim = -1,
  }: { before: number; after: number; mode: SignalPadMode; constantValues?: number; dim?: number },
): Tensor {
  checkPadMode(op, mode);
  if (before === 0 && after === 0) return x;
  const d = normalizeDim(op, dim, x.ndim);
  if (mode === "constant") {
    // The op counts dimensions from the last.
    const amounts = Array.from({ length: x.ndim - 1 - d }, () => [0, 0]).flat();
    return pad(x, [...amounts, before, after], { value: constantValues });
  }
  const n = x.shape[d];
  if (n === 0)
    throw new ShapeError(
      `${op}: padMode="${mode}" has no sample to repeat in an empty signal. Use padMode="constant".`,
    );
  if (mode in STATISTICS) {
    const value = STATISTICS[mode as keyof typeof STATISTICS](x, d);
    const border = (width: number): Tensor => value.expand(x.shape.map((extent, i) => (i === d ? width : extent)));
    return cat([border(before), x, border(after)], d);
  }
  const source = SOURCE[mode === "linear_ramp" ? "edge" : (mode as keyof typeof SOURCE)];
  // Only what is added is gathered: the signal itself is copied as it lies.
  const border = (first: number, width: number): Tensor[] => {
    if (width === 0) return [];
    const index = Int32Array.from({ length: width }, (_, i) => source(first + i, n));
    return [indexSelect(x, d, fromTypedArray(index, [width], { device: x.device }))];
  };
  const padded = cat([...border(-before, before), x, ...border(n, after)], d);
  if (mode !== "linear_ramp") return padded;
  const column = x.shape.map((_, i) => (i === d ? before + n + after : 1));
  return padded.mul(constant(rampFactors(before, n, after), column, x.dtype, x.device));
}

interface PadOptions {
  /** Dimension to pad (default -1). */
  readonly dim?: number;
  /** How to pad (default "constant"). */
  readonly mode?: SignalPadMode;
  /** What a constant padding holds (default 0). */
  readonly constantValues?: number;
}

/**
 * The signal in the middle of a longer one.
 *
 * @param data     [..., samples]
 * @param size     samples of the result along `dim`, at least as many as there are
 * @param options.dim   dimension to pad (default -1)
 * @param options.mode  how to pad (default "constant")
 * @param options.constantValues  what a constant padding holds (default 0)
 * @returns shape of data with `size` along `dim`, unit of data; an odd surplus goes to the end
 * @throws ParameterError  size smaller than the signal
 * @source librosa.util.pad_center
 * @example padCenter(ones([3]), 5).arraySync() // [0, 1, 1, 1, 0]
 */
export function padCenter(
  data: Tensor,
  size: number,
  { dim = -1, mode = "constant", constantValues = 0 }: PadOptions = {},
): Tensor {
  needTensor("padCenter", data, "data");
  const n = data.shape[normalizeDim("padCenter", dim, data.ndim)];
  if (!Number.isInteger(size) || size < n)
    throw new ParameterError(
      `padCenter: size=${size} must be an integer ≥ ${n}, the extent of dimension ${dim}. Use fixLength to cut.`,
    );
  const before = Math.floor((size - n) / 2);
  return padSignal("padCenter", data, { before, after: size - n - before, mode, constantValues, dim });
}

/**
 * The signal cut or padded at its end.
 *
 * @param data     [..., samples]
 * @param size     samples of the result along `dim`, integer ≥ 0
 * @param options.dim   dimension to cut or pad (default -1)
 * @param options.mode  how to pad (default "constant")
 * @param options.constantValues  what a constant padding holds (default 0)
 * @returns shape of data with `size` along `dim`, unit of data; a view where nothing is added
 * @throws ParameterError  size negative or no integer
 * @source librosa.util.fix_length
 * @example fixLength(ones([3]), 4).arraySync() // [1, 1, 1, 0]
 */
export function fixLength(
  data: Tensor,
  size: number,
  { dim = -1, mode = "constant", constantValues = 0 }: PadOptions = {},
): Tensor {
  checkInteger("fixLength", "size", size, 0);
  const n = data.shape[normalizeDim("fixLength", dim, data.ndim)];
  return n >= size
    ? data.narrow(dim, 0, size)
    : padSignal("fixLength", data, { before: 0, after: size - n, mode, constantValues, dim });
}
