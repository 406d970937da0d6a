// What all optimizers share: parameter groups, state per parameter, saving it.
import {
  everyRun,
  guardCapture,
  keep,
  noGrad,
  outsideCapture,
  ParameterError,
  sameShape,
  zeros,
  zerosLike,
  type Tensor,
} from "@sonograd/core";
import { copyInto } from "../modules/index.js";
import { gather, zerosLikeEach } from "./arena.js";

/** Parameters with settings of their own; what a group leaves out comes from the optimizer. */
export type ParamGroup<S extends object> = { params: Tensor[] } & S;
export type ParamsInput<S extends object> = Iterable<Tensor> | readonly ({ params: Iterable<Tensor> } & Partial<S>)[];

/** What an optimizer remembers of one parameter: the step count and named tensors, most of its shape. */
export interface ParamState {
  step: number;
  readonly tensors: Record<string, Tensor>;
}

/** Plain data: tensors by state name, groups with parameters as running numbers (PyTorch's layout). */
export interface OptimizerStateDict {
  readonly state: Readonly<
    Record<number, { readonly step: number; readonly tensors: Readonly<Record<string, Tensor>> }>
  >;
  readonly paramGroups: readonly ({ readonly params: readonly number[] } & Readonly<Record<string, unknown>>)[];
}

function isGroupList<S extends object>(
  input: readonly unknown[],
): input is readonly ({ params: Iterable<Tensor> } & Partial<S>)[] {
  return input.length > 0 && typeof input[0] === "object" && input[0] !== null && "params" in input[0];
}

/** Base class of optimizers, as `torch.optim.Optimizer`. `S` are the settings that a group may override. */
export abstract class Optimizer<S extends { lr: number } = { lr: number }> {
  /** Settings may be changed between steps, as schedulers do with `lr`. */
  readonly paramGroups: ParamGroup<S>[];
  readonly #states = new Map<Tensor, ParamState>();
  readonly #defaults: S;

  /** @param params  tensors that require gradients, or groups of them with settings */
  constructor(params: ParamsInput<S>, defaults: S) {
    const list = [...(params as Iterable<unknown>)];
    const groups: readonly ({ params: Iterable<Tensor> } & Partial<S>)[] = isGroupList<S>(list)
      ? list
      : [{ params: list as Tensor[] } as unknown as { params: Iterable<Tensor> } & Partial<S>];
    this.#defaults = defaults;
    this.paramGroups = [];
    for (const group of groups) this.#add(group);
    if (this.paramGroups.every((group) => group.params.length === 0))
      throw new ParameterError(`${this.constructor.name}: params is empty. Pass model.parameters().`);
    this.#gather();
  }

  #add(input: { params: Tensor | Iterable<Tensor> } & Partial<S>): void {
    const name = this.constructor.name;
    const params = "storage" in input.params ? [input.params] : [...input.params];
    const group = { ...this.#defaults, ...input, params } as ParamGroup<S>;
    const all = [...this.paramGroups.flatMap((other) => other.params), ...params];
    if (new Set(all).size !== all.length)
      throw new ParameterError(`${name}: params names a tensor twice. Put each parameter into one group.`);
    const derived = params.findIndex((p) => !p.isLeaf);
    if (derived >= 0)
      throw new ParameterError(
        `${name}: params[${derived}] is the result of an operation. Only leaves can be optimized.`,
      );
    this.checkGroup(group);
    this.paramGroups.push(group);
  }

  /**
   * Adds parameters that are to be trained from now on, such as layers that were frozen, as
   * `torch.optim.Optimizer.add_param_group`.
   *
   * @param group  a tensor or several, and settings where they differ from the optimizer's
   * @throws ParameterError  a tensor that is in a group already or no leaf, settings out of range
   */
  addParamGroup(group: { params: Tensor | Iterable<Tensor> } & Partial<S>): void {
    this.#add(group);
    this.#gather();
  }

