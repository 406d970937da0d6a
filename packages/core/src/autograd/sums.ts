// The gradients that wait in a walk, one sum per place on the tape.
import { dispatch, input, node as exprNode } from "../backend/index.js";
import type { GradEdge, Storage, Tensor } from "../tensor/index.js";
import { differentiable } from "./tape.js";

/** a + b of equal shape and dtype; recorded, so sums of gradients can be differentiated again. */
export function accumulate(a: Tensor, b: Tensor): Tensor {
  const expr = exprNode("add", a.dtype, input(0, a.dtype), input(1, b.dtype));
  return differentiable(
    "accumulate",
    [a, b],
    () => dispatch("map", [a, b], [{ shape: a.shape, dtype: a.dtype }], { expr, scalars: [] })[0],
    () => [(g) => g, (g) => g],
  );
}

export class GradientSums {
  readonly #sums = new Map<GradEdge, Tensor>();
  /** How many of the sums lie on a storage; a rule may hand one tensor on to several inputs. */
  readonly #holders = new Map<Storage, number>();

  add(edge: GradEdge, g: Tensor): void {
    const before = this.take(edge);
    const sum = before ? accumulate(before, g) : g;
    this.#sums.set(edge, sum);
    this.#holders.set(sum.storage, (this.#holders.get(sum.storage) ?? 0) + 1);
  }

  /** The sum at `edge`, which then no longer waits; null where nothing arrived. */
  take(edge: GradEdge): Tensor | null {
    const sum = this.#sums.get(edge);
    if (!sum) return null;
    this.#sums.delete(edge);
    const left = this.#holders.get(sum.storage)! - 1;
    if (left > 0) this.#holders.set(sum.storage, left);
    else this.#holders.delete(sum.storage);
    return sum;
  }

  /** Whether a waiting sum lies on `storage`. */
  has(storage: Storage): boolean {
    return this.#holders.has(storage);
  }
}
