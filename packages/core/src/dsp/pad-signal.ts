// Padding as numpy.pad does it, along one dimension.
import { ParameterError, ShapeError } from "../errors/index.js";
import { fromTypedArray, indexSelect, pad } from "../ops/index.js";
import { normalizeDim, type Tensor } from "../tensor/index.js";
import { checkInteger } from "./checks.js";

/** numpy.pad's modes: zeros, mirror without the edge sample, the edge sample, periodic, mirror with the edge sample. */
export type SignalPadMode = "constant" | "reflect" | "edge" | "wrap" | "symmetric";

const PAD_MODES: readonly SignalPadMode[] = ["constant", "reflect", "edge", "wrap", "symmetric"];

const modulo = (i: number, n: number): number => ((i % n) + n) % n;

/** Which sample of n stands at position i, which may lie outside. */
const SOURCE: Record<Exclude<SignalPadMode, "constant">, (i: number, n: number) => number> = {
  edge: (i, n) => Math.min(Math.max(i, 0), n - 1),
  wrap: modulo,
  reflect: (i, n) => (n === 1 ? 0 : n - 1 - Math.abs(n - 1 - modulo(i, 2 * n - 2))),
  symmetric: (i, n) => {
    const k = modulo(i, 2 * n);
    return k < n ? k : 2 * n - 1 - k;
  },
};

/** `before` and `after` samples more along `dim`. Mirrors go on mirroring where the pad is longer than the signal. */
export function padSignal(
  op: string,
  x: Tensor,
  { before, after, mode, dim = -1 }: { before: number; after: number; mode: SignalPadMode; dim?: number },
): Tensor {
  if (!PAD_MODES.includes(mode))
    throw new ParameterError(`${op}: padMode="${String(mode)}" is not known. Use one of ${PAD_MODES.join(", ")}.`);
  if (before === 0 && after === 0) return x;
  const d = normalizeDim(op, dim, x.ndim);
  if (mode === "constant") {
    // The op counts dimensions from the last.
    const amounts = Array.from({ length: x.ndim - 1 - d }, () => [0, 0]).flat();
    return pad(x, [...amounts, before, after]);
  }
  const n = x.shape[d];
  if (n === 0)
    throw new ShapeError(
      `${op}: padMode="${mode}" has no sample to repeat in an empty signal. Use padMode="constant".`,
    );
  const index = Int32Array.from({ length: before + n + after }, (_, i) => SOURCE[mode](i - before, n));
  return indexSelect(x, d, fromTypedArray(index, [index.length], { device: x.device }));
}

/**
 * The signal in the middle of a longer one.
 *
 * @param data     [..., samples]
 * @param size     samples of the result along `dim`, at least as many as there are
 * @param options.dim   dimension to pad (default -1)
 * @param options.mode  how to pad (default "constant": zeros)
 * @returns the shape of `data` with `size` along `dim`; an odd surplus goes to the end
 * @throws ParameterError  size smaller than the signal
 * @source librosa.util.pad_center
 * @example padCenter(ones([3]), 5).arraySync() // [0, 1, 1, 1, 0]
 */
export function padCenter(
  data: Tensor,
  size: number,
  { dim = -1, mode = "constant" }: { readonly dim?: number; readonly mode?: SignalPadMode } = {},
): Tensor {
  const n = data.shape[normalizeDim("padCenter", dim, data.ndim)];
  if (!Number.isInteger(size) || size < n)
    throw new ParameterError(
      `padCenter: size=${size} must be an integer ≥ ${n}, the extent of dimension ${dim}. Use fixLength to cut.`,
    );
  const before = Math.floor((size - n) / 2);
  return padSignal("padCenter", data, { before, after: size - n - before, mode, dim });
}

/**
 * The signal cut or padded at its end.
 *
 * @param data     [..., samples]
 * @param size     samples of the result along `dim`, integer ≥ 0
 * @param options.dim   dimension to cut or pad (default -1)
 * @param options.mode  how to pad (default "constant": zeros)
 * @returns the shape of `data` with `size` along `dim`; a view where nothing is added
 * @throws ParameterError  size negative or no integer
 * @source librosa.util.fix_length
 * @example fixLength(ones([3]), 4).arraySync() // [1, 1, 1, 0]
 */
export function fixLength(
  data: Tensor,
  size: number,
  { dim = -1, mode = "constant" }: { readonly dim?: number; readonly mode?: SignalPadMode } = {},
): Tensor {
  checkInteger("fixLength", "size", size, 0);
  const n = data.shape[normalizeDim("fixLength", dim, data.ndim)];
  return n >= size
    ? data.narrow(dim, 0, size)
    : padSignal("fixLength", data, { before: 0, after: size - n, mode, dim });
}
