// Stages that have to read their blocks: what waits for the sample before cannot be a kernel.
import type { Tensor } from "../tensor/index.js";
import type { StreamStage } from "./stage.js";

/** A {@link StreamStage} whose results are promised. A block may be pushed before the last one is done: they keep their order. */
export interface AsyncStreamStage {
  push(block: Tensor): Promise<Tensor | undefined>;
  flush(): Promise<Tensor | undefined>;
}

/** The stage that calls `step` on one block after the other, with what the last step remembered. */
export function asyncStage<M>(
  start: M,
  step: (memory: M, block: Tensor) => Promise<{ readonly memory: M; readonly out: Tensor }>,
  blocks: StreamStage,
): AsyncStreamStage {
  let memory: Promise<M> = Promise.resolve(start);
  const send = async (block: Tensor | undefined): Promise<Tensor | undefined> => {
    if (block === undefined) return undefined;
    const done = memory.then((m) => step(m, block));
    memory = done.then((result) => result.memory);
    memory.catch(() => {});
    return (await done).out;
  };
  return {
    push: async (block) => send(blocks.push(block)),
    flush: async () => send(blocks.flush()),
  };
}
