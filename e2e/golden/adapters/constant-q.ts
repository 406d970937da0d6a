// librosa's filters of constant quality and pitch class.
import { chroma, chromaStft, tonnetz, waveletLengths } from "@sonograd/core";
import { outputs, type AdapterTable } from "../adapter.js";
import { toOptions } from "../options.js";

export const constantQ: AdapterTable = {
  "librosa.feature.chroma_stft": ({ params }, { y, S }) => chromaStft(S ? { S } : y, toOptions(params)),
  "librosa.feature.tonnetz": (_, { chroma: given }) => tonnetz({ chroma: given }),
  "librosa.filters.chroma": ({ params, dtype, device }) => chroma({ ...toOptions(params), dtype, device } as never),
  "librosa.filters.wavelet_lengths": ({ params }) => {
    const { lengths, fCutoff } = waveletLengths(toOptions(params) as never);
    return outputs({ out0: lengths, out1: fCutoff });
  },
};
