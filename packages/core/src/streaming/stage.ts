// What a stream is made of: stages that take blocks and give what has become known.
import { noGrad } from "../autograd/index.js";
import { scope } from "../backend/index.js";
import { ShapeError } from "../errors/index.js";
import { cat } from "../ops/index.js";
import { formatShape, needTensor, type Tensor } from "../tensor/index.js";
import type { AsyncStreamStage } from "./async-stage.js";

/**
 * One stage of a stream. Blocks are [..., samples] (or [..., rows, frames]) of any length, one after the other in time along
 * the last axis; all results side by side along the last axis are what the whole signal gives. Holds a bounded number
 * of samples. Records no gradients.
 */
export interface StreamStage {
  /** Takes the next block and returns what is complete now; undefined: nothing yet. */
  push(block: Tensor): Tensor | undefined;
  /** Says that no block follows and returns the rest; undefined: there is none. The stage is used up. */
  flush(): Tensor | undefined;
}

/** What a stage remembers from block to block. */
type Memory = Readonly<Record<string, Tensor | number | boolean | undefined>>;

/** A step of a stage: what it remembers from now on, and what has become known. */
export interface Step<M extends Memory> {
  readonly memory: M;
  readonly out?: Tensor | undefined;
}

export interface StageRules<M extends Memory> {
  readonly start: M;
  push(memory: M, block: Tensor): Step<M>;
  flush(memory: M): Tensor | undefined;
}

/**
 * A stage from its rules. The intermediate tensors of a step are given back at once; those remembered are copied, so that
 * no slice holds on to the block it was cut from.
 */
export function stage<M extends Memory>(op: string, { start, push, flush }: StageRules<M>): StreamStage {
  let memory: M = start;
  let leading: readonly number[] | undefined;
  let done = false;
  const refuseUsed = (): void => {
    if (done)
      throw new ShapeError(`${op}: the stream has ended: flush() was called. Make a new stage for another signal.`);
  };
  return {
    push(block) {
      refuseUsed();
      needTensor(op, block, "block");
      if (block.ndim === 0)
        throw new ShapeError(`${op}: block is a single number, but must be [..., samples]. Use .reshape([1]).`);
      leading ??= block.shape.slice(0, -1);
      if (formatShape(leading) !== formatShape(block.shape.slice(0, -1)))
        throw new ShapeError(
          `${op}: block ${formatShape(block.shape)} has other leading dimensions than the block before, ${formatShape(leading)}. ` +
            "Give every block the same channels.",
        );
      if (block.shape.at(-1) === 0) return undefined;
      const step = noGrad(() =>
        scope(() => {
          const next = push(memory, block.detach());
          return { memory: compact(next.memory), out: owned(next.out, block) };
        }),
      );
      memory = step.memory;
      return step.out;
    },
    flush() {
      refuseUsed();
      done = true;
      const out = noGrad(() => scope(() => flush(memory)));
      memory = start;
      return someOf(out);
    },
  };
}

const someOf = (out: Tensor | undefined): Tensor | undefined => (out?.shape.at(-1) === 0 ? undefined : out);

/** A result that is the block itself belongs to the caller: scopes must not see it twice. */
const owned = (out: Tensor | undefined, block: Tensor): Tensor | undefined =>
  out !== undefined && out.storage === block.storage ? out.clone() : someOf(out);

const compact = <M extends Memory>(memory: M): M =>
  Object.fromEntries(
    Object.entries(memory).map(([name, value]) => [name, typeof value === "object" ? value.clone() : value]),
  ) as unknown as M;

/** Blocks as a stream takes them: an array, a generator, a file read in pieces. */
export type Blocks = AsyncIterable<Tensor> | Iterable<Tensor>;

/**
 * Sends blocks through stages, one behind the other, and yields what comes out, in constant memory.
 *
 * @param blocks  [..., samples] each, of any lengths, in order
 * @param stages  where each block goes through
 * @returns what the last stage gives, as it becomes known
 * @throws ShapeError  blocks whose leading dimensions differ
 * @source librosa.stream with the feature applied to its blocks, without the gaps at the seams
 * @example for await (const mel of stream([y, y], melspectrogramStream({ sampleRate: 22050 }))) mel.shape;
 */
export async function* stream(
  blocks: Blocks,
  ...stages: readonly (StreamStage | AsyncStreamStage)[]
): AsyncGenerator<Tensor, void> {
  const through = async (block: Tensor | undefined, from: number): Promise<Tensor | undefined> => {
    let now = block;
    for (let i = from; i < stages.length && now !== undefined; i++) now = await stages[i].push(now);
    return now;
  };
  for await (const block of blocks) {
    const out = await through(block, 0);
    if (out !== undefined) yield out;
  }
  for (const [i, last] of stages.entries()) {
    const out = await through(await last.flush(), i + 1);
    if (out !== undefined) yield out;
  }
}

/** `first` with `second` behind it. */
export const append = (first: Tensor | undefined, second: Tensor): Tensor =>
  first === undefined ? second : cat([first, second], -1);
