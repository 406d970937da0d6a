// Pitch and harmonics: librosa's and torchaudio's trackers.
import {
  detectPitchFrequency, estimateTuning, f0Harmonics, interpHarmonics, kaldiPitch, piptrack, pitchTuning, pyin, salience, yin,
  type F0HarmonicsOptions, type PyinOptions, type SalienceOptions, type Tensor, type YinOptions,
} from "@sonograd/core"; // prettier-ignore
import { outputs, type AdapterTable } from "../adapter.js";
import { toOptions } from "../options.js";

/** fmin and fmax are named in every case. */
const options = <T>(params: Readonly<Record<string, unknown>>): T => toOptions(params) as T;

/** Frequencies as the functions take them: a list, or a tensor where they move. */
const frequencies = async (params: Readonly<Record<string, unknown>>, freqs: Tensor | undefined) =>
  freqs === undefined ? (params.freqs as number[]) : freqs.ndim === 1 ? Array.from(await freqs.data() as ArrayLike<number>) : freqs; // prettier-ignore

export const pitch: AdapterTable = {
  "librosa.interp_harmonics": async ({ params }, { x, freqs }) =>
    interpHarmonics(x, { ...options<SalienceOptions>(params), freqs: await frequencies(params, freqs) }),
  "librosa.f0_harmonics": async ({ params }, { x, f0, freqs }) =>
    f0Harmonics(x, { ...options<F0HarmonicsOptions>(params), f0, freqs: await frequencies(params, freqs) }),
  "librosa.salience": async ({ params }, { S, freqs }) =>
    salience(S, { ...options<SalienceOptions>(params), freqs: await frequencies(params, freqs) }),
  "librosa.pitch_tuning": ({ params }, { frequencies: hz }) =>
    pitchTuning(hz ?? (params.frequencies as number[]), toOptions(params, { omit: ["frequencies"] })),
  "torchaudio.functional.compute_kaldi_pitch": ({ params }, { waveform }) =>
    kaldiPitch(waveform, params.sample_rate as number, toOptions(params, { omit: ["sample_rate"] })),
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
