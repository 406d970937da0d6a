// Several tensors into one, and one into several.
import { differentiable } from "../autograd/index.js";
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, needList, needTensor, needTensors, normalizeDim, promoteTypes, Tensor } from "../tensor/index.js";
import { zeros } from "./create.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { listOf, narrow, unsqueeze, type ShapeArgs } from "./views.js";

/** The tensors one after the other along `dim`; all other extents must agree. Empty vectors, [0], fit everywhere. */
export function cat(list: readonly Tensor[], dim = 0): Tensor {
  needTensors("cat", list);
  if (list.length === 0) throw new ParameterError("cat: tensors=[] is empty. Give at least one tensor.");
  const isNothing = (x: Tensor): boolean => x.ndim === 1 && x.numel === 0;
  const tensors = list.every(isNothing) ? list : list.filter((x) => !isNothing(x));
  const first = tensors[0];
  const d = normalizeDim("cat", dim, first.ndim);
  if (first.ndim === 0) throw new ShapeError("cat: tensors[0] [] has no dimension to join along. Use stack().");
  tensors.forEach((x, i) => {
    if (x.ndim !== first.ndim || x.shape.some((n, k) => k !== d && n !== first.shape[k]))
      throw new ShapeError(
        `cat: tensors[${i}] ${formatShape(x.shape)} does not fit tensors[0] ${formatShape(first.shape)}: all extents but dimension ${d} must agree.`,
      );
  });
  const dtype = list.map((x) => x.dtype).reduce(promoteTypes);
  const parts = tensors.map((x) => x.to(dtype));
  const starts: number[] = [];
  const total = parts.reduce((at, x) => (starts.push(at), at + x.shape[d]), 0);
  const forward = (): Tensor => {
    const out = zeros(first.shape.map((n, i) => (i === d ? total : n)), { dtype, device: first.device }); // prettier-ignore
    parts.forEach((x, i) => narrow(out, d, starts[i], x.shape[d]).copy_(x));
    return out;
  };
  return differentiable("cat", parts, forward, () =>
    parts.map((x, i) => (g: Tensor) => narrow(g, d, starts[i], x.shape[d])),
  );
}

/** Tensors of one shape along a new dimension. */
export function stack(tensors: readonly Tensor[], dim = 0): Tensor {
  needTensors("stack", tensors);
  if (tensors.length === 0) throw new ParameterError("stack: tensors=[] is empty. Give at least one tensor.");
  const d = normalizeDim("stack", dim, tensors[0].ndim + 1);
  return cat(tensors.map((x) => unsqueeze(x, d)), d); // prettier-ignore
}

/** Views of `size` elements each (the last may be shorter), or of the given sizes, along `dim`. */
export function split(x: Tensor, size: number | readonly number[], dim = 0): Tensor[] {
  needTensor("split", x);
  const d = normalizeDim("split", dim, x.ndim);
  if (x.ndim === 0) throw new ShapeError("split: a tensor without dimensions cannot be split.");
  const extent = x.shape[d];
  if (typeof size === "number" && !(Number.isInteger(size) && size > 0))
    throw new ParameterError(`split: size=${size} must be an integer ≥ 1.`);
  const sizes =
    typeof size === "number"
      ? Array.from({ length: Math.max(1, Math.ceil(extent / size)) }, (_, i) => Math.min(size, extent - i * size))
      : size;
  needList("split", sizes, "size");
  const total = sizes.reduce((a, b) => a + b, 0);
  if (total !== extent || sizes.some((n) => !Number.isInteger(n) || n < 0))
    throw new ParameterError(`split: sizes ${formatShape(sizes)} add up to ${total}, dimension ${d} has ${extent}.`);
  let at = 0;
  return sizes.map((n) => narrow(x, d, (at += n) - n, n));
}

/** At most `chunks` views of equal extent (the last may be shorter) along `dim`; as many empty ones of nothing. */
export function chunk(x: Tensor, chunks: number, dim = 0): Tensor[] {
  needTensor("chunk", x);
  if (!Number.isInteger(chunks) || chunks < 1)
    throw new ParameterError(`chunk: chunks=${chunks} must be an integer ≥ 1.`);
  const d = normalizeDim("chunk", dim, x.ndim);
  if (x.shape[d] === 0) return split(x, Array.from({ length: chunks }, () => 0), d); // prettier-ignore
  return split(x, Math.ceil(x.shape[d] / chunks), d);
}

/** The tensor repeated along each dimension, as `torch.Tensor.repeat`; more repeats than dimensions add leading ones. */
export function repeat(x: Tensor, ...args: ShapeArgs): Tensor {
  needTensor("repeat", x);
  const repeats = listOf(args);
  if (repeats.length < x.ndim || repeats.some((n) => !Number.isInteger(n) || n < 0))
    throw new ParameterError(
      `repeat: repeats=${formatShape(repeats)} must hold an integer ≥ 0 for each of the ${x.ndim} dimensions.`,
    );
  const shape = [...repeats.slice(x.ndim).map(() => 1), ...x.shape];
  const own = x.reshape(shape);
  // [n] → [1, n] read r times → [r·n]
  const pairs = shape.flatMap((n) => [1, n]);
  const wide = shape.flatMap((n, i) => [repeats[i], n]);
  return own.reshape(pairs).expand(wide).reshape(shape.map((n, i) => n * repeats[i])); // prettier-ignore
}

const methods = { split, chunk, repeat } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
