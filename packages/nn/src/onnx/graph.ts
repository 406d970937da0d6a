// The graph under construction: nodes, and which value stands for which memory of the traced run.
import { formatShape, Tensor, UnsupportedOpError, type Storage, type View } from "@sonograd/core";
import type { OnnxAttribute, OnnxNode } from "@sonograd/io";
import { ConstantTable } from "./constant-table.js";
import { gatherPlan } from "./gather-plan.js";
import { joinPieces, type Piece } from "./join-pieces.js";
import { extentText, isFixed, isMultiple, lin, sameLin, type Lin } from "./linear-number.js";
import { planPair } from "./plan-pair.js";
import { dependsOnBatch } from "./refusals.js";
import { isWhole, shapeOf, type Value, type ViewPair } from "./view-pair.js";

/** What memory holds: one value, pieces on a filled ground, or something that no ONNX value stands for. */
type Memory =
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "pieces"; readonly pieces: Piece[] }
  | { readonly kind: "opaque"; readonly why: string };

export class GraphBuilder extends ConstantTable {
  readonly nodes: OnnxNode[] = [];
  readonly #memory = new Map<Storage, Memory>();
  readonly #batch: { readonly input: string; readonly axis: number } | undefined;
  #batchValue: string | undefined;

  /** @param names  of parameters and buffers, by their memory */
  constructor(names: ReadonlyMap<Storage, string>, batch?: { input: string; axis: number }) {
    super(names);
    this.#batch = batch;
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
    if (!memory) found = this.resolveConstant(views);
    else found = this.#view(memory.kind === "value" ? memory.value : this.#join(views[0], memory.pieces), views);
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
    if (!plan) return this.#gathered(base, views);
    const { atoms, starts, sizes, order, shape } = plan;
    const isAll = atoms.every((n, i) => sameLin(n, sizes[i]));
    if (isAll && order.every((axis, i) => axis === i)) return this.reshape(base, shape);
    const cut = this.#slice(this.reshape(base, atoms), starts, sizes);
    // Axes of which one place is left go before the transpose, so that it moves real ones only.
    const kept = [...order].sort((i, k) => i - k);
    const real = this.reshape(cut, kept.map((i) => sizes[i])); // prettier-ignore
    return this.reshape(this.transpose(real, order.map((axis) => kept.indexOf(axis))), shape); // prettier-ignore
  }

  /** A view that no steps lead to, such as windows that overlap: element by element within each item. */
  #gathered(base: Value, views: ViewPair): Value {
    const plan = gatherPlan(base.shape, views);
    if (!plan)
      throw new UnsupportedOpError(
        `exportOnnx: the view ${formatShape(views[0].shape)} (strides ${formatShape(views[0].strides)}) of a tensor ` +
          `[${base.shape.map(extentText).join(", ")}] has no ONNX form.`,
      );
    const flat = this.reshape(base, plan.flat);
    const name = this.add("Gather", [flat.name, this.int64(plan.places)], { axis: plan.flat.length - 1 });
    const places = lin(plan.places.length);
    const taken = this.reshape({ name, shape: [...plan.flat.slice(0, -1), places] }, plan.taken);
    return this.transpose(taken, plan.order);
  }

  #join(wanted: View, pieces: readonly Piece[]): Value {
    const joined = joinPieces(pieces, wanted);
    const { shape, axis, values } = joined;
    let name: string;
    if (joined.kind === "concat")
      name = this.add("Concat", values.map((value) => value.name), { axis }); // prettier-ignore
    else {
      const pads = (size: number): number[] => shape.map((_, i) => (i === axis ? size : 0));
      const { storage, offset } = joined.border[0];
      const ground = new Tensor(storage, [], { offset });
      const refuse = (): UnsupportedOpError => new UnsupportedOpError(`exportOnnx: a tensor ${formatShape(wanted.shape)} is overwritten in part. Use cat or where.`); // prettier-ignore
      for (const all of joined.border) this.sameForAll.push({ one: ground, all, refuse });
      name = this.add("Pad", [values[0].name, this.int64([...pads(joined.before), ...pads(joined.after)]), this.constant(ground)]); // prettier-ignore
    }
    const value = { name, shape };
    this.#memory.set(wanted.storage, { kind: "value", value });
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
