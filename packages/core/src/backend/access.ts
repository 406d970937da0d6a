// When memory was made and written. The tape keeps these times, so that a walk back notices where a tensor that a
// gradient rule reads was overwritten after the operation it belongs to.
import type { Storage, View } from "../tensor/index.js";

let clock = 0;
let readWatcher: ((view: View) => void) | null = null;

/** The next moment: a number larger than all before. */
export const tick = (): number => ++clock;

/** Told of every storage that is made. */
export function noteMade(storage: Storage): void {
  storage.madeAt = tick();
}

/** Told of what every primitive reads and writes. */
export function noteAccess(inputs: readonly View[], outputs: readonly View[]): void {
  if (readWatcher) for (const view of inputs) readWatcher(view);
  for (const { storage } of outputs) storage.writtenAt = tick();
}

/** Runs `fn` and shows `watcher` every view that a primitive is about to read; null for nobody. */
export function watchReads<T>(watcher: ((view: View) => void) | null, fn: () => T): T {
  const before = readWatcher;
  readWatcher = watcher;
  try {
    return fn();
  } finally {
    readWatcher = before;
  }
}
