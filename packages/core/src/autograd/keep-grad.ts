// Adding to `.grad`. What lies there shares memory with nothing else, so that it may be written in place.
import { keep } from "../backend/index.js";
import type { Storage, Tensor } from "../tensor/index.js";
import { accumulate, type GradientSums } from "./sums.js";

/** What a walk made and who else may hold it. */
export interface Holders {
  /** When the walk began: memory made before is somebody's. */
  readonly since: number;
  /** Storages that hooks have seen or that lie in some `.grad`. */
  readonly exposed: Set<Storage>;
  readonly waiting: GradientSums;
}

/** Whether nobody else holds the memory under `g`, and all of it is `g`'s. */
function isOwn(g: Tensor, { since, exposed, waiting }: Holders): boolean {
  const { madeAt = 0, length, dtype } = g.storage;
  const isHeld = madeAt <= since || exposed.has(g.storage) || waiting.has(g.storage);
  return !isHeld && g.isContiguous && g.numel === length && g.dtype === dtype;
}

/** Adds `g` to `t.grad`, or copies it there; takes its memory over where nobody else holds it. */
export function keepAsGrad(t: Tensor, g: Tensor, holders: Holders): void {
  const before = t.grad;
  const next = before ? accumulate(before, g) : isOwn(g, holders) ? g : g.clone();
  holders.exposed.add(next.storage);
  t.grad = keep(next);
}
