// Features over time of a spectrogram's rows.
import { delta, polyFeatures, softmask, spectralContrast, stackMemory } from "@sonograd/core";
import type { AdapterTable } from "../adapter.js";
import { toOptions } from "../options.js";

export const spectralFeatures: AdapterTable = {
  "librosa.feature.spectral_contrast": ({ params }, { y, S }) => spectralContrast(S ? { S } : y, toOptions(params)),
  "librosa.feature.poly_features": ({ params }, { y, S, freq }) =>
    polyFeatures(S ? { S } : y, { ...toOptions(params), ...(freq && { freq }) }),
  "librosa.util.softmask": ({ params }, { X, X_ref: reference }) => softmask(X, reference, toOptions(params)),
  "librosa.feature.delta": ({ params }, { data }) => delta(data, toOptions(params)),
  "librosa.feature.stack_memory": ({ params }, { data }) => stackMemory(data, toOptions(params)),
};
