// Decomposition of spectrograms, alignment and structure.
import {
  agglomerative, crossSimilarity, decompose, dtw, dtwBacktracking, fillOffDiagonal, hpss, lagToRecurrence, localMax, localMin,
  nnFilter, pathEnhance, recurrenceMatrix, recurrenceToLag, remix, rqa, subsegment, sync,
  type DecomposeOptions, type HpssOptions, type Span, type SyncOptions, type Tensor,
} from "@sonograd/core"; // prettier-ignore
import { outputs, type AdapterTable } from "../adapter.js";
import { toOptions } from "../options.js";

const parts = (input: Tensor | { readonly S: Tensor }, params: Readonly<Record<string, unknown>>) =>
  hpss(input, toOptions(params) as HpssOptions);

/** Python's None is the default of all these. */
const given = (params: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(toOptions(params)).filter(([name, value]) => value !== null && name !== "sparse"));

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
  "librosa.sequence.rqa": async ({ params }, { sim }) => {
    const { score, path } = await rqa(sim, toOptions(params));
    return outputs({ score, path });
  },
  "librosa.segment.recurrence_matrix": ({ params }, { data }) => recurrenceMatrix(data, given(params)),
  "librosa.segment.cross_similarity": ({ params }, { data, data_ref: dataRef }) =>
    crossSimilarity(data, dataRef, given(params)),
  "librosa.segment.recurrence_to_lag": ({ params }, { rec }) => recurrenceToLag(rec, toOptions(params)),
  "librosa.segment.lag_to_recurrence": ({ params }, { lag }) => lagToRecurrence(lag, toOptions(params)),
  "librosa.segment.path_enhance": ({ params }, { R }) => {
    const { n, ...options } = given(params);
    return pathEnhance(R, n as number, options);
  },
  "librosa.segment.agglomerative": ({ params }, { data }) => {
    const { k, ...options } = given(params);
    return agglomerative(data, k as number, options);
  },
  "librosa.segment.subsegment": ({ params }, { data, frames }) => {
    const { frames: listed, ...options } = given(params);
    return subsegment(data, (listed as number[] | undefined) ?? (frames.arraySync() as number[]), options);
  },
  "librosa.decompose.decompose": async ({ params }, { S }) =>
    outputs({ ...(await decompose(S, given(params) as DecomposeOptions)) }),
  "librosa.decompose.nn_filter": ({ params }, { S, rec }) => nnFilter(S, { ...given(params), ...(rec && { rec }) }),
  "librosa.effects.remix": ({ params }, { y, intervals }) => {
    const { intervals: listed, ...options } = given(params);
    return remix(y, (listed ?? intervals.arraySync()) as Span[], options);
  },
};
