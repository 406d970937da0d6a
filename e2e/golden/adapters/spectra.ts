// Resampling, phase vocoding and spectral estimation: librosa, SciPy and torchaudio.
import {
  griffinlim,
  phaseVocoder,
  pitchShift,
  reassignedSpectrogram,
  resample,
  resampleFft,
  resamplePoly,
  type ResampleOptions,
  type ResampleType,
  timeStretch,
} from "@sonograd/core";
import { outputs, type AdapterTable } from "../adapter.js";
import { callable } from "../callables.js";
import { toOptions } from "../options.js";

const RATES = { orig_sr: "origSr", target_sr: "targetSr", orig_freq: "origSr", new_freq: "targetSr" };
/** torchaudio's older names. */
const METHODS: Record<string, ResampleType> = {
  sinc_interpolation: "sinc_interp_hann",
  kaiser_window: "sinc_interp_kaiser",
};

const torchaudioResample = (waveform: Parameters<typeof resample>[0], params: Readonly<Record<string, unknown>>) => {
  const { resampling_method: method = "sinc_interp_hann", ...rest } = params;
  const options = toOptions(rest, { rename: RATES }) as unknown as ResampleOptions;
  if (rest.beta === null) delete (options as { beta?: number }).beta;
  return resample(waveform, { ...options, resType: METHODS[method as string] ?? (method as ResampleType) });
};

export const spectra: AdapterTable = {
  "librosa.phase_vocoder": ({ params }, { D }) => phaseVocoder(D, toOptions(params) as never),
  "librosa.reassigned_spectrogram": ({ params }, { y, S }) => {
    const refPower = callable(params.ref_power);
    return outputs({
      ...reassignedSpectrogram(y, { ...toOptions(params), ...(S && { S }), ...(refPower && { refPower }) }),
    });
  },
  "librosa.griffinlim": ({ params }, { S }) => griffinlim(S, toOptions(params)),
  "librosa.effects.time_stretch": ({ params }, { y }) => timeStretch(y, toOptions(params) as never),
  "librosa.effects.pitch_shift": ({ params }, { y }) => pitchShift(y, toOptions(params) as never),
  "librosa.resample": ({ params }, { y }) =>
    resample(y, toOptions(params, { rename: RATES }) as unknown as ResampleOptions),
  "scipy.signal.resample": ({ params }, { x }) =>
    resampleFft(x, params.num as number, toOptions(params, { omit: ["num"] })),
  "scipy.signal.resample_poly": ({ params }, { x }) =>
    resamplePoly(
      x,
      params.up as number,
      params.down as number,
      toOptions(params, { omit: ["up", "down"], rename: { padtype: "padType" } }),
    ),
  "torchaudio.transforms.Resample": ({ params }, { waveform }) => torchaudioResample(waveform, params),
  "torchaudio.functional.resample": ({ params }, { waveform }) => torchaudioResample(waveform, params),
};
