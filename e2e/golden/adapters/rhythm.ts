// librosa's onsets and tempi.
import {
  beatTrack, fourierTempogram, onsetBacktrack, onsetDetect, onsetStrength, onsetStrengthMulti, peakPick, plp, tempo, tempogram,
  tempogramRatio, type OnsetStrengthOptions, type Tensor,
} from "@sonograd/core"; // prettier-ignore
import { outputs, type AdapterTable } from "../adapter.js";
import { toOptions } from "../options.js";

type Inputs = Readonly<Record<string, Tensor>>;
const signalOrOnsets = ({ y, onset_envelope: onsetEnvelope }: Inputs) => (onsetEnvelope ? { onsetEnvelope } : y);
const orTempogram = (inputs: Inputs) => (inputs.tg ? { tg: inputs.tg } : signalOrOnsets(inputs));

/** bpm is an input where it changes, and a parameter where it is a number; without either it is sought. */
const withTempo = (params: Readonly<Record<string, unknown>>, bpm: Tensor | undefined) => ({
  ...toOptions(params, { omit: params.bpm === null ? ["bpm"] : [] }),
  ...(bpm && { bpm }),
});

export const rhythm: AdapterTable = {
  "librosa.onset.onset_strength": ({ params }, { y, S }) =>
    onsetStrength(S ? { S } : y, toOptions(params) as OnsetStrengthOptions),
  "librosa.onset.onset_strength_multi": ({ params }, { y, S }) => onsetStrengthMulti(S ? { S } : y, toOptions(params)),
  "librosa.onset.onset_detect": ({ params }, inputs) => onsetDetect(signalOrOnsets(inputs), toOptions(params)),
  "librosa.onset.onset_backtrack": (_, { events, energy }) => onsetBacktrack(events, energy),
  "librosa.util.peak_pick": ({ params }, { x }) => peakPick(x, toOptions(params) as never),
  "librosa.feature.tempogram": ({ params }, inputs) => tempogram(signalOrOnsets(inputs), toOptions(params)),
  "librosa.feature.fourier_tempogram": ({ params }, inputs) =>
    fourierTempogram(signalOrOnsets(inputs), toOptions(params)),
  "librosa.feature.tempo": ({ params }, inputs) => tempo(orTempogram(inputs), toOptions(params)),
  "librosa.feature.tempogram_ratio": ({ params }, inputs) =>
    tempogramRatio(orTempogram(inputs), withTempo(params, inputs.bpm)),
  "librosa.beat.beat_track": async ({ params }, inputs) =>
    outputs({ ...(await beatTrack(signalOrOnsets(inputs), withTempo(params, inputs.bpm))) }),
  "librosa.beat.plp": ({ params }, inputs) => plp(signalOrOnsets(inputs), toOptions(params)),
};
