// Keys of the training view.
import type { Key } from "ink";

/** Whether a key means: save and stop. */
export const isStopKey = (input: string, key: Partial<Key>): boolean =>
  input === "q" || (key.ctrl === true && input === "c");
