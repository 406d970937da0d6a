// Analytic signals, quadratic distributions, voice detection, and what torchaudio does to samples.
import {
  analyticFeatures,
  fade,
  hilbert,
  muLawDecoding,
  muLawEncoding,
  pseudoWignerVille,
  splitSilence,
  trim,
  vad,
  vol,
  wignerVille,
  type SilenceOptions,
  type WindowSpec,
} from "@sonograd/core";
import { outputs, type AdapterTable } from "../adapter.js";
import { callable } from "../callables.js";
import { toOptions } from "../options.js";

/** `aggregate` has names of ours; `ref` may be any function of the levels. */
function silence(params: Readonly<Record<string, unknown>>): SilenceOptions {
  const ref = callable(params.ref);
  return { ...toOptions(params), ...(ref && { ref }) };
}

export const timeFrequency: AdapterTable = {
  "scipy.signal.hilbert": ({ params }, { x }) => hilbert(x, toOptions(params)),
  "reference.analytic_features": ({ params }, { x }) => outputs(analyticFeatures(x, toOptions(params))),
  "reference.wigner_ville": ({ params }, { x }) => {
    const options = toOptions(params, { omit: ["lag_window"] });
    if (!params.lag_window) return wignerVille(x, options);
    const [lagWindow, lagLength] = params.lag_window as [WindowSpec, number];
    return pseudoWignerVille(x, { ...options, lagWindow, lagLength });
  },
  "librosa.effects.trim": async ({ params }, { y }) => outputs(await trim(y, silence(params))),
  "librosa.effects.split": ({ params }, { y }) => splitSilence(y, silence(params)),
  "torchaudio.transforms.MuLawEncoding": ({ params }, { x }) => muLawEncoding(x, toOptions(params)),
  "torchaudio.transforms.MuLawDecoding": ({ params }, { x_mu: codes }) => muLawDecoding(codes, toOptions(params)),
  "torchaudio.transforms.Fade": ({ params }, { waveform }) => fade(waveform, toOptions(params)),
  "torchaudio.transforms.Vol": ({ params }, { waveform }) =>
    vol(waveform, params.gain as number, toOptions(params, { omit: ["gain"] })),
  "torchaudio.transforms.Vad": ({ params }, { waveform }) =>
    vad(waveform, params.sample_rate as number, toOptions(params, { omit: ["sample_rate"] })),
};