  /** Parameters on a GPU lie in one piece, which makes a step one dispatch. */
  #gather(): void {
    outsideCapture(() => {
      for (const { params } of this.paramGroups) gather(params);
    });
  }

  /** Throws for settings out of range. */
  protected checkGroup(group: ParamGroup<S>): void {
    if (!(group.lr >= 0)) throw new ParameterError(`${this.constructor.name}: lr=${group.lr} must be ≥ 0.`);
  }

  /**
   * Updates these parameters, all with a gradient and at the same step number (1 for the first). In a compiled step
   * this runs once: numbers that change from step to step are read by functions (`group.lr`, `step()`), which `dispatchInto`
   * and `liveNumber` ask anew each time.
   */
  protected abstract update(group: ParamGroup<S>, params: readonly Tensor[], step: () => number): void;

  /** Updates every parameter that has a gradient, in place. */
  step(): void {
    guardCapture(this, `settings of ${this.constructor.name}`, () => this.#structure());
    noGrad(() => {
      for (const group of this.paramGroups) {
        const params = group.params.filter((p) => p.grad);
        everyRun(() => params.forEach((p) => this.stateOf(p).step++));
        const byStep = new Map<number, Tensor[]>();
        for (const p of params) {
          const { step } = this.stateOf(p);
          byStep.set(step, [...(byStep.get(step) ?? []), p]);
        }
        for (const list of byStep.values()) this.update(group, list, () => this.stateOf(list[0]).step);
      }
    });
  }

  /** What a captured step depends on: which tensors it updates, and settings that choose the rule. Other numbers are read anew. */
  #structure(): unknown[] {
    const choices = (group: object): unknown[] =>
      Object.values(group).flatMap((v: unknown) =>
        typeof v === "number" ? [v === 0] : typeof v === "boolean" || typeof v === "string" ? [v] : [],
      );
    return this.paramGroups.flatMap((group) => [...group.params, ...group.params.map((p) => p.storage), ...choices(group)]); // prettier-ignore
  }

  /** Drops the gradients (or fills them with zeros), as `torch.optim.Optimizer.zero_grad`. */
  zeroGrad({ setToNone = true }: { setToNone?: boolean } = {}): void {
    this.#gather(); // the model may have moved to a GPU since
    for (const { params } of this.paramGroups)
      for (const p of params) p.grad = setToNone || !p.grad ? null : keep(zerosLike(p.grad));
  }

  /** What is remembered of a parameter, made empty at first. */
  protected stateOf(p: Tensor): ParamState {
    let state = this.#states.get(p);
    if (!state) this.#states.set(p, (state = { step: 0, tensors: {} }));
    return state;
  }

  /** The named state of each parameter on its device: what `make` gives at first, or zeros of its shape. */
  protected stateTensors(params: readonly Tensor[], name: string, make?: (p: Tensor) => Tensor): Tensor[] {
    const fresh = params.filter((p) => !(name in this.stateOf(p).tensors));
    // Outlives the step, so it is made at once also in a captured one.
    const made = outsideCapture(() => (make ? fresh.map((p) => keep(make(p))) : zerosLikeEach(fresh)));
    fresh.forEach((p, i) => (this.stateOf(p).tensors[name] = made[i]));
    return params.map((p) => {
      const { tensors } = this.stateOf(p);
      if (tensors[name].device !== p.device) tensors[name] = outsideCapture(() => tensors[name].to(p.device));
      return tensors[name];
    });
  }

  stateDict(): OptimizerStateDict {
    const numbers = new Map(this.paramGroups.flatMap((group) => group.params).map((p, i) => [p, i]));
    const state: Record<number, ParamState> = {};
    for (const [p, s] of this.#states) state[numbers.get(p)!] = s;
    const paramGroups = this.paramGroups.map((group) => ({
      ...group,
      params: group.params.map((p) => numbers.get(p)!),
    }));
    return { state, paramGroups };
  }

  /** Takes over settings and state saved from an optimizer over parameters of the same shapes and order. */
  loadStateDict({ state, paramGroups }: OptimizerStateDict): void {
    const sizes = (groups: readonly { params: readonly unknown[] }[]) =>
      groups.map((group) => group.params.length).join(", ");
    if (sizes(paramGroups) !== sizes(this.paramGroups))
      throw new ParameterError(
        `${this.constructor.name}.loadStateDict: groups of [${sizes(paramGroups)}] parameters do not fit [${sizes(this.paramGroups)}].`,
      );
    this.paramGroups.forEach((group, i) => Object.assign(group, { ...paramGroups[i], params: group.params }));
    const all = this.paramGroups.flatMap((group) => group.params);
    const saved = all.flatMap((p, i) => (state[i] ? [{ p, ...state[i] }] : []));
    for (const { p, step } of saved) this.stateOf(p).step = step;
    for (const name of new Set(saved.flatMap(({ tensors }) => Object.keys(tensors)))) {
      const having = saved.filter(({ tensors }) => name in tensors);
      // On the CPU a state keeps the dtype it was saved in, else it takes the parameter's.
      const dtypeOf = ({ p, tensors }: (typeof having)[number]) => (p.device === "cpu" ? tensors[name] : p).dtype;
      const isLikeParams = having.every((h) => sameShape(h.p.shape, h.tensors[name].shape) && dtypeOf(h) === h.p.dtype);
      const places = isLikeParams
        ? zerosLikeEach(having.map(({ p }) => p))
        : having.map((h) => keep(zeros(h.tensors[name].shape, { device: h.p.device, dtype: dtypeOf(h) })));
      having.forEach(({ p, tensors }, i) => {
        this.stateOf(p).tensors[name] = places[i];
        copyInto(places[i], tensors[name]);
      });
    }
  }
}
