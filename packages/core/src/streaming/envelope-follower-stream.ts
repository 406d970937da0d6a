import { followerOf, type EnvelopeFollowerOptions } from "../dsp/envelope-follower.js";
import { checkSignal } from "../dsp/checks.js";
import { readLines, writeLines } from "../dsp/host-lines.js";
import { asyncStage, type AsyncStreamStage } from "./async-stage.js";
import { stage } from "./stage.js";

/**
 * Streaming `envelopeFollower`. Its results are promised, as the samples have to be read.
 *
 * @param options  those of `envelopeFollower`
 * @returns a stage: real [..., samples] → a promise of the same shape, unit of the signal
 * @throws ParameterError  as envelopeFollower
 * @source as envelopeFollower, over blocks
 * @example (await envelopeFollowerStream({ attackSeconds: 0.005 }).push(y)).shape // [11025]
 */
export function envelopeFollowerStream(options: EnvelopeFollowerOptions = {}): AsyncStreamStage {
  const follow = followerOf("envelopeFollowerStream", options);
  // The checks of blocks that all stages share; nothing is held back.
  const blocks = stage("envelopeFollowerStream", {
    start: {},
    push: (memory, block) => {
      checkSignal("envelopeFollowerStream", block, "block");
      return { memory, out: block };
    },
    flush: () => undefined,
  });
  const step = async (levels: readonly number[], block: Parameters<typeof blocks.push>[0]) => {
    const lines = (await readLines(block)).map((line, i) => follow(line, levels[i] ?? 0));
    const envelopes = lines.map(({ envelope }) => envelope);
    const out = writeLines(envelopes, block.shape.slice(0, -1), block.shape.at(-1)!, block);
    return { memory: lines.map(({ level }) => level), out };
  };
  return asyncStage<readonly number[]>([], step, blocks);
}
