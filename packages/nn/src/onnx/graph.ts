// The graph under construction: nodes, constants, and which value stands for which memory of the traced run.
import {
  formatShape,
  ParameterError,
  tensor,
  Tensor,
  UnsupportedOpError,
  type DType,
  type Storage,
  type View,
} from "@sonograd/core";
import type { OnnxAttribute, OnnxNode, OnnxType } from "@sonograd/io";
import { extentText, isFixed, isMultiple, lin, lineThrough, sameLin, SIZES, type Lin } from "./linear-number.js";
import { planView } from "./plan-view.js";

/** One view in the runs with both batch sizes. */
export type ViewPair = readonly [first: View, second: View];

/** A named ONNX value and its extents. */
export interface Value {
  readonly name: string;
  readonly shape: readonly Lin[];
}

/** A part of some memory that was written on its own, as `cat` and `pad` do. */
interface Piece {
  readonly views: ViewPair;
  readonly value: Value;
}

/** What memory holds: one value, pieces on a filled ground, or something that no ONNX value stands for. */
type Memory =
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "pieces"; readonly pieces: Piece[] }
  | { readonly kind: "opaque"; readonly why: string };

export const elementType = (dtype: DType): OnnxType => {
  if (dtype === "complex64" || dtype === "complex128")
    throw new UnsupportedOpError(`exportOnnx: dtype="${dtype}" has no ONNX form. Export the part on real numbers.`);
  return dtype;
};

/** Extents of a view in both runs as lines. */
export const shapeOf = ([a, b]: ViewPair): Lin[] => a.shape.map((n, i) => lineThrough(n, b.shape[i]));

/** Whether a view is the whole of its storage, row by row. */
export function isWhole(view: View): boolean {
  let stride = 1;
  for (let i = view.shape.length - 1; i >= 0; i--) {
    if (view.shape[i] !== 1 && view.strides[i] !== stride) return false;
    stride *= view.shape[i];
  }
  return view.offset === 0 && stride === view.storage.length;
}

/** The plan for both sizes of the batch as lines; undefined where they differ, or would cut a batch in parts. */
function planPair(shape: readonly Lin[], [first, second]: ViewPair, isFine: boolean) {
  const at = (size: number): number[] => shape.map((n) => n.fixed + n.perItem * size);
  const [a, b] = [planView(at(SIZES[0]), first, isFine), planView(at(SIZES[1]), second, isFine)];
  if (!a || !b || a.atoms.length !== b.atoms.length || a.order.some((axis, i) => axis !== b.order[i])) return undefined;
  const pair = (key: "atoms" | "starts" | "sizes" | "shape"): Lin[] => a[key].map((n, i) => lineThrough(n, b[key][i]));
  const [atoms, starts, sizes] = [pair("atoms"), pair("starts"), pair("sizes")];
  const isCut = sizes.map((n, i) => !sameLin(n, atoms[i]));
  if (isCut.some((cut, i) => cut && !(isFixed(starts[i]) && isFixed(sizes[i])))) return undefined;
  return { atoms, starts, sizes, order: a.order, shape: pair("shape") };
}

export class GraphBuilder {
  readonly nodes: OnnxNode[] = [];
  /** Constants whose elements are read at the end, from any device. */
  readonly constants: { readonly name: string; readonly type: OnnxType; readonly tensor: Tensor }[] = [];
  readonly integers: { readonly name: string; readonly values: readonly number[] }[] = [];
  /** Constants of the run that must not differ between the items of a batch: [as used, whole]. */
  readonly sameForAll: { readonly one: Tensor; readonly all: Tensor }[] = [];
  readonly #memory = new Map<Storage, Memory>();
  readonly #names: ReadonlyMap<Storage, string>;
  readonly #constantNames = new Map<Storage, Map<string, string>>();
  readonly #batch: { readonly input: string; readonly axis: number } | undefined;
  readonly #scalars = new Map<string, string>();
  #batchValue: string | undefined;
  #serial = 0;

  /** @param names  of parameters and buffers, by their memory */
  constructor(names: ReadonlyMap<Storage, string>, batch?: { input: string; axis: number }) {
    this.#names = names;
    this.#batch = batch;
  }

  fresh(stem: string): string {
    return `${stem}_${this.#serial++}`;
  }

  /** Adds a node with one result and returns its name. */
  add(op: string, inputs: readonly string[], attributes?: Readonly<Record<string, OnnxAttribute>>): string {
    return this.addMany(op, inputs, 1, attributes)[0];
  }

