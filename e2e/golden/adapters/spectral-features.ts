// Features over time of a spectrogram's rows.
import { delta, stackMemory } from "@sonograd/core";
import type { AdapterTable } from "../adapter.js";
import { toOptions } from "../options.js";

export const spectralFeatures: AdapterTable = {
  "librosa.feature.delta": ({ params }, { data }) => delta(data, toOptions(params)),
  "librosa.feature.stack_memory": ({ params }, { data }) => stackMemory(data, toOptions(params)),
};
