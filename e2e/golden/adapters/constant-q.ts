// librosa's filters of constant quality and pitch class.
import {
  chroma,
  chromaCens,
  chromaCqt,
  chromaStft,
  chromaVqt,
  cqt,
  dataSync,
  fmt,
  griffinlimCqt,
  hybridCqt,
  icqt,
  iirt,
  pseudoCqt,
  tonnetz,
  vqt,
  waveletLengths,
} from "@sonograd/core";
import { outputs, type AdapterTable } from "../adapter.js";
import { toOptions } from "../options.js";

/** None is a value only where it is not the default. */
const NONE_COUNTS = new Set([
  "norm",
  "tuning",
  "gamma",
  "threshold",
  "octwidth",
  "win_len_smooth",
  "bins_per_octave",
  "init",
]);

function withoutNone(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = Object.entries(params).filter(([name, value]) => value !== null || NONE_COUNTS.has(name));
  return toOptions(Object.fromEntries(given), { omit: ["dtype", "random_state"] });
}

export const constantQ: AdapterTable = {
  "librosa.cqt": ({ params }, { y }) => cqt(y, withoutNone(params)),
  "librosa.vqt": ({ params }, { y }) => vqt(y, withoutNone(params)),
  "librosa.iirt": ({ params }, { y, center_freqs, sample_rates }) =>
    iirt(y, {
      ...withoutNone(params),
      ...(center_freqs && { centerFreqs: dataSync(center_freqs) as Float64Array }),
      ...(sample_rates && { sampleRates: dataSync(sample_rates) as Float64Array }),
    }),
  "librosa.fmt": ({ params }, { y }) => fmt(y, withoutNone(params)),
  "librosa.hybrid_cqt": ({ params }, { y }) => hybridCqt(y, withoutNone(params)),
  "librosa.pseudo_cqt": ({ params }, { y }) => pseudoCqt(y, withoutNone(params)),
  "librosa.icqt": ({ params }, { C }) => icqt(C, withoutNone(params)),
  "librosa.griffinlim_cqt": ({ params }, { C }) => griffinlimCqt(C, withoutNone(params)),
  "librosa.feature.chroma_cqt": ({ params }, { y, C }) => chromaCqt(C ? { C } : y, withoutNone(params)),
  "librosa.feature.chroma_cens": ({ params }, { y, C }) => chromaCens(C ? { C } : y, withoutNone(params)),
  "librosa.feature.chroma_vqt": ({ params }, { y, V }) => chromaVqt(V ? { V } : y, withoutNone(params) as never),
  "librosa.feature.chroma_stft": ({ params }, { y, S }) => chromaStft(S ? { S } : y, toOptions(params)),
  "librosa.feature.tonnetz": ({ params }, { y, chroma: given }) =>
    tonnetz(given ? { chroma: given } : y, withoutNone(params)),
  "librosa.filters.chroma": ({ params, dtype, device }) => chroma({ ...toOptions(params), dtype, device } as never),
  "librosa.filters.wavelet_lengths": ({ params }) => {
    const { lengths, fCutoff } = waveletLengths(toOptions(params) as never);
    return outputs({ out0: lengths, out1: fCutoff });
  },
};
