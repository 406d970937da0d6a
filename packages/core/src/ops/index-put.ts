// Python's square brackets, written: in place with `set`, out of place and with gradients by the others.
import { noGrad } from "../autograd/index.js";
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { broadcastShapes, formatShape, needList, needTensor, Tensor, type Shape } from "../tensor/index.js";
import { where } from "./binary.js";
import { scatterAdd } from "./gather.js";
import { attachMethods, type MethodsOf } from "./method.js";
import type { Operand } from "./operand.js";
import { isReadable } from "./positions.js";
import { fillPlaces, putLast } from "./scatter.js";
import { positionsOf, readMasks, resolveIndices, type Index, type Selection } from "./selection.js";

export interface PutOptions {
  /** Add to what is there, also where a place is named several times (default false: overwrite, the last one stays). */
  readonly accumulate?: boolean;
}

/** A value as something that broadcasts to the selected part: leading ones too many are dropped. */
function fitValue(op: string, value: Operand, shape: Shape): Operand {
  if (!(value instanceof Tensor)) return value;
  const extra = value.ndim - shape.length;
  const own = extra > 0 && value.shape.slice(0, extra).every((n) => n === 1) ? value.shape.slice(extra) : value.shape;
  const lead = shape.length - own.length;
  if (lead < 0 || own.some((n, i) => n !== 1 && n !== shape[i + lead]))
    throw new ShapeError(
      `${op}: value ${formatShape(value.shape)} does not broadcast to the selected ${formatShape(shape)}.`,
    );
  return value.reshape(own);
}

/** `x`, flattened, with the value at the positions. */
function putAt(x: Tensor, positions: Tensor, value: Operand, accumulate: boolean): Tensor {
  const [flat, at] = [x.reshape([-1]), positions.reshape([-1])];
  if (!(value instanceof Tensor) && !accumulate) return fillPlaces(flat, 0, at, value).reshape(x.shape);
  const given = value instanceof Tensor ? value : x.newZeros([]).add(value);
  const source = given.to(x.dtype).expand(positions.shape).reshape([-1]);
  if (!accumulate) return putLast(flat, 0, at, source).reshape(x.shape);
  const wide = x.dtype === "bool" ? [flat.to("int32"), source.to("int32")] : [flat, source];
  return scatterAdd(wide[0], 0, at, wide[1]).to(x.dtype).reshape(x.shape);
}

/** Where one mask is all that picks and the value is the same for all it keeps: nothing has to be read. */
function putMasked({ view, picks }: Selection, value: Operand, accumulate: boolean): Tensor | null {
  const [{ dim, index }] = picks;
  if (picks.length !== 1 || index.dtype !== "bool") return null;
  const rest = view.shape.slice(dim + index.ndim);
  let shaped = value;
  if (value instanceof Tensor && value.ndim > rest.length) {
    const count = value.ndim - rest.length - 1;
    if (value.ndim > dim + 1 + rest.length || value.shape[count] !== 1) return null;
    shaped = value.reshape([...value.shape.slice(0, count), ...index.shape.map(() => 1), ...value.shape.slice(count + 1)]); // prettier-ignore
  }
  const target = shaped instanceof Tensor ? shaped.shape : [];
  const lead = view.ndim - target.length;
  if (target.some((n, i) => n !== 1 && n !== view.shape[i + lead])) return null;
  const mask = index.to(view.device).reshape([...index.shape, ...rest.map(() => 1)]);
  const source = shaped instanceof Tensor ? shaped.to(view.dtype) : shaped;
  const written = accumulate ? view.add(source) : source;
  return where(mask, written, view).to(view.dtype);
}

function put(op: string, selection: Selection, value: Operand, accumulate: boolean): Tensor {
  const masked = putMasked(selection, value, accumulate);
  if (masked) return masked;
  const positions = positionsOf(op, selection.view, readMasks(op, selection));
  return putAt(selection.view, positions, fitValue(op, value, positions.shape), accumulate);
}

