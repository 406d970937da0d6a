// Getting values out. `data`, `item` and `array` work on every device and wait; the …Sync forms see the CPU only.
import { backendOf } from "../backend/index.js";
import { DTypeError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, needTensor, slotsOf, Tensor, type TypedArray } from "../tensor/index.js";

/** A nested array shaped like the tensor; complex numbers are [re, im] pairs, bools are booleans. */
export type NestedArray = number | boolean | NestedArray[];

/** A contiguous tensor whose storage holds little else, so that reading the storage reads the tensor. */
function compact(x: Tensor): Tensor {
  const own = x.detach();
  return own.isContiguous && own.numel * 2 >= own.storage.length ? own : own.clone();
}

function window(x: Tensor, whole: TypedArray): TypedArray {
  const slots = slotsOf(x.dtype);
  return whole.slice(x.offset * slots, (x.offset + x.numel) * slots);
}

/** The elements row by row in a fresh typed array; complex ones as interleaved (re, im). */
export async function data(x: Tensor): Promise<TypedArray> {
  needTensor("data", x);
  const own = compact(x);
  return window(own, await backendOf(own.device).read(own.storage));
}

/** As {@link data}, at once. @throws BackendError on a GPU */
export function dataSync(x: Tensor): TypedArray {
  needTensor("dataSync", x);
  const own = compact(x);
  return window(own, backendOf(own.device).readSync(own.storage));
}

function needSingle(x: Tensor): void {
  if (x.numel !== 1)
    throw new ShapeError(
      `item: shape=${formatShape(x.shape)} ${x.dtype} is not one real number. Index it or use array().`,
    );
  // JavaScript has no complex number that a caller could go on with as with any other.
  if (isComplex(x.dtype))
    throw new DTypeError(
      `item: dtype="${x.dtype}" is not one real number. Use .real() and .imag(), or array() for [re, im].`,
    );
}

function nest(x: Tensor, values: TypedArray): NestedArray {
  const slots = slotsOf(x.dtype);
  let at = 0;
  const leaf = (): NestedArray => {
    const i = slots * at++;
    if (slots === 2) return [values[i], values[i + 1]];
    return x.dtype === "bool" ? values[i] !== 0 : values[i];
  };
  const level = (dim: number): NestedArray =>
    dim === x.ndim ? leaf() : Array.from({ length: x.shape[dim] }, () => level(dim + 1));
  return level(0);
}

declare module "../tensor/tensor.js" {
  interface Tensor {
    /** The elements row by row in a fresh typed array; complex ones as interleaved (re, im). */
    data(): Promise<TypedArray>;
    /** The value of a one-element tensor: 1 or 0 of a bool; of a complex number refused, see `array`. */
    item(): Promise<number>;
    /** A nested array shaped like the tensor: booleans of bool, [re, im] pairs of complex numbers. */
    array(): Promise<NestedArray>;
    /** PyTorch's name of `array`. */
    tolist(): Promise<NestedArray>;
    /** As `data`, at once; CPU only. */
    dataSync(): TypedArray;
    /** As `item`, at once; CPU only. */
    itemSync(): number;
    /** As `array`, at once; CPU only. */
    arraySync(): NestedArray;
  }
}
Object.assign(Tensor.prototype, {
  data(this: Tensor) {
    return data(this);
  },
  async item(this: Tensor) {
    needSingle(this);
    return (await data(this))[0];
  },
  async array(this: Tensor) {
    return nest(this, await data(this));
  },
  async tolist(this: Tensor) {
    return nest(this, await data(this));
  },
  dataSync(this: Tensor) {
    return dataSync(this);
  },
  itemSync(this: Tensor) {
    needSingle(this);
    return dataSync(this)[0];
  },
  arraySync(this: Tensor) {
    return nest(this, dataSync(this));
  },
});
