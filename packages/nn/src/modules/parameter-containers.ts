// Lists and dictionaries of parameters.
import type { DType, Tensor } from "@sonograd/core";
import { Module } from "./module.js";
import { Parameter } from "./parameter.js";

const asParameter = (value: Tensor): Parameter => (value instanceof Parameter ? value : new Parameter(value));

/** How PyTorch shows a parameter inside a container: a list by its dtype, a dictionary by the older name of the type. */
const shown = (name: string, type: string, { shape }: Parameter): string =>
  `  (${name}): Parameter containing: [torch.${type} of size ${shape.join("x")}]`;

const TYPE_NAMES: Partial<Record<DType, string>> = {
  float32: "FloatTensor",
  float64: "DoubleTensor",
  complex64: "ComplexFloatTensor",
  complex128: "ComplexDoubleTensor",
};

/** A registered array of parameters, as `torch.nn.ParameterList`; other tensors become parameters. */
export class ParameterList extends Module {
  readonly #parameters: Parameter[];

  constructor(values: Iterable<Tensor> = []) {
    super();
    this.#parameters = Array.from(values, asParameter);
  }

  override get length(): number {
    return this.#parameters.length;
  }

  /** The parameter at a position; negative counts from the end. */
  at(index: number): Parameter | undefined {
    return this.#parameters.at(index);
  }

  append(value: Tensor): this {
    this.#parameters.push(asParameter(value));
    return this;
  }

  extend(values: Iterable<Tensor>): this {
    for (const value of values) this.append(value);
    return this;
  }

  *[Symbol.iterator](): Generator<Parameter> {
    yield* this.#parameters;
  }

  protected override contents(): [string, unknown][] {
    return this.#parameters.map((parameter, i) => [String(i), parameter]);
  }

  override extraRepr(): string {
    return this.#parameters.map((parameter, i) => shown(String(i), parameter.dtype, parameter)).join("\n");
  }
}

/** Registered parameters by name, as `torch.nn.ParameterDict`; other tensors become parameters. Names stay as they are. */
export class ParameterDict extends Module {
  readonly #parameters: Map<string, Parameter>;

  constructor(values: Readonly<Record<string, Tensor>> = {}) {
    super();
    this.#parameters = new Map(Object.entries(values).map(([name, value]) => [name, asParameter(value)]));
  }

  get size(): number {
    return this.#parameters.size;
  }

  get(name: string): Parameter | undefined {
    return this.#parameters.get(name);
  }

  has(name: string): boolean {
    return this.#parameters.has(name);
  }

  set(name: string, value: Tensor): this {
    this.#parameters.set(name, asParameter(value));
    return this;
  }

  delete(name: string): boolean {
    return this.#parameters.delete(name);
  }

  keys(): string[] {
    return [...this.#parameters.keys()];
  }

  *[Symbol.iterator](): Generator<[string, Parameter]> {
    yield* this.#parameters;
  }

  protected override contents(): [string, unknown][] {
    return [...this.#parameters];
  }

  override extraRepr(): string {
    return [...this.#parameters].map(([name, p]) => shown(name, TYPE_NAMES[p.dtype] ?? p.dtype, p)).join("\n");
  }
}