/**
 * Overwrites the part of `x` that the indices name, as `x[…] = value` in PyTorch; not recorded. Returns `x`.
 *
 * @param indices  what {@link get} takes, as a list
 * @param value    a number, or a tensor that broadcasts to the part; converted to the dtype of x
 * @throws ParameterError  a position is out of range, or x requires a gradient and operations are being recorded
 * @throws ShapeError, DTypeError
 * @example zeros([3]).set([[0, -1]], 7) // [7,0,7]
 */
export function set(
  x: Tensor,
  indices: readonly Index[],
  value: Operand,
  { accumulate = false }: PutOptions = {},
): Tensor {
  needTensor("set", x);
  needList("set", indices, "indices");
  const selection = noGrad(() => resolveIndices("set", x, indices));
  const { view } = selection;
  view.requiresGrad = x.requiresGrad; // so that a recorded tensor is refused
  if (selection.picks.length > 0) view.copy_(noGrad(() => put("set", selection, value, accumulate)));
  else {
    const fitted = noGrad(() => fitValue("set", value, view.shape));
    if (accumulate) view.copy_(noGrad(() => view.add(fitted).to(x.dtype)));
    else if (fitted instanceof Tensor) view.copy_(fitted);
    else view.fill_(Number(fitted));
  }
  return x;
}

/**
 * `x` with `value` in the part that the indices name, as `torch.index_put`; x itself stays. Gradients flow to x and to
 * the value: where a place is named several times and nothing accumulates, to the last one that is named.
 *
 * @param indices  what {@link get} takes, as a list
 * @param value    a number, or a tensor that broadcasts to the part; converted to the dtype of x
 * @throws ParameterError, ShapeError, DTypeError
 * @example indexPut(zeros([3]), [tensor([1, 1], { dtype: "int32" })], tensor([2, 3]), { accumulate: true }) // [0,5,0]
 */
export function indexPut(
  x: Tensor,
  indices: readonly Index[],
  value: Operand,
  { accumulate = false }: PutOptions = {},
): Tensor {
  needTensor("indexPut", x);
  needList("indexPut", indices, "indices");
  // Positions of the part in x: what the same indices read from the positions of everything.
  const selection = resolveIndices("indexPut", x, indices);
  if (selection.view === x && selection.picks.length > 0) return put("indexPut", selection, value, accumulate);
  const all = x.newTensor(Int32Array.from({ length: x.numel }, (_, i) => i), x.shape); // prettier-ignore
  const positions = all.get(...indices);
  return putAt(x, positions, fitValue("indexPut", value, positions.shape), accumulate);
}

/**
 * `x` with the elements of `source` in the places where `mask` holds, in order, as `torch.masked_scatter`.
 *
 * @param mask    bool; it and x broadcast
 * @param source  at least as many elements as places; converted to the dtype of x
 * @throws DTypeError, ShapeError
 * @throws ParameterError  the source is too short (seen on the CPU; a GPU repeats its last element)
 * @example maskedScatter(zeros([4]), tensor([true, false, false, true]), tensor([5, 6])) // [5,0,0,6]
 */
export function maskedScatter(x: Tensor, mask: Tensor, source: Tensor): Tensor {
  needTensor("maskedScatter", x);
  needTensor("maskedScatter", mask, "mask");
  needTensor("maskedScatter", source, "source");
  if (mask.dtype !== "bool") throw new DTypeError(`maskedScatter: mask dtype="${mask.dtype}" must be bool.`);
  const shape = broadcastShapes("maskedScatter", x.shape, mask.shape);
  const flat = mask.expand(shape).reshape([-1]);
  const base = x.expand(shape);
  if (isReadable(flat)) {
    const places = (flat.dataSync() as Uint8Array).reduce((n, v) => n + v, 0);
    if (places > source.numel)
      throw new ParameterError(
        `maskedScatter: source ${formatShape(source.shape)} has ${source.numel} elements for ${places} places of the mask.`,
      );
  }
  if (source.numel === 0 || flat.numel === 0) return base.clone();
  // The k-th place takes element k − 1; in between lies what where() leaves out.
  const ranks = flat.to("int32").cumsum(0).sub(1).maximum(0).minimum(source.numel - 1); // prettier-ignore
  const picked = source.reshape([-1]).to(x.dtype).gather(0, ranks).reshape(shape); // prettier-ignore
  return where(mask, picked, base);
}

const methods = { set, indexPut, maskedScatter } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
