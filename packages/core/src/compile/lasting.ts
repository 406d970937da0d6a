// Results that every run writes to the same place. Parameters' gradients are: they lie behind one another in one piece, as
// the optimizer walks over them, and cost neither memory nor a copy per run.
import { noteAccess, noteMade, type Backend } from "../backend/index.js";
import type { Storage } from "../tensor/index.js";
import { flatView, type TracedCall } from "./graph.js";

/** Storages in the order in which an optimizer reads them, so that neighbours there are neighbours in memory. */
export function inOptimizerOrder(storages: readonly Storage[], calls: readonly TracedCall[]): Storage[] {
  const read = calls.flatMap(({ call }) => (call.name === "optimizerStep" ? call.inputs.map((v) => v.storage) : []));
  const place = (storage: Storage): number => {
    const at = read.indexOf(storage);
    return at < 0 ? read.length : at;
  };
  return [...storages].sort((a, b) => place(a) - place(b));
}

/** Results in one piece of memory that stays: float32 ones lie without a gap. */
export class Lasting {
  readonly places = new Map<Storage, Storage>();
  private readonly memory: Storage;
  private readonly starts = new Map<Storage, number>();
  private readonly handedOut = new Map<Storage, Storage>();

  constructor(
    private readonly backend: Backend,
    storages: readonly Storage[],
  ) {
    const mixed = storages.some(({ dtype }) => dtype !== "float32");
    let bytes = 0;
    for (const storage of storages) {
      this.starts.set(storage, bytes);
      bytes += backend.bytesOf(storage.dtype, storage.length);
      // Wider elements have to begin at a multiple of their size.
      if (mixed) bytes = Math.ceil(bytes / 16) * 16;
    }
    this.memory = backend.allocate("float32", Math.ceil(bytes / 4));
    for (const storage of storages) this.places.set(storage, this.view(storage));
  }

  private view(storage: Storage): Storage {
    return this.backend.share(this.memory, storage.dtype, storage.length, this.starts.get(storage));
  }

  /** The memory as a storage of its own, which a caller may dispose of. The one handed out before is overwritten now. */
  handOut(storage: Storage): Storage {
    const before = this.handedOut.get(storage);
    if (before) noteAccess([], [flatView(before)]);
    const made = this.view(storage);
    noteMade(made);
    this.handedOut.set(storage, made);
    return made;
  }
}
