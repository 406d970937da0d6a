import { checkInteger } from "../dsp/checks.js";
import { powerToDb } from "../dsp/index.js";
import { ParameterError } from "../errors/index.js";
import { melspectrogram, onsetStrength, type OnsetStrengthOptions } from "../features/index.js";
import { chainedStage } from "./chained-stage.js";
import { lfilterStream } from "./filter-streams.js";
import { localStage } from "./local-stage.js";
import { featureStream } from "./short-time-streams.js";
import type { StreamStage } from "./stage.js";

/**
 * Streaming `onsetStrength`, of decibels without topDb, which would need the largest value of the whole signal.
 *
 * @param options  those of `onsetStrength` without ref; padMode as in `stftStream`; a feature must look at one frame at a time
 * @returns a stage: real [..., samples] → [..., frames], dB
 * @throws ParameterError  a number out of range; a ref or a padding that needs the whole signal
 * @source librosa.onset.onset_strength(S=power_to_db(melspectrogram, top_db=None)) over the blocks of librosa.stream
 * @example onsetStrengthStream({ sampleRate: 22050 }).push(y).shape // [20]
 */
export function onsetStrengthStream(options: Omit<OnsetStrengthOptions, "ref"> = {}): StreamStage {
  const { lag = 1, maxSize = 1, aggregate = "mean", detrend = false, center = true, ...rest } = options;
  const { feature = melspectrogram, ...mel } = rest;
  if ((options as OnsetStrengthOptions).ref !== undefined)
    throw new ParameterError(
      "onsetStrengthStream: ref of [bands, frames] goes with a whole signal. Leave it out: earlier frames are taken.",
    );
  checkInteger("onsetStrengthStream", "lag", lag, 1);
  const { sampleRate = 22050, nFft = 2048, hopLength = 512 } = mel;
  const levels = featureStream("onsetStrengthStream", { fmax: sampleRate / 2, ...mel }, (y, o) =>
    powerToDb(feature(y, o).abs(), { topDb: null }),
  );
  // A frame's onset is that of half a window before, against `lag` frames before that.
  const before = lag + (center ? Math.floor(nFft / (2 * hopLength)) : 0);
  const flux = localStage("onsetStrengthStream", { before, after: 0, prompt: true }, (S) =>
    onsetStrength({ S }, { lag, maxSize, aggregate, nFft, hopLength, center }),
  );
  const plain = chainedStage(levels, flux);
  return detrend ? chainedStage(plain, lfilterStream([1, -0.99], [1, -1], { clamp: false })) : plain;
}
