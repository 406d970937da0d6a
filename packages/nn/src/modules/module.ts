// The base of everything that has parameters. Registration is looking: whatever a field holds when it is asked for.
import {
  noGrad,
  ParameterError,
  Tensor,
  isFloatingPoint,
  type Device,
  type DType,
  type HookHandle,
} from "@sonograd/core";
import { Callable } from "./callable.js";
import {
  addHook, type ForwardHook, type ForwardHookOptions, type ForwardKwargsHook, type ForwardPreHook, type ForwardPreHookOptions,
  type FullBackwardHook, type FullBackwardPreHook, type HookOptions,
} from "./module-hooks.js"; // prettier-ignore
import { moveTo, Parameter, replaceData } from "./parameter.js";
import { moduleText, toSnakeCase } from "./python-text.js";
import { loadTensors, type LoadResult, type StateDict } from "./state-dict.js";

/** A module is a function of its inputs. Merging gives the class its call signature, which `Callable` makes true. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface Module {
  (...inputs: Parameters<this["forward"]>): ReturnType<this["forward"]>;
}

/**
 * Base class of layers and models, as `torch.nn.Module`. Fields that hold a `Parameter` or a `Module` are registered by
 * being there; buffers are named with `registerBuffer`. Names in state dicts and printed text are PyTorch's: `runningMean`
 * becomes `running_mean`.
 *
 * @example
 * class M5 extends Module {
 *   conv = new Conv1d(1, 32, 80, { stride: 4 });
 *   bn = new BatchNorm1d(32);
 *   forward(x: Tensor) { return this.bn(this.conv(x)).relu(); }
 * }
 * const y = new M5()(x);
 */
export class Module extends Callable {
  /** True while training; `train()` and `eval()` set it in all submodules. */
  training = true;
  /** Buffers by PyTorch's name: whether they are saved. */
  readonly #buffers = new Map<string, boolean>();

  /** What `model(x)` computes; subclasses define it. */
  override forward(..._inputs: never[]): unknown {
    throw new ParameterError(`${this.constructor.name}: forward is not defined. Give the class a method forward(x).`);
  }

  /** Parameters printed inside the parentheses; subclasses override. */
  extraRepr(): string {
    return "";
  }

  /**
   * Names the field `name` as state that moves with the module but is not trained; null keeps the place empty.
   *
   * @param options.persistent  saved in the state dict too (default true)
   */
  protected registerBuffer(name: string, { persistent = true }: { persistent?: boolean } = {}): void {
    this.#buffers.set(toSnakeCase(name), persistent);
  }

  /** What the module holds, by PyTorch's names; containers whose contents are no fields override it. */
  protected contents(): [string, unknown][] {
    return Object.entries(this).map(([name, value]: [string, unknown]) => [toSnakeCase(name), value]);
  }

  /** Direct submodules with PyTorch's names, in the order of the fields. */
  namedChildren(): [string, Module][] {
    const found: [string, Module][] = [];
    for (const [name, value] of this.contents()) {
      if (value instanceof Module) found.push([name, value]);
      else if (Array.isArray(value) && value.some((item) => item instanceof Module))
        throw new ParameterError(
          `${this.constructor.name}: field "${name}" is a plain array of modules, whose parameters would not be trained. ` +
            `Use new ModuleList([...]) or new Sequential(...).`,
        );
    }
    return found;
  }

  children(): Module[] {
    return this.namedChildren().map(([, module]) => module);
  }

  /** This module ("") and all below it, each once. */
  namedModules(): [string, Module][] {
    const seen = new Set<Module>();
    const walk = (module: Module, prefix: string): [string, Module][] => {
      if (seen.has(module)) return [];
      seen.add(module);
      return [
        [prefix, module],
        ...module.namedChildren().flatMap(([name, child]) => walk(child, prefix === "" ? name : `${prefix}.${name}`)),
      ];
    };
    return walk(this, "");
  }

  modules(): Module[] {
    return this.namedModules().map(([, module]) => module);
  }

  #ownTensors(kind: "parameters" | "buffers"): [string, Tensor][] {
    const own: [string, Tensor][] = [];
    for (const [name, value] of this.contents())
      if (value instanceof Tensor && (kind === "parameters" ? value instanceof Parameter : this.#buffers.has(name)))
        own.push([name, value]);
    return own;
  }

  #collect(kind: "parameters" | "buffers", recurse: boolean): [string, Tensor][] {
    const seen = new Set<Tensor>();
    const modules: [string, Module][] = recurse ? this.namedModules() : [["", this]];
    return modules.flatMap(([prefix, module]) =>
      module
        .#ownTensors(kind)
        .filter(([, tensor]) => !seen.has(tensor) && seen.add(tensor))
        .map(([name, tensor]): [string, Tensor] => [prefix === "" ? name : `${prefix}.${name}`, tensor]),
    );
  }

