// The streaming twins of the loudnesses that sound meters show.
import { checkPositive } from "../dsp/checks.js";
import { isNumber } from "../dsp/filters/number-or-tensor.js";
import {
  blockLengths,
  checkChannels,
  levelsOf,
  meanSquares,
  weightingSections,
} from "../dsp/loudness/block-energies.js";
import { chainedStage } from "./chained-stage.js";
import { lfilterStream } from "./filter-streams.js";
import { framedStage } from "./framed-stage.js";
import type { StreamStage } from "./stage.js";

const slidingStream = (op: string, sampleRate: number, seconds: number): StreamStage => {
  checkPositive(op, "sampleRate", sampleRate);
  const [frameLength, hopLength] = blockLengths(sampleRate, seconds, 0.1);
  const weighting = weightingSections(op, sampleRate)
    .map(({ a, b }) => lfilterStream(a.filter(isNumber), b.filter(isNumber)))
    .reduce(chainedStage);
  const framing = { frameLength, hopLength, center: false, padMode: "constant" } as const;
  const levels = framedStage(op, framing, (weighted) =>
    levelsOf(meanSquares(op, weighted, seconds, frameLength, hopLength)),
  );
  const meter = chainedStage(weighting, levels);
  return {
    push(block) {
      if (block?.shape?.at(-1) !== 0) checkChannels(op, block);
      return meter.push(block);
    },
    flush: () => meter.flush(),
  };
};

/**
 * Streaming `momentaryLoudness`: every 100 ms that of the last 400 ms.
 *
 * @param sampleRate  Hz, > 0
 * @returns a stage: real [..., channels, samples], 1…5 channels → [..., blocks], LUFS; −∞ for silence
 * @throws ParameterError  sampleRate not > 0, a whole signal shorter than 400 ms; ShapeError: no channels, or more than 5
 * @source ITU-R BS.1770-4, EBU Tech 3341
 * @example momentaryLoudnessStream(22050).push(y.unsqueeze(0)).shape // [2]
 */
export const momentaryLoudnessStream = (sampleRate: number): StreamStage =>
  slidingStream("momentaryLoudnessStream", sampleRate, 0.4);

/**
 * Streaming `shortTermLoudness`: every 100 ms that of the last 3 s.
 *
 * @param sampleRate  Hz, > 0
 * @returns a stage: real [..., channels, samples], 1…5 channels → [..., blocks], LUFS; −∞ for silence
 * @throws ParameterError  sampleRate not > 0, a whole signal shorter than 3 s; ShapeError: no channels, or more than 5
 * @source ITU-R BS.1770-4, EBU Tech 3341
 * @example shortTermLoudnessStream(3000).push(y.unsqueeze(0)).shape // [7]
 */
export const shortTermLoudnessStream = (sampleRate: number): StreamStage =>
  slidingStream("shortTermLoudnessStream", sampleRate, 3);
