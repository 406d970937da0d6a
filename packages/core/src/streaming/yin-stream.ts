import { yin, type YinOptions } from "../features/index.js";
import { framedStage } from "./framed-stage.js";
import type { StreamStage } from "./stage.js";

/**
 * Streaming `yin`: the pitch of each frame as soon as it is full.
 *
 * @param options  those of `yin`; padMode as in `stftStream`
 * @returns a stage: real [..., samples] → [..., frames], Hz
 * @throws ParameterError  a number out of range; a padding that needs the whole signal
 * @source librosa.yin over the blocks of librosa.stream
 * @example yinStream({ fmin: 65, fmax: 2093, sampleRate: 22050 }).push(y).shape // [20]
 */
export function yinStream(options: YinOptions = {} as never): StreamStage {
  const { frameLength = 2048, hopLength = Math.floor(frameLength / 4), center = true, padMode = "constant" } = options;
  return framedStage("yinStream", { frameLength, hopLength, center, padMode }, (y, centred) =>
    yin(y, { ...options, center: centred }),
  );
}
