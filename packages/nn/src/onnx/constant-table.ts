// The constants of a graph: numbers, vectors of integers, parameters under their names, and what is the same on every run.
import { formatShape, tensor, Tensor, type DType, type Storage, type View } from "@sonograd/core";
import type { OnnxType } from "@sonograd/io";
import { isFixed, lin } from "./linear-number.js";
import { dependsOnBatch, elementType } from "./refusals.js";
import { isWhole, shapeOf, type Value, type ViewPair } from "./view-pair.js";

export class ConstantTable {
  /** Constants whose elements are read at the end, from any device. */
  readonly constants: { readonly name: string; readonly type: OnnxType; readonly tensor: Tensor }[] = [];
  readonly integers: { readonly name: string; readonly values: readonly number[] }[] = [];
  /** Memory that must be one number, or the same for every item of a batch: as it is used, whole, and the error otherwise. */
  readonly sameForAll: { readonly one: Tensor; readonly all: Tensor; readonly refuse: () => Error }[] = [];
  readonly #names: ReadonlyMap<Storage, string>;
  readonly #constantNames = new Map<Storage, Map<string, string>>();
  readonly #scalars = new Map<string, string>();
  #serial = 0;

  /** @param names  of parameters and buffers, by their memory */
  constructor(names: ReadonlyMap<Storage, string>) {
    this.#names = names;
  }

  fresh(stem: string): string {
    return `${stem}_${this.#serial++}`;
  }

  /** A constant vector of int64, as shapes and axes are given. */
  int64(values: readonly number[]): string {
    const known = this.integers.find(
      (c) => c.values.length === values.length && c.values.every((v, i) => v === values[i]),
    );
    if (known) return known.name;
    const name = this.fresh("ints");
    this.integers.push({ name, values: [...values] });
    return name;
  }

  constant(tensor: Tensor, name?: string): string {
    const own = name ?? this.fresh("constant");
    this.constants.push({ name: own, type: elementType(tensor.dtype), tensor });
    return own;
  }

  /** A constant without axes, each once. */
  scalar(value: number, dtype: DType): string {
    const key = `${dtype} ${Object.is(value, -0) ? "-0" : value}`;
    const name = this.#scalars.get(key) ?? this.constant(tensor(value, { dtype }));
    this.#scalars.set(key, name);
    return name;
  }

  /** A parameter or buffer under its own name; a view of it under a new one. */
  constantView(view: View): string {
    const key = JSON.stringify([view.shape, view.strides, view.offset]);
    const names = this.#constantNames.get(view.storage) ?? new Map<string, string>();
    this.#constantNames.set(view.storage, names);
    const known = names.get(key);
    if (known !== undefined) return known;
    const tensor = new Tensor(view.storage, view.shape, { ...view });
    const name = this.constant(tensor, isWhole(view) && names.size === 0 ? this.#names.get(view.storage) : undefined);
    names.set(key, name);
    return name;
  }

  /** What a view of memory reads that is the same on every run; axes along which it repeats itself are 1. */
  protected resolveConstant(views: ViewPair): Value {
    const [view] = views;
    const shape = shapeOf(views);
    const isRepeated = shape.map((n, i) => !isFixed(n) || view.strides[i] === 0);
    const narrow = { ...view, storage: view.storage, shape: view.shape.map((n, i) => (isRepeated[i] ? 1 : n)) };
    if (shape.some((n, i) => !isFixed(n) && view.strides[i] !== 0)) {
      const one = new Tensor(view.storage, narrow.shape, { ...view });
      const refuse = (): Error => dependsOnBatch(`a constant ${formatShape(view.shape)} differs between its items`);
      this.sameForAll.push({ one, all: new Tensor(view.storage, view.shape, { ...view }), refuse });
    }
    return { name: this.constantView(narrow), shape: narrow.shape.map((n) => lin(n)) };
  }
}
