import { cat, enableGrad, keep, noGrad, ParameterError, stack, zerosLike, type Tensor } from "@sonograd/core";
import { Optimizer, type OptimizerStateDict, type ParamGroup, type ParamsInput } from "./optimizer.js";
import { strongWolfe, type LinePoint } from "./strong-wolfe.js";

export interface LBFGSOptions {
  /** Step size, ≥ 0 (default 1). */
  lr?: number;
  /** Iterations per `step` (default 20). */
  maxIter?: number;
  /** Calls of the closure per `step` (default 1.25 · maxIter, rounded down). */
  maxEval?: number | null;
  /** End where no element of the gradient is larger (default 1e-7). */
  toleranceGrad?: number;
  /** End where neither a parameter nor the loss changes more (default 1e-9). */
  toleranceChange?: number;
  /** Steps that the curvature is estimated from (default 100). */
  historySize?: number;
  /** Search along each direction, or go lr far (default null). */
  lineSearchFn?: "strong_wolfe" | null;
}

type Settings = Required<LBFGSOptions> & { maxEval: number };

/** A step and what it changed in the gradient, both [parameters], and 1 / (their product). */
interface Pair {
  readonly step: Tensor;
  readonly change: Tensor;
  readonly rho: number;
}

/** Pairs with a smaller product say nothing of use about the curvature. */
const LEAST_CURVATURE = 1e-10;

const dot = (a: Tensor, b: Tensor): Promise<number> => a.dot(b).item();
const largest = (t: Tensor): Promise<number> => t.abs().amax().item();

/**
 * L-BFGS, as `torch.optim.LBFGS`: few steps, each with several calls of the closure, for whole data sets rather than
 * batches. `step` is asynchronous, since what to do next depends on the loss.
 *
 * @example
 * const optimizer = new LBFGS(model.parameters(), { lineSearchFn: "strong_wolfe" });
 * await optimizer.step(() => {
 *   optimizer.zeroGrad();
 *   const loss = mseLoss(model(x), y);
 *   loss.backward();
 *   return loss;
 * });
 */
export class LBFGS extends Optimizer<Settings> {
  #pairs: Pair[] = [];
  /** The step before, and the gradient where it began. */
  #last: { grad: Tensor; step: Tensor } | null = null;
  #isLoaded = false;

  /** @throws ParameterError  several groups, or settings out of range */
  constructor(params: ParamsInput<Settings>, options: LBFGSOptions = {}) {
    const { maxIter = 20 } = options;
    super(params, {
      lr: 1,
      toleranceGrad: 1e-7,
      toleranceChange: 1e-9,
      historySize: 100,
      lineSearchFn: null,
      ...options,
      maxIter,
      maxEval: options.maxEval ?? Math.floor(maxIter * 1.25),
    });
    if (this.paramGroups.length !== 1)
      throw new ParameterError(`LBFGS: params has ${this.paramGroups.length} groups, it takes one set of settings.`);
  }

  protected override checkGroup(group: ParamGroup<Settings>): void {
    super.checkGroup(group);
    for (const name of ["maxIter", "historySize"] as const)
      if (!Number.isInteger(group[name]) || group[name] < 1)
        throw new ParameterError(`LBFGS: ${name}=${group[name]} must be an integer ≥ 1.`);
    if (group.lineSearchFn !== null && group.lineSearchFn !== "strong_wolfe")
      throw new ParameterError(`LBFGS: lineSearchFn="${group.lineSearchFn as string}" must be "strong_wolfe" or null.`);
  }

  override addParamGroup(): never {
    throw new ParameterError("LBFGS.addParamGroup: it has one group. Make a new optimizer.");
  }

  protected override update(): never {
    throw new ParameterError("LBFGS: its step needs a closure.");
  }

