// Decomposition of spectrograms.
import { hpss, type HpssOptions, type Tensor } from "@sonograd/core";
import { outputs, type AdapterTable } from "../adapter.js";
import { toOptions } from "../options.js";

const parts = (input: Tensor | { readonly S: Tensor }, params: Readonly<Record<string, unknown>>) =>
  hpss(input, toOptions(params) as HpssOptions);

export const segments: AdapterTable = {
  "librosa.decompose.hpss": ({ params }, { S }) => {
    const { harmonic, percussive } = parts({ S }, params);
    return outputs({ harmonic, percussive });
  },
  "librosa.effects.hpss": ({ params }, { y }) => {
    const { harmonic, percussive } = parts(y, params);
    return outputs({ harmonic, percussive });
  },
  "librosa.effects.harmonic": ({ params }, { y }) => parts(y, params).harmonic,
  "librosa.effects.percussive": ({ params }, { y }) => parts(y, params).percussive,
};