  /** Parameters with their names, each once, own ones before those of submodules; `recurse: false` leaves those out. */
  namedParameters({ recurse = true }: { recurse?: boolean } = {}): [string, Parameter][] {
    return this.#collect("parameters", recurse) as [string, Parameter][];
  }

  parameters(options: { recurse?: boolean } = {}): Parameter[] {
    return this.namedParameters(options).map(([, parameter]) => parameter);
  }

  namedBuffers({ recurse = true }: { recurse?: boolean } = {}): [string, Tensor][] {
    return this.#collect("buffers", recurse);
  }

  buffers(options: { recurse?: boolean } = {}): Tensor[] {
    return this.namedBuffers(options).map(([, buffer]) => buffer);
  }

  /**
   * The module at a dotted name, "" for this one.
   *
   * @throws ParameterError  there is none
   * @example model.getSubmodule("layers.0.self_attn")
   */
  getSubmodule(target: string): Module {
    const step = (module: Module, name: string): Module => {
      const children = module.namedChildren();
      const child = children.find(([own]) => own === name);
      if (child) return child[1];
      throw new ParameterError(
        `getSubmodule: target="${target}" names no module: ${module.constructor.name} has no "${name}", only [${children.map(([own]) => own).join(", ")}].`,
      );
    };
    return target === "" ? this : target.split(".").reduce<Module>(step, this);
  }

