// Modules by name.
import { ParameterError } from "@sonograd/core";
import { Module, type TensorModule } from "./module.js";

/** Registered modules by name, as `torch.nn.ModuleDict`. It has no forward; names stay as they are and hold no dot. */
export class ModuleDict<M extends Module = TensorModule> extends Module {
  readonly #modules = new Map<string, M>();

  constructor(modules: Readonly<Record<string, M>> = {}) {
    super();
    for (const [name, module] of Object.entries(modules)) this.set(name, module);
  }

  get size(): number {
    return this.#modules.size;
  }

  get(name: string): M | undefined {
    return this.#modules.get(name);
  }

  has(name: string): boolean {
    return this.#modules.has(name);
  }

  /** @throws ParameterError  the name is empty or holds a dot */
  set(name: string, module: M): this {
    if (name === "" || name.includes("."))
      throw new ParameterError(
        `ModuleDict: name="${name}" must be a word without dots, which separate names in state dicts.`,
      );
    this.#modules.set(name, module);
    return this;
  }

  delete(name: string): boolean {
    return this.#modules.delete(name);
  }

  keys(): string[] {
    return [...this.#modules.keys()];
  }

  *[Symbol.iterator](): Generator<[string, M]> {
    yield* this.#modules;
  }

  override namedChildren(): [string, Module][] {
    return [...this.#modules];
  }
}
