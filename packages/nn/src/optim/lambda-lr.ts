// Schedules given by a function of the step.
import { perGroup, LRScheduler, type PerGroup, type Scheduled } from "./lr-scheduler.js";

/** Factor of step `epoch` (0 for the first). */
export type LrLambda = (epoch: number) => number;

/**
 * The initial rate times `lrLambda(step)`, as `torch.optim.lr_scheduler.LambdaLR`.
 *
 * @example new LambdaLR(optimizer, { lrLambda: (epoch) => 0.95 ** epoch })
 */
export class LambdaLR extends LRScheduler {
  readonly #lambdas: readonly LrLambda[];

  /** @throws ParameterError  a list of functions that is not one per group */
  constructor(optimizer: Scheduled, { lrLambda }: { lrLambda: PerGroup<LrLambda> }) {
    super(optimizer);
    this.#lambdas = perGroup("LambdaLR", "lrLambda", lrLambda, optimizer);
    this.apply();
  }

  protected override nextLr(_lr: number, baseLr: number, index: number): number | undefined {
    const factor = this.#lambdas[index]?.(this.lastEpoch);
    return factor === undefined ? undefined : baseLr * factor;
  }
}

/** Multiplies the rate by `lrLambda(step)` from step 1 on, as `torch.optim.lr_scheduler.MultiplicativeLR`. */
export class MultiplicativeLR extends LRScheduler {
  readonly #lambdas: readonly LrLambda[];

  /** @throws ParameterError  a list of functions that is not one per group */
  constructor(optimizer: Scheduled, { lrLambda }: { lrLambda: PerGroup<LrLambda> }) {
    super(optimizer);
    this.#lambdas = perGroup("MultiplicativeLR", "lrLambda", lrLambda, optimizer);
    this.apply();
  }

  protected override nextLr(lr: number, _baseLr: number, index: number): number | undefined {
    const factor = this.lastEpoch === 0 ? 1 : this.#lambdas[index]?.(this.lastEpoch);
    return factor === undefined ? undefined : lr * factor;
  }

  /** It knows factors only, no rate of step 0: it goes on from the rates as they are, as PyTorch's does. */
  override restart(): void {
    this.begin();
  }
}
