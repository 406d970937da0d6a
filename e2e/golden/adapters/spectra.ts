// Resampling, phase vocoding and spectral estimation: librosa, SciPy and torchaudio.
import {
  coherence,
  csd,
  czt,
  griffinlim,
  lombscargle,
  periodogram,
  phaseVocoder,
  pitchShift,
  reassignedSpectrogram,
  resample,
  resampleFft,
  resamplePoly,
  type ResampleOptions,
  type ResampleType,
  type Tensor,
  timeStretch,
  welch,
  zoomFft,
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

/** Frequencies and estimate under the names that SciPy's documentation gives them. */
const estimate = (frequencies: Float64Array, value: Tensor, name: string) =>
  outputs({ f: frequencies, freqs: frequencies, output: value, [name]: value });

export const spectra: AdapterTable = {
  "scipy.signal.welch": ({ params }, { x }) => {
    const { frequencies, Pxx } = welch(x, toOptions(params));
    return estimate(frequencies, Pxx, "Pxx");
  },
  "scipy.signal.periodogram": ({ params }, { x }) => {
    const { frequencies, Pxx } = periodogram(x, toOptions(params));
    return estimate(frequencies, Pxx, "Pxx");
  },
  "scipy.signal.csd": ({ params }, { x, y }) => {
    const { frequencies, Pxy } = csd(x, y, toOptions(params));
    return estimate(frequencies, Pxy, "Pxy");
  },
  "scipy.signal.coherence": ({ params }, { x, y }) => {
    const { frequencies, Cxy } = coherence(x, y, toOptions(params));
    return estimate(frequencies, Cxy, "Cxy");
  },
  "scipy.signal.czt": ({ params }, { x }) => czt(x, toOptions(params)),
  "scipy.signal.zoom_fft": ({ params }, { x }) =>
    zoomFft(x, params.fn as [number, number], toOptions(params, { omit: ["fn"] })),
  "scipy.signal.lombscargle": async ({ params }, { x, y, freqs }) =>
    lombscargle(
      (await x.data()) as Float64Array,
      y,
      ((await freqs?.data()) ?? params.freqs) as Float64Array,
      toOptions(params, { omit: ["freqs"] }),
    ),
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
