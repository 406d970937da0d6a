// What every step says of its batch, kept on the model's device: reading each at once would make the device wait for the
// host. The step writes into a ring of slots, and the host reads many slots now and then.
import { arange, keep, liveNumber, noGrad, where, zeros, type Device, type Tensor } from "@sonograd/core";
import { copyInto } from "../modules/index.js";

/** What a step says of its batch: the sum of the losses, and how many items it got right. */
export interface StepResult {
  readonly lossSum: Tensor;
  readonly right: Tensor;
}

export class LossRing {
  readonly #losses: Tensor;
  readonly #rights: Tensor;
  readonly #places: Tensor;
  /** Items of the batches that were not read yet. */
  #pending: number[] = [];
  #next = 0;

  /** @param size  steps between two reads at most */
  constructor(
    device: Device,
    readonly size = 256,
  ) {
    this.#losses = keep(zeros([size], { device }));
    this.#rights = keep(zeros([size], { device }));
    this.#places = keep(arange(size, { device, dtype: "float32" }));
  }

  /** Part of a step, captured or not: puts its result into the present slot. */
  write({ lossSum, right }: StepResult): void {
    noGrad(() => {
      const { device } = this.#losses;
      const isHere = this.#places.eq(liveNumber(() => this.#next, { dtype: "float32", device }));
      copyInto(this.#losses, where(isHere, lossSum.detach(), this.#losses));
      copyInto(this.#rights, where(isHere, right.detach().to("float32"), this.#rights));
    });
  }

  /** After a step: its slot is taken by a batch of `count` items. */
  advance(count: number): void {
    this.#pending.push(count);
    this.#next = (this.#next + 1) % this.size;
  }

  /** Whether `count` more steps fit before the next read. */
  hasRoom(count: number): boolean {
    return this.#pending.length + count <= this.size;
  }

  /** Results of all steps since the last read, in order. */
  async read(): Promise<{ lossSum: number; right: number; count: number }[]> {
    const counts = this.#pending;
    const first = (this.#next - counts.length + this.size) % this.size;
    this.#pending = [];
    if (counts.length === 0) return [];
    const [losses, rights] = await Promise.all([this.#losses.data(), this.#rights.data()]);
    return counts.map((count, k) => {
      const slot = (first + k) % this.size;
      return { lossSum: losses[slot], right: rights[slot], count };
    });
  }
}
