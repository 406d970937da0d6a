// librosa's onsets and tempi.
import { beatTrack, fourierTempogram, onsetBacktrack, onsetDetect, onsetStrength, onsetStrengthMulti, peakPick, plp, tempo, tempogram, type OnsetStrengthOptions } from "@sonograd/core"; // prettier-ignore
import { outputs, type AdapterTable } from "../adapter.js";
import { toOptions } from "../options.js";

export const rhythm: AdapterTable = {
  "librosa.onset.onset_strength": ({ params }, { y, S }) =>
    onsetStrength(S ? { S } : y, toOptions(params) as OnsetStrengthOptions),
  "librosa.onset.onset_strength_multi": ({ params }, { y, S }) => onsetStrengthMulti(S ? { S } : y, toOptions(params)),
  "librosa.onset.onset_detect": ({ params }, { y, onset_envelope: onsetEnvelope }) =>
    onsetDetect(onsetEnvelope ? { onsetEnvelope } : y, toOptions(params)),
  "librosa.util.peak_pick": ({ params }, { x }) => peakPick(x, toOptions(params) as never),
  "librosa.feature.tempogram": ({ params }, { onset_envelope: onsetEnvelope }) =>
    tempogram({ onsetEnvelope }, toOptions(params)),
  "librosa.feature.fourier_tempogram": ({ params }, { onset_envelope: onsetEnvelope }) =>
    fourierTempogram({ onsetEnvelope }, toOptions(params)),
  "librosa.feature.tempo": ({ params }, { y, onset_envelope: onsetEnvelope }) =>
    tempo(onsetEnvelope ? { onsetEnvelope } : y, toOptions(params)),
  "librosa.onset.onset_backtrack": (_, { events, energy }) => onsetBacktrack(events, energy),
  "librosa.beat.beat_track": async ({ params }, { y, onset_envelope: onsetEnvelope, bpm }) => {
    const options = { ...toOptions(params), ...(bpm && { bpm }) };
    return outputs({ ...(await beatTrack(onsetEnvelope ? { onsetEnvelope } : y, options)) });
  },
  "librosa.beat.plp": ({ params }, { y, onset_envelope: onsetEnvelope }) =>
    plp(onsetEnvelope ? { onsetEnvelope } : y, toOptions(params)),
};
