// Analytic signals, quadratic distributions, voice detection, and what torchaudio does to samples.
import { analyticFeatures, hilbert, pseudoWignerVille, splitSilence, trim, vad, wignerVille, type SilenceOptions, type WindowSpec } from "@sonograd/core";
import { outputs, type AdapterTable } from "../adapter.js";
import { callable } from "../callables.js";
import { toOptions } from "../options.js";

/** `aggregate` has names of ours; `ref` may be any function of the levels. */
const silence = (params: Readonly<Record<string, unknown>>): SilenceOptions => ({
  ...toOptions(params),
  ...(callable(params.ref) && { ref: callable(params.ref) }),
});

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
  "torchaudio.transforms.Vad": ({ params }, { waveform }) =>
    vad(waveform, params.sample_rate as number, toOptions(params, { omit: ["sample_rate"] })),
};
