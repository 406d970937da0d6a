// A step of the optimizer: forward and backward over a group of batches, then the update. Captured once and replayed.
import { CaptureError, compile, liveNumber, noGrad, scope, type Compiled, type Device, type Tensor } from "@sonograd/core"; // prettier-ignore
import { crossEntropy } from "../losses/index.js";
import { breathe, type LabelledBatch } from "./evaluate.js";
import { LossRing } from "./loss-ring.js";
import { BeforeStep } from "./non-finite.js";
import type { TrainerOptions } from "./trainer-options.js";

/** What a batch did, once it is read. */
export interface BatchResult {
  readonly lossSum: number;
  readonly right: number;
  readonly count: number;
  /** The inputs. */
  readonly x: Tensor;
}

export class TrainingStep {
  readonly #options: TrainerOptions;
  readonly #ring: LossRing;
  readonly #before: BeforeStep;
  readonly #learn: Captured<[Tensor, Tensor]>;
  /** Only where several batches make a step. */
  readonly #update: Captured<[]> | null;
  /** Share of the batch at hand in its group. */
  #share = 1;
  #isWarm = false;
  /** Inputs of the batches that were not read yet. */
  #unread: Tensor[] = [];

  /** @param groupsUnread  groups of batches between two reads at most */
  constructor(options: TrainerOptions, device: Device, groupsUnread: number) {
    const { model, optimizer, accumulate = 1, compile: compiles = true } = options;
    this.#options = options;
    this.#ring = new LossRing(device, Math.max(256, groupsUnread * accumulate));
    this.#before = new BeforeStep(model, device);
    const isGrouped = accumulate > 1;
    const learn = isGrouped
      ? (x: Tensor, y: Tensor): void => this.#backward(x, y, () => this.#share)
      : (x: Tensor, y: Tensor): void => {
          optimizer.zeroGrad();
          this.#backward(x, y, null);
          optimizer.step();
        };
    this.#learn = new Captured(learn, "training step", compiles);
    this.#update = isGrouped ? new Captured(() => optimizer.step(), "optimizer step", compiles) : null;
  }

  /** Adds to the gradients, and to the ring what the batch did. */
  #backward(x: Tensor, y: Tensor, share: (() => number) | null): void {
    const { model, loss: lossOf = crossEntropy } = this.#options;
    this.#before.take();
    const logits = model(x);
    const loss = lossOf(logits, y);
    const { dtype, device } = loss;
    (share ? loss.mul(liveNumber(share, { dtype, device })) : loss).backward();
    noGrad(() => {
      this.#before.judge(loss);
      this.#ring.write({ lossSum: loss.detach().mul(y.numel), right: logits.detach().argmax(1).eq(y).sum() });
    });
  }

  /** Makes the step of a group of batches. */
  async run(group: readonly LabelledBatch[]): Promise<void> {
    const total = group.reduce((sum, { y }) => sum + y.numel, 0);
    if (this.#update) this.#options.optimizer.zeroGrad();
    for (const [i, { x, y }] of group.entries()) {
      if (i > 0) await breathe();
      this.#share = y.numel / total;
      if (!this.#isWarm) await this.#learn.warmup(x, y);
      this.#isWarm = true;
      scope(() => this.#learn.run(x, y));
      this.#ring.advance(y.numel);
      this.#unread.push(x);
    }
    scope(() => this.#update?.run());
  }

  /** Whether the results must be read before another group. */
  get mustRead(): boolean {
    return !this.#ring.hasRoom(this.#options.accumulate ?? 1);
  }

  /** What the batches since the last read did, in order. */
  async read(): Promise<BatchResult[]> {
    const inputs = this.#unread;
    this.#unread = [];
    return (await this.#ring.read()).map((result, i) => ({ ...result, x: inputs[i] }));
  }

  /** Takes the model back to before the first step whose loss was no number, and says where its batch `x` went wrong. */
  explain(x: Tensor): Promise<string> {
    return this.#before.explain(x);
  }
}

/** A function captured and replayed; where it reads values it runs as written, and says so once. */
class Captured<A extends Tensor[]> {
  #compiled: Compiled<A, void> | null;

  constructor(
    private readonly written: (...args: A) => void,
    name: string,
    compiles: boolean,
  ) {
    this.#compiled = compiles ? compile(written, { name }) : null;
  }

  run(...args: A): void {
    try {
      if (this.#compiled) return this.#compiled(...args);
    } catch (error) {
      this.#giveUp(error);
    }
    this.written(...args);
  }

  async warmup(...args: A): Promise<void> {
    try {
      await this.#compiled?.warmup(...args);
    } catch (error) {
      this.#giveUp(error);
    }
  }

  #giveUp(error: unknown): void {
    if (!(error instanceof CaptureError) || !this.#compiled) throw error;
    console.warn(`Trainer: the step runs as written, without a plan. ${error.message}`);
    this.#compiled = null;
  }
}
