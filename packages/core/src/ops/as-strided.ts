// Any window on the memory of a tensor.
import { differentiable } from "../autograd/index.js";
import { ParameterError } from "../errors/index.js";
import { formatShape, needList, needTensor, sizeOf, slotsOf, Tensor, type Shape, type View } from "../tensor/index.js";
import { attachMethods, type MethodsOf } from "./method.js";

type Window = Pick<View, "shape" | "strides" | "offset">;

/** Position of the last element in memory, −1 for none. */
const lastOf = ({ shape, strides, offset }: Window): number =>
  sizeOf(shape) === 0 ? -1 : shape.reduce((at, n, i) => at + (n - 1) * strides[i], offset);

/** Positions of the elements in memory, row by row, counted from `start`. */
function placesOf({ shape, strides, offset }: Window, start: number): Int32Array {
  const places = new Int32Array(sizeOf(shape)).fill(offset - start);
  let inner = 1;
  for (let axis = shape.length - 1; axis >= 0; inner *= shape[axis--])
    for (let i = 0; i < places.length; i++) places[i] += (Math.floor(i / inner) % shape[axis]) * strides[axis];
  return places;
}

/** Gradients of a window added up in memory and read back as `x` reads it; what x names twice is shared. */
function gradientInMemory(g: Tensor, window: Window, x: Tensor): Tensor {
  if (g.numel === 0 || x.numel === 0) return g.newZeros(x.shape);
  const start = Math.min(window.offset, x.offset);
  const memory = g.newZeros([Math.max(lastOf(window), lastOf(x)) + 1 - start]);
  const [written, read] = [placesOf(window, start), placesOf(x, start)];
  const sums = memory.scatterAdd(0, g.newTensor(written), g.reshape([-1]));
  const own = g.newTensor(read);
  const back = sums.gather(0, own).reshape(x.shape);
  const times = new Map<number, number>();
  for (const place of read) times.set(place, (times.get(place) ?? 0) + 1);
  if (times.size === read.length) return back;
  const shares = g.newTensor(Int32Array.from(read, (place) => times.get(place)!), x.shape); // prettier-ignore
  return back.div(shares.to(g.dtype));
}

/**
 * The elements that strides reach from an offset in the memory of `x`, as `torch.as_strided`; a view that may overlap
 * itself.
 *
 * @param shape    integers ≥ 0
 * @param strides  elements from one to the next along each dimension, integers ≥ 0
 * @param start    elements before the first (default: that of x)
 * @throws ParameterError  the window leaves the memory
 * @example asStrided(arange(5), [3, 3], [1, 1]) // [[0,1,2],[1,2,3],[2,3,4]]
 */
export function asStrided(x: Tensor, shape: Shape, strides: readonly number[], start?: number): Tensor {
  needTensor("asStrided", x);
  needList("asStrided", shape, "shape");
  needList("asStrided", strides, "strides");
  const offset = start ?? x.offset;
  const window: Window = { shape, strides, offset };
  // A complex storage may be read as its real pairs.
  const length = (x.storage.length * slotsOf(x.storage.dtype)) / slotsOf(x.dtype);
  const isCount = (n: number): boolean => Number.isInteger(n) && n >= 0;
  if (shape.length !== strides.length || ![...shape, ...strides, offset].every(isCount) || lastOf(window) >= length)
    throw new ParameterError(
      `asStrided: shape=${formatShape(shape)}, strides=${formatShape(strides)}, offset=${offset} must be integers ≥ 0 that stay within a storage of ${length} elements.`,
    );
  const forward = (): Tensor => new Tensor(x.storage, shape, { dtype: x.dtype, strides, offset });
  return differentiable("asStrided", [x], forward, () => [(g) => gradientInMemory(g, window, x)]);
}

const methods = { asStrided } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