  #tensorAt(kind: "parameters" | "buffers", target: string): Tensor {
    const dot = target.lastIndexOf(".");
    const owner = this.getSubmodule(target.slice(0, Math.max(dot, 0)));
    const found = owner.#ownTensors(kind).find(([name]) => name === target.slice(dot + 1));
    if (found) return found[1];
    throw new ParameterError(
      `${kind === "parameters" ? "getParameter" : "getBuffer"}: target="${target}" names none of the ${kind} of ${owner.constructor.name}: [${owner.#ownTensors(kind).map(([name]) => name).join(", ")}].`, // prettier-ignore
    );
  }

  /** The parameter at a dotted name. @throws ParameterError  there is none */
  getParameter(target: string): Parameter {
    return this.#tensorAt("parameters", target) as Parameter;
  }

  /** The buffer at a dotted name. @throws ParameterError  there is none */
  getBuffer(target: string): Tensor {
    return this.#tensorAt("buffers", target);
  }

  /**
   * Calls `hook(module, inputs)` before every `forward`; what it returns takes the place of the arguments.
   *
   * @param options.prepend     run it before the hooks that are there already (default false)
   * @param options.withKwargs  call `hook(module, inputs, options)`, the object of options at the end of the call apart;
   *   what it returns is [inputs, options] (default false)
   * @returns a handle with `remove()`
   * @throws ParameterError  in the call: a hook with `withKwargs` returned something else
   */
  registerForwardPreHook(hook: ForwardPreHook<this>, options: ForwardPreHookOptions = {}): HookHandle {
    return addHook(this, "pre", hook, options);
  }

  /**
   * Calls `hook(module, inputs, output)` after every `forward`; what it returns takes the place of the result. A compiled
   * function runs it while recording only.
   *
   * @param options.prepend     run it before the hooks that are there already (default false)
   * @param options.withKwargs  call `hook(module, inputs, options, output)` (default false)
   * @param options.alwaysCall  also call it where `forward` throws, with undefined for the result (default false)
   * @returns a handle with `remove()`
   * @example layer.registerForwardHook((_, __, output) => void seen.push(output));
   */
  registerForwardHook(hook: ForwardHook<this>, options?: ForwardHookOptions & { withKwargs?: false }): HookHandle;
  registerForwardHook(hook: ForwardKwargsHook<this>, options: ForwardHookOptions & { withKwargs: true }): HookHandle;
  registerForwardHook(hook: ForwardHook<this> | ForwardKwargsHook<this>, options: ForwardHookOptions = {}): HookHandle {
    return addHook(this, "forward", hook, options);
  }

  /**
   * Calls `hook(module, gradInput, gradOutput)` when the gradients of the tensor arguments are known, one entry per tensor
   * argument and result; null where no gradient flows. Tensors that it returns take the place of `gradInput`.
   *
   * @param options.prepend  run it before the hooks that are there already (default false)
   * @returns a handle with `remove()`
   * @throws ParameterError  in `backward()`: the hook returned another number of gradients
   */
  registerFullBackwardHook(hook: FullBackwardHook<this>, options: HookOptions = {}): HookHandle {
    return addHook(this, "backward", hook, options);
  }

  /**
   * Calls `hook(module, gradOutput)` when the gradients of the results are known and before they flow on into the module;
   * tensors that it returns take their place.
   *
   * @param options.prepend  run it before the hooks that are there already (default false)
   * @returns a handle with `remove()`
   * @throws ParameterError  in `backward()`: the hook returned another number of gradients
   */
  registerFullBackwardPreHook(hook: FullBackwardPreHook<this>, options: HookOptions = {}): HookHandle {
    return addHook(this, "backwardPre", hook, options);
  }

  /** Number of values that training changes. */
  numParameters(): number {
    return this.parameters().reduce((sum, p) => sum + (p.requiresGrad ? p.numel : 0), 0);
  }

  /** Runs `fn` on every submodule, children first, then on this. */
  apply(fn: (module: Module) => void): this {
    for (const child of this.children()) child.apply(fn);
    fn(this);
    return this;
  }

  /** Switches dropout and batch statistics on (or off). */
  train(mode = true): this {
    for (const module of this.modules()) module.training = mode;
    return this;
  }

  eval(): this {
    return this.train(false);
  }

  /** Freezes (false) or unfreezes all parameters. */
  requiresGrad_(requiresGrad = true): this {
    for (const parameter of this.parameters()) parameter.requiresGrad = requiresGrad;
    return this;
  }

  /** Drops the gradients; `setToNone: false` fills them with zeros. */
  zeroGrad({ setToNone = true }: { setToNone?: boolean } = {}): void {
    for (const p of this.parameters()) p.grad = setToNone || !p.grad ? null : noGrad(() => p.grad!.mul(0));
  }

  /** Moves parameters and buffers to a device (at once only from the CPU, else `toDevice`), or floating-point ones to a dtype, keeping their handles. */
  to(place: Device | "float32" | "float64" | { device?: Device; dtype?: DType }): this {
    const wanted =
      typeof place !== "string" ? place : place === "cpu" || place === "webgpu" ? { device: place } : { dtype: place };
    for (const tensor of [...this.parameters(), ...this.buffers()]) {
      const { device, dtype } = wanted;
      moveTo(tensor, {
        ...(device === undefined ? {} : { device }),
        ...(dtype === undefined || !isFloatingPoint(tensor.dtype) ? {} : { dtype }),
      });
    }
    return this;
  }

  /** Moves to a device also from a GPU, where reading has to be waited for. */
  async toDevice(device: Device): Promise<this> {
    for (const tensor of [...this.parameters(), ...this.buffers()]) {
      const grad = await tensor.grad?.toDevice(device);
      replaceData(tensor, await tensor.toDevice(device));
      tensor.grad = grad ?? null;
    }
    return this;
  }

  /** Parameters and persistent buffers by PyTorch's names. The tensors are the live ones: `clone()` to keep a snapshot. */
  stateDict(): StateDict {
    const state: StateDict = {};
    const add = (module: Module, prefix: string): void => {
      for (const kind of ["parameters", "buffers"] as const)
        for (const [name, tensor] of module.#ownTensors(kind))
          if (kind === "parameters" || module.#buffers.get(name)) state[prefix + name] = tensor;
      for (const [name, child] of module.namedChildren()) add(child, `${prefix}${name}.`);
    };
    add(this, "");
    return state;
  }

  /**
   * Copies values into parameters and buffers.
   *
   * @param state  tensors by name, an object or a map; dtypes are converted, shapes must be equal
   * @param options.strict  refuse missing and unexpected names (default true)
   * @returns the names that were missing and unexpected
   * @throws ParameterError  names do not match; ShapeError  a shape does not
   */
  loadStateDict(
    state: Readonly<Record<string, Tensor>> | ReadonlyMap<string, Tensor>,
    { strict = true }: { strict?: boolean } = {},
  ): LoadResult {
    const source = state instanceof Map ? Object.fromEntries(state) : (state as Readonly<Record<string, Tensor>>);
    return loadTensors(this.constructor.name, this.stateDict(), source, strict);
  }

  /** PyTorch's printed form. */
  override toString(): string {
    const children = this.namedChildren().map(([name, child]): [string, string] => [name, String(child)]);
    return moduleText(this.constructor.name, this.extraRepr(), children);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/** A module from one tensor to one tensor: what containers and the trainer work with. */
export interface TensorModule extends Module {
  forward(x: Tensor): Tensor;
}
