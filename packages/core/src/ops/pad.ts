// Borders around a tensor, and moving its elements around the corner.
import { ParameterError } from "../errors/index.js";
import { differentiable } from "../autograd/index.js";
import { formatShape, needList, needTensor, normalizeDim, type Tensor } from "../tensor/index.js";
import { full } from "./create.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { cat } from "./join.js";

const MODES = ["constant", "reflect", "replicate", "circular"] as const;
export type PadMode = (typeof MODES)[number];

export interface PadOptions {
  readonly mode?: PadMode;
  /** Fills a constant border (default 0). */
  readonly value?: number;
}

/**
 * `x` with a border, as `torch.nn.functional.pad`: `padding` lists (before, after) from the last dimension forwards.
 * A negative constant padding cuts. reflect mirrors without the edge, replicate repeats the edge, circular wraps.
 *
 * @example pad(x, [1, 2]) // one before and two after along the last dimension
 */
export function pad(x: Tensor, padding: readonly number[], { mode = "constant", value = 0 }: PadOptions = {}): Tensor {
  needTensor("pad", x);
  needList("pad", padding, "padding");
  if (!MODES.includes(mode)) throw new ParameterError(`pad: mode="${mode}" must be one of ${MODES.join(", ")}.`);
  if (padding.length % 2 !== 0 || padding.length > 2 * x.ndim || padding.some((p) => !Number.isInteger(p)))
    throw new ParameterError(
      `pad: padding=${formatShape(padding)} must hold (before, after) pairs of integers for at most ${x.ndim} dimensions.`,
    );
  let y = x;
  for (let i = 0; i < padding.length / 2; i++) {
    const [before, after] = [padding[2 * i], padding[2 * i + 1]];
    const dim = x.ndim - 1 - i;
    if (before === 0 && after === 0) continue;
    y = mode === "constant" ? padConstant(y, dim, before, after, value) : padByIndex(y, dim, before, after, mode);
  }
  return y;
}

function padConstant(x: Tensor, dim: number, before: number, after: number, value: number): Tensor {
  const n = x.shape[dim];
  if (before + after + n < 0)
    throw new ParameterError(`pad: (${before}, ${after}) cuts more than the ${n} elements of dimension ${dim}.`);
  const cut = x.narrow(dim, Math.max(0, -before), n + Math.min(0, before) + Math.min(0, after));
  const [lead, tail] = [Math.max(0, before), Math.max(0, after)];
  const kept = cut.shape[dim];
  const forward = (): Tensor => {
    const shape = cut.shape.map((extent, i) => (i === dim ? extent + lead + tail : extent));
    const out = full(shape, value, { dtype: x.dtype, device: x.device });
    out.narrow(dim, lead, kept).copy_(cut);
    return out;
  };
  return differentiable("pad", [cut], forward, () => [(g) => g.narrow(dim, lead, kept)]);
}

function padByIndex(x: Tensor, dim: number, before: number, after: number, mode: Exclude<PadMode, "constant">): Tensor {
  const n = x.shape[dim];
  const limit = mode === "reflect" ? n - 1 : mode === "circular" ? n : n === 0 ? 0 : Infinity;
  if (before < 0 || after < 0 || before > limit || after > limit)
    throw new ParameterError(
      `pad: (${before}, ${after}) with mode="${mode}" must lie in 0…${limit} for the ${n} elements of dimension ${dim}.`,
    );
  const index = new Int32Array(before + n + after);
  for (let i = 0; i < index.length; i++) {
    const at = i - before;
    if (mode === "replicate") index[i] = Math.min(Math.max(at, 0), n - 1);
    else if (mode === "circular") index[i] = (at + n) % n;
    else index[i] = at < 0 ? -at : at >= n ? 2 * (n - 1) - at : at;
  }
  return x.indexSelect(dim, x.newTensor(index));
}

/**
 * The elements moved by `shift` along `dim`, those that leave the end coming in at the start; without `dim`, flattened.
 *
 * @param shift  integer, or one for each of several dimensions; negative moves towards the start
 * @throws ParameterError
 */
export function roll(x: Tensor, shift: number | readonly number[], dim?: number | readonly number[]): Tensor {
  const [shifts, dims] = [[shift].flat() as number[], [dim ?? 0].flat() as number[]];
  if (shifts.length !== dims.length || shifts.some((s) => !Number.isInteger(s)))
    throw new ParameterError(
      `roll: shift=${formatShape(shifts)} must hold one integer for each of dim=${formatShape(dims)}.`,
    );
  if (dim === undefined) return roll(x.reshape([-1]), shifts, [0]).reshape(x.shape);
  return dims.reduce((y, wanted, i) => {
    const d = normalizeDim("roll", wanted, x.ndim);
    const n = y.shape[d] ?? 1;
    const k = n === 0 ? 0 : ((shifts[i] % n) + n) % n;
    return k === 0 ? y : cat([y.narrow(d, n - k, k), y.narrow(d, 0, n - k)], d);
  }, x);
}

const methods = { pad, roll } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
