// Decomposition of spectrograms, alignment and structure.
import { dtw, dtwBacktracking, fillOffDiagonal, hpss, localMax, localMin, sync, type HpssOptions, type SyncOptions, type Tensor } from "@sonograd/core"; // prettier-ignore
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
  "librosa.sequence.dtw": async ({ params }, { X, Y, C }) => {
    const options = toOptions(params, { omit: ["return_steps"] });
    return outputs({ ...(await (C ? dtw({ C }, options) : dtw(X, Y, options))) });
  },
  "librosa.sequence.dtw_backtracking": ({ params }, { steps }) => dtwBacktracking(steps, toOptions(params)),
  "librosa.util.fill_off_diagonal": ({ params }, { x }) => fillOffDiagonal(x, toOptions(params) as never),
  "librosa.util.localmax": ({ params }, { x }) => localMax(x, toOptions(params)),
  "librosa.util.localmin": ({ params }, { x }) => localMin(x, toOptions(params)),
  "librosa.util.sync": ({ params }, { data }) => {
    const { idx, ...options } = toOptions(params);
    return sync(data, idx as number[], options as SyncOptions);
  },
};
