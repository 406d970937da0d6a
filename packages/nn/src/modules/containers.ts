// Modules made of modules.
import { ParameterError, type Tensor } from "@sonograd/core";
import { Module, type TensorModule } from "./module.js";

/**
 * Runs modules one after the other, as `torch.nn.Sequential`; named "0", "1", … or by the keys of one object.
 *
 * @example new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 2))
 */
export class Sequential extends Module {
  readonly #layers: [string, TensorModule][];

  constructor(...layers: TensorModule[] | [Readonly<Record<string, TensorModule>>]) {
    super();
    const [first] = layers;
    this.#layers =
      layers.length === 1 && !(first instanceof Module)
        ? Object.entries(first as Record<string, TensorModule>)
        : (layers as TensorModule[]).map((layer, i) => [String(i), layer]);
  }

  override get length(): number {
    return this.#layers.length;
  }

  /** The layer at a position, negative from the end, or of a name. */
  at(place: number | string): TensorModule | undefined {
    return (typeof place === "number" ? this.#layers.at(place) : this.#layers.find(([name]) => name === place))?.[1];
  }

  /** The layers from `start` up to, not including, `end`, with their names; as `sequential[start:end]`. They are shared. */
  slice(start?: number, end?: number): Sequential {
    const part = new Sequential();
    part.#layers.push(...this.#layers.slice(start, end));
    return part;
  }

  /** Adds a layer at the end, named by its position. */
  append(layer: TensorModule): this {
    this.#layers.push([String(this.length), layer]);
    return this;
  }

  /** Puts another layer in the place of the one at `index`, which keeps its name. @throws ParameterError  no such layer */
  set(index: number, layer: TensorModule): this {
    const place = this.#layers.at(index);
    if (!place) throw new ParameterError(`Sequential: index=${index} must be in ${-this.length}…${this.length - 1}.`);
    place[1] = layer;
    return this;
  }

  override namedChildren(): [string, Module][] {
    return [...this.#layers];
  }

  *[Symbol.iterator](): Generator<TensorModule> {
    for (const [, layer] of this.#layers) yield layer;
  }

  override forward(x: Tensor): Tensor {
    return this.#layers.reduce((value, [, layer]) => layer(value), x);
  }
}

/** A registered array of modules, as `torch.nn.ModuleList`. It has no forward. */
export class ModuleList<M extends Module = TensorModule> extends Module {
  readonly #modules: M[];

  constructor(modules: Iterable<M> = []) {
    super();
    this.#modules = [...modules];
  }

  override get length(): number {
    return this.#modules.length;
  }

  at(index: number): M | undefined {
    return this.#modules.at(index);
  }

  append(module: M): this {
    this.#modules.push(module);
    return this;
  }

  extend(modules: Iterable<M>): this {
    this.#modules.push(...modules);
    return this;
  }

  /** Puts a module before the one at `index`. */
  insert(index: number, module: M): this {
    this.#modules.splice(index, 0, module);
    return this;
  }

  override namedChildren(): [string, Module][] {
    return this.#modules.map((module, i) => [String(i), module]);
  }

  *[Symbol.iterator](): Generator<M> {
    yield* this.#modules;
  }
}