  get #params(): readonly Tensor[] {
    return this.paramGroups[0].params;
  }

  #flatGrad(): Tensor {
    return keep(cat(this.#params.map((p) => (p.grad ?? zerosLike(p.detach())).reshape([-1]))));
  }

  /** Sets the parameters to start + t · direction. */
  #goTo(start: readonly Tensor[], t: number, direction: Tensor): void {
    noGrad(() => {
      let at = 0;
      this.#params.forEach((p, i) => {
        p.copy_(start[i].add(direction.narrow(0, at, p.numel).reshape(p.shape).mul(t)));
        at += p.numel;
      });
    });
  }

  /** −H · gradient, H estimated from the pairs by the two-loop recursion. */
  async #direction(grad: Tensor): Promise<Tensor> {
    let direction = grad.neg();
    const alphas: number[] = [];
    for (const { step, change, rho } of [...this.#pairs].reverse()) {
      const alpha = (await dot(step, direction)) * rho;
      alphas.unshift(alpha);
      direction = direction.sub(change.mul(alpha));
    }
    const newest = this.#pairs.at(-1);
    if (newest) direction = direction.mul(1 / (newest.rho * (await dot(newest.change, newest.change))));
    for (const [i, { step, change, rho }] of this.#pairs.entries()) {
      const beta = (await dot(change, direction)) * rho;
      direction = direction.add(step.mul(alphas[i] - beta));
    }
    return keep(direction);
  }

  /** Learns the curvature from the last step. */
  async #remember(grad: Tensor, last: { grad: Tensor; step: Tensor }): Promise<void> {
    const change = keep(grad.sub(last.grad));
    const product = await dot(change, last.step);
    if (product <= LEAST_CURVATURE) return;
    if (this.#pairs.length === this.paramGroups[0].historySize) this.#pairs.shift();
    this.#pairs.push({ step: last.step, change, rho: 1 / product });
  }

  /**
   * Up to `maxIter` iterations.
   *
   * @param closure  clears the gradients, computes the loss, calls backward() and returns the loss, a tensor of one number
   * @returns the loss before
   * @throws ParameterError  no closure
   */
  override async step(closure?: () => Tensor): Promise<Tensor> {
    if (!closure) throw new ParameterError("LBFGS.step: closure is missing. Pass a function that returns the loss.");
    const { lr, maxIter, maxEval, toleranceGrad, toleranceChange, lineSearchFn } = this.paramGroups[0];
    const evaluate = async (): Promise<number> => enableGrad(closure).item();
    const original = enableGrad(closure);
    let loss = await original.item();
    let grad = this.#flatGrad();
    let evaluations = 1;
    if ((await largest(grad)) <= toleranceGrad) return original;
    await this.#recall();
    for (let round = 1; round <= maxIter; round++) {
      if (this.#last) await this.#remember(grad, this.#last);
      const direction = await this.#direction(grad);
      const slope = await dot(grad, direction);
      if (slope > -toleranceChange) break;
      let t = this.#last ? lr : Math.min(1, 1 / (await grad.abs().sum().item())) * lr;
      const before = { grad, loss };
      const start = this.#params.map((p) => keep(p.detach().clone()));
      const walk = async (length: number): Promise<LinePoint> => {
        this.#goTo(start, length, direction);
        const there = await evaluate();
        const gradThere = this.#flatGrad();
        return { t: length, loss: there, grad: gradThere, slope: await dot(gradThere, direction) };
      };
      if (lineSearchFn === "strong_wolfe") {
        const directionNorm = await largest(direction);
        const found = await strongWolfe(walk, { t: 0, loss, grad, slope }, t, { directionNorm, toleranceChange });
        ({ t, loss, grad } = found.point);
        evaluations += found.evaluations;
        this.#goTo(start, t, direction);
      } else if (round === maxIter) this.#goTo(start, t, direction);
      else {
        ({ loss, grad } = await walk(t));
        evaluations++;
      }
      this.#last = { grad: before.grad, step: keep(direction.mul(t)) };
      if (evaluations >= maxEval || (await largest(grad)) <= toleranceGrad) break;
      if ((await largest(this.#last.step)) <= toleranceChange || Math.abs(loss - before.loss) < toleranceChange) break;
    }
    return original;
  }

  override stateDict(): OptimizerStateDict {
    if (this.#last) {
      const { tensors } = this.stateOf(this.#params[0]);
      Object.assign(tensors, { lastGrad: this.#last.grad, lastStep: this.#last.step });
      if (this.#pairs.length > 0)
        Object.assign(tensors, {
          steps: stack(this.#pairs.map(({ step }) => step)),
          changes: stack(this.#pairs.map(({ change }) => change)),
        });
    }
    return super.stateDict();
  }

  override loadStateDict(state: OptimizerStateDict): void {
    super.loadStateDict(state);
    this.#last = null;
    this.#pairs = [];
    this.#isLoaded = true;
  }

  /** Takes up a loaded state; not when loading, since the products have to be waited for. */
  async #recall(): Promise<void> {
    if (!this.#isLoaded) return;
    this.#isLoaded = false;
    const { lastGrad, lastStep, steps, changes } = this.stateOf(this.#params[0]).tensors;
    if (!lastStep) return;
    this.#last = { grad: lastGrad, step: lastStep };
    for (let i = 0; i < (steps?.shape[0] ?? 0); i++) {
      const [step, change] = [steps.select(0, i), changes.select(0, i)];
      this.#pairs.push({ step, change, rho: 1 / (await dot(change, step)) });
    }
  }
}