  addMany(
    op: string,
    inputs: readonly string[],
    count: number,
    attributes?: Readonly<Record<string, OnnxAttribute>>,
  ): string[] {
    const outputs = Array.from({ length: count }, () => this.fresh(op.toLowerCase()));
    this.nodes.push({ op, inputs, outputs, ...(attributes && { attributes }) });
    return outputs;
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

  /** Whether no ONNX value stands for this memory: it is the same on every run. */
  isConstant = ([view]: ViewPair): boolean => !this.#memory.has(view.storage);

  /** From now on `name` stands for what `views` hold: whole memory, or a part of it. */
  define(views: ViewPair, name: string): void {
    const [view] = views;
    const value = { name, shape: shapeOf(views) };
    if (isWhole(view)) {
      this.#memory.set(view.storage, { kind: "value", value });
      return;
    }
    const memory = this.#memory.get(view.storage);
    if (memory && memory.kind !== "pieces")
      throw new UnsupportedOpError(
        `exportOnnx: the model overwrites a part ${formatShape(view.shape)} of a tensor in place. Use cat, where or new tensors.`,
      );
    const pieces = memory?.pieces ?? [];
    pieces.push({ views, value });
    this.#memory.set(view.storage, { kind: "pieces", pieces });
  }

  opaque(view: View, why: string): void {
    this.#memory.set(view.storage, { kind: "opaque", why });
  }

  /**
   * The value that a view reads.
   *
   * @param options.broadcast  axes along which the view repeats itself may stay 1, as operators that broadcast allow
   */
  resolve(views: ViewPair, { broadcast = false } = {}): Value {
    const memory = this.#memory.get(views[0].storage);
    if (memory?.kind === "opaque") throw new UnsupportedOpError(`exportOnnx: ${memory.why}`);
    let found: Value;
    if (!memory) found = this.#resolveConstant(views);
    else found = this.#view(memory.kind === "value" ? memory.value : this.#join(views, memory.pieces), views);
    return broadcast ? found : this.expand(found, shapeOf(views));
  }

  /** Repeats axes of extent 1 up to `shape`. */
  expand(value: Value, shape: readonly Lin[]): Value {
    if (value.shape.every((n, i) => sameLin(n, shape[i])) && value.shape.length === shape.length) return value;
    return { name: this.add("Expand", [value.name, this.#shapeValue(shape)]), shape };
  }

  /** A value under another shape; one extent may grow with the batch. */
  reshape(value: Value, shape: readonly Lin[]): Value {
    if (value.shape.length === shape.length && value.shape.every((n, i) => sameLin(n, shape[i]))) return value;
    const extents = shape.map((n) => {
      if (isFixed(n)) return n.fixed;
      if (isMultiple(n)) return -1;
      throw dependsOnBatch(`a shape with the extent ${n.fixed} + ${n.perItem}·batch`);
    });
    if (extents.filter((n) => n === -1).length > 1)
      throw dependsOnBatch("two extents of one shape that grow with the batch");
    return { name: this.add("Reshape", [value.name, this.int64(extents)]), shape };
  }

  transpose(value: Value, order: readonly number[]): Value {
    if (order.every((axis, i) => axis === i)) return value;
    return {
      name: this.add("Transpose", [value.name], { perm: order }),
      shape: order.map((axis) => value.shape[axis]),
    };
  }

  /** The part start … start + size − 1 of each axis. */
  #slice(value: Value, starts: readonly Lin[], sizes: readonly Lin[]): Value {
    const axes = sizes.flatMap((n, i) => (sameLin(n, value.shape[i]) ? [] : [i]));
    if (axes.length === 0) return value;
    const from = axes.map((i) => starts[i].fixed);
    const to = axes.map((i) => starts[i].fixed + sizes[i].fixed);
    const name = this.add("Slice", [value.name, this.int64(from), this.int64(to), this.int64(axes)]);
    return { name, shape: sizes };
  }

  #view(base: Value, views: ViewPair): Value {
    const plan = planPair(base.shape, views, false) ?? planPair(base.shape, views, true);
    if (!plan)
      throw new UnsupportedOpError(
        `exportOnnx: the view ${formatShape(views[0].shape)} (strides ${formatShape(views[0].strides)}) of a tensor ` +
          `[${base.shape.map(extentText).join(", ")}] has no ONNX form.`,
      );
    const { atoms, starts, sizes, order, shape } = plan;
    const isAll = atoms.every((n, i) => sameLin(n, sizes[i]));
    if (isAll && order.every((axis, i) => axis === i)) return this.reshape(base, shape);
    const cut = this.#slice(this.reshape(base, atoms), starts, sizes);
    // Axes of which one place is left go before the transpose, so that it moves real ones only.
    const kept = [...order].sort((i, k) => i - k);
    const real = this.reshape(cut, kept.map((i) => sizes[i])); // prettier-ignore
    return this.reshape(this.transpose(real, order.map((axis) => kept.indexOf(axis))), shape); // prettier-ignore
  }

  #resolveConstant(views: ViewPair): Value {
    const [view] = views;
    const shape = shapeOf(views);
    const isRepeated = shape.map((n, i) => !isFixed(n) || view.strides[i] === 0);
    const narrow = { ...view, storage: view.storage, shape: view.shape.map((n, i) => (isRepeated[i] ? 1 : n)) };
    if (shape.some((n, i) => !isFixed(n) && view.strides[i] !== 0)) {
      const one = new Tensor(view.storage, narrow.shape, { ...view });
      this.sameForAll.push({ one, all: new Tensor(view.storage, view.shape, { ...view }) });
    }
    return { name: this.constantView(narrow), shape: narrow.shape.map((n) => lin(n)) };
  }

  /** Pieces side by side, or one within a border. */
  #join(views: ViewPair, pieces: readonly Piece[]): Value {
    const wholeShape = (view: View): number[] =>
      view.strides.map((stride, i) => (i === 0 ? view.storage.length : view.strides[i - 1]) / stride);
    const shape = wholeShape(pieces[0].views[0]).map((n, i) => lineThrough(n, wholeShape(pieces[0].views[1])[i]));
    const startOf = (view: View): number[] => {
      let rest = view.offset;
      return view.strides.map((stride) => {
        const start = Math.floor(rest / stride);
        rest -= start * stride;
        return start;
      });
    };
    const placed = pieces.map(({ views: [a, b], value }) => {
      const [first, second] = [startOf(a), startOf(b)];
      return { value, starts: first.map((n, i) => lineThrough(n, second[i])) };
    });
    const axes = shape.flatMap((n, i) => (placed.every(({ value }) => sameLin(value.shape[i], n)) ? [] : [i]));
    const refuse = (): UnsupportedOpError =>
      new UnsupportedOpError(`exportOnnx: a tensor ${formatShape(views[0].shape)} is put together from parts in a way that has no ONNX form. Use cat, stack or pad.`); // prettier-ignore
    if (axes.length !== 1 || placed.some(({ value }) => value.shape.length !== shape.length)) throw refuse();
    const [axis] = axes;
    placed.sort((a, b) => a.starts[axis].fixed - b.starts[axis].fixed);
    let end = 0;
    let isTiled = true;
    for (const { value, starts } of placed) {
      if (!isFixed(starts[axis]) || !isFixed(value.shape[axis])) throw refuse();
      isTiled &&= starts[axis].fixed === end;
      end = starts[axis].fixed + value.shape[axis].fixed;
    }
    if (!isFixed(shape[axis])) throw refuse();
    let name: string;
    if (isTiled && end === shape[axis].fixed)
      name = this.add("Concat", placed.map(({ value }) => value.name), { axis }); // prettier-ignore
    else if (placed.length === 1) {
      const before = shape.map((_, i) => (i === axis ? placed[0].starts[axis].fixed : 0));
      const after = shape.map((n, i) => (i === axis ? n.fixed - end : 0));
      const ground = new Tensor(views[0].storage, [], {
        offset: before[axis] > 0 ? 0 : end * pieces[0].views[0].strides[axis],
      });
      name = this.add("Pad", [placed[0].value.name, this.int64([...before, ...after]), this.constant(ground)]);
    } else throw refuse();
    const value = { name, shape };
    this.#memory.set(views[0].storage, { kind: "value", value });
    return value;
  }

  /** A shape as a value: constant, or with the batch's size read from the input. */
  #shapeValue(shape: readonly Lin[]): string {
    if (shape.every(isFixed)) return this.int64(shape.map((n) => n.fixed));
    if (!this.#batch) throw dependsOnBatch("a shape");
    const { input, axis } = this.#batch;
    this.#batchValue ??= this.add("Gather", [this.add("Shape", [input]), this.int64([axis])], { axis: 0 });
    const parts = shape.map((n) => {
      if (isFixed(n)) return this.int64([n.fixed]);
      if (!isMultiple(n)) throw dependsOnBatch("a shape");
      return n.perItem === 1 ? this.#batchValue! : this.add("Mul", [this.#batchValue!, this.int64([n.perItem])]);
    });
    return parts.length === 1 ? parts[0] : this.add("Concat", parts, { axis: 0 });
  }
}

export const dependsOnBatch = (what: string): ParameterError =>
  new ParameterError(
    `exportOnnx: the model depends on the size of the batch: ${what}. Export it for one size with { dynamicBatch: false }.`,
  );
