// Pitch: librosa's and torchaudio's trackers.
import { detectPitchFrequency, estimateTuning, piptrack, pyin, yin, type PyinOptions, type YinOptions } from "@sonograd/core"; // prettier-ignore
import { outputs, type AdapterTable } from "../adapter.js";
import { toOptions } from "../options.js";

/** fmin and fmax are named in every case. */
const options = <T>(params: Readonly<Record<string, unknown>>): T => toOptions(params) as T;

export const pitch: AdapterTable = {
  "librosa.piptrack": ({ params }, { y, S }) => outputs({ ...piptrack(S ? { S } : y, toOptions(params)) }),
  "librosa.estimate_tuning": ({ params }, { y, S }) => estimateTuning(S ? { S } : y, toOptions(params)),
  "librosa.yin": ({ params }, { y }) => yin(y, options<YinOptions>(params)),
  "librosa.pyin": async ({ params }, { y }) => {
    const { f0, voicedFlag, voicedProb } = await pyin(y, options<PyinOptions>(params));
    return outputs({ f0, voiced_flag: voicedFlag, voiced_prob: voicedProb });
  },
  "torchaudio.functional.detect_pitch_frequency": ({ params }, { waveform }) =>
    detectPitchFrequency(waveform, params.sample_rate as number, toOptions(params, { omit: ["sample_rate"] })),
};
