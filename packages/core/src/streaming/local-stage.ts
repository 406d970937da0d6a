// Stages whose result at a place depends on a few neighbours: differences, deltas, stacked frames.
import type { Tensor } from "../tensor/index.js";
import { append, stage, type StreamStage } from "./stage.js";

export interface Neighbourhood {
  /** How many inputs before its own place a result looks at. */
  readonly before: number;
  /** How many behind it. */
  readonly after: number;
  /** Near the start a result looks at no input behind its own place either: there is one from the first input on. */
  readonly prompt?: boolean;
}

interface Memory extends Readonly<Record<string, Tensor | number | undefined>> {
  readonly inputs: Tensor | undefined;
  /** How many of the remembered inputs have given their result already. */
  readonly done: number;
}

/**
 * The stage of a function that keeps the length of its last axis. At both ends its own rules hold, which may look at the
 * first and last before + after + 1 inputs.
 */
export function localStage(
  op: string,
  { before, after, prompt = false }: Neighbourhood,
  compute: (x: Tensor) => Tensor,
): StreamStage {
  const span = before + after + 1;
  return stage<Memory>(op, {
    start: { inputs: undefined, done: 0 },
    push(memory, block) {
      const inputs = append(memory.inputs, block);
      const length = inputs.shape.at(-1)!;
      const known = length - after;
      if ((!prompt && length < span) || known <= memory.done) return { memory: { inputs, done: memory.done } };
      const out = compute(inputs).narrow(-1, memory.done, known - memory.done);
      const drop = Math.max(0, Math.min(known - before, length - span));
      return { memory: { inputs: inputs.narrow(-1, drop, length - drop), done: known - drop }, out };
    },
    flush({ inputs, done }) {
      if (inputs === undefined) return undefined;
      return compute(inputs).narrow(-1, done, inputs.shape.at(-1)! - done);
    },
  });
}
