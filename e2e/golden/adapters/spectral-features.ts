// Features over time of a spectrogram's rows.
import {
  delta,
  melToStft,
  mfccToMel,
  nnls,
  pcenWithState,
  polyFeatures,
  softmask,
  spectralContrast,
  stackMemory,
} from "@sonograd/core";
import { outputs, type AdapterTable } from "../adapter.js";
import { toOptions } from "../options.js";

export const spectralFeatures: AdapterTable = {
  "librosa.feature.spectral_contrast": ({ params }, { y, S }) => spectralContrast(S ? { S } : y, toOptions(params)),
  "librosa.feature.poly_features": ({ params }, { y, S, freq }) =>
    polyFeatures(S ? { S } : y, { ...toOptions(params), ...(freq && { freq }) }),
  "librosa.pcen": ({ params }, { S, ref, zi }) => {
    const options = toOptions(params, { omit: ["return_zf"], rename: { max_axis: "maxDim" } });
    const result = pcenWithState(S, { ...options, ...(ref && { ref }), ...(zi && { zi }) });
    return outputs({ output: result.S, zf: result.zf });
  },
  "librosa.util.nnls": (_, { A, B }) => nnls(A, B),
  "librosa.feature.inverse.mel_to_stft": ({ params }, { M }) => melToStft(M, toOptions(params)),
  "librosa.feature.inverse.mfcc_to_mel": ({ params }, { mfcc: coefficients }) =>
    mfccToMel(coefficients, toOptions(params)),
  "librosa.util.softmask": ({ params }, { X, X_ref: reference }) => softmask(X, reference, toOptions(params)),
  "librosa.feature.delta": ({ params }, { data }) => delta(data, toOptions(params)),
  "librosa.feature.stack_memory": ({ params }, { data }) => stackMemory(data, toOptions(params)),
};
