// librosa's onsets and tempi.
import { fourierTempogram, onsetDetect, onsetStrength, peakPick, tempo, tempogram, type OnsetStrengthOptions } from "@sonograd/core"; // prettier-ignore
import type { AdapterTable } from "../adapter.js";
import { toOptions } from "../options.js";

export const rhythm: AdapterTable = {
  "librosa.onset.onset_strength": ({ params }, { y, S }) =>
    onsetStrength(S ? { S } : y, toOptions(params) as OnsetStrengthOptions),
  "librosa.onset.onset_detect": ({ params }, { y, onset_envelope: onsetEnvelope }) =>
    onsetDetect(onsetEnvelope ? { onsetEnvelope } : y, toOptions(params)),
  "librosa.util.peak_pick": ({ params }, { x }) => peakPick(x, toOptions(params) as never),
  "librosa.feature.tempogram": ({ params }, { onset_envelope: onsetEnvelope }) =>
    tempogram({ onsetEnvelope }, toOptions(params)),
  "librosa.feature.fourier_tempogram": ({ params }, { onset_envelope: onsetEnvelope }) =>
    fourierTempogram({ onsetEnvelope }, toOptions(params)),
  "librosa.feature.tempo": ({ params }, { y, onset_envelope: onsetEnvelope }) =>
    tempo(onsetEnvelope ? { onsetEnvelope } : y, toOptions(params)),
};
