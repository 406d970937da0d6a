// Framing, envelope, RMS, zero crossings, FFT, windows and the small time-domain functions.
import {
  amplitudeEnvelope,
  autocorrelate,
  chirp,
  deemphasis,
  fft,
  fixLength,
  frame,
  getWindow,
  ifft,
  irfft,
  lpc,
  muCompress,
  muExpand,
  normalize,
  padCenter,
  preemphasis,
  rfft,
  rms,
  tone,
  toMono,
  zeroCrossingRate,
  zeroCrossings,
  type FftOptions,
  type NormalizeOptions,
  type WindowSpec,
  type ZeroCrossingRateOptions,
} from "@sonograd/core";
import type { AdapterTable } from "../adapter.js";
import { callable } from "../callables.js";
import { toOptions } from "../options.js";

type Params = Readonly<Record<string, unknown>>;

/** Options of numpy.fft, where None is the default norm. */
const fftOptions = (params: Params): FftOptions => toOptions(params, { omit: params["norm"] === null ? ["norm"] : [] });

/** A threshold of None is the default. */
const normalizeOptions = (params: Params): NormalizeOptions =>
  toOptions(params, { omit: params["threshold"] === null ? ["threshold"] : [] });

/** Options of zero crossings, where a name stands for the function that gives the reference. */
function crossingOptions(params: Params): ZeroCrossingRateOptions {
  const options = toOptions(params);
  const reference = callable(params["ref_magnitude"]);
  return { ...options, ...(reference && { refMagnitude: reference }) };
}

export const timeDomain: AdapterTable = {
  "librosa.util.frame": ({ params }, { x }) => frame(x, toOptions(params)),
  "reference.amplitude_envelope": ({ params }, { y }) =>
    amplitudeEnvelope(y, { ...toOptions(params), mode: params.mode === "maxabs" ? "absmax" : "max" }),
  "librosa.feature.rms": ({ params }, { y, S }) => rms(S ? { S } : y, toOptions(params)),
  "librosa.feature.zero_crossing_rate": ({ params }, { y }) => zeroCrossingRate(y, crossingOptions(params)),
  "librosa.zero_crossings": ({ params }, { y }) => zeroCrossings(y, crossingOptions(params)),
  "numpy.fft.rfft": ({ params }, { a }) => rfft(a, fftOptions(params)),
  "numpy.fft.fft": ({ params }, { a }) => fft(a, fftOptions(params)),
  "numpy.fft.ifft": ({ params }, { a }) => ifft(a, fftOptions(params)),
  "numpy.fft.irfft": ({ params }, { a }) => irfft(a, fftOptions(params)),
  "scipy.signal.get_window": ({ params, dtype, device }) =>
    getWindow(params.window as WindowSpec, params.Nx as number, { fftbins: params.fftbins as boolean, dtype, device }),
  "librosa.util.normalize": ({ params }, { S }) => normalize(S, normalizeOptions(params)),
  "librosa.util.pad_center": ({ params }, { data }) => padCenter(data, params.size as number, toOptions(params)),
  "librosa.util.fix_length": ({ params }, { data }) => fixLength(data, params.size as number, toOptions(params)),
  "librosa.autocorrelate": ({ params }, { y }) => autocorrelate(y, toOptions(params)),
  "librosa.lpc": ({ params }, { y }) => lpc(y, { order: params.order as number }),
  "librosa.mu_compress": ({ params }, { x }) => muCompress(x, toOptions(params)),
  "librosa.mu_expand": ({ params }, { x }) => muExpand(x, toOptions(params)),
  "librosa.to_mono": (_, { y }) => toMono(y),
  "librosa.effects.preemphasis": ({ params }, { y }) => preemphasis(y, toOptions(params)),
  "librosa.effects.deemphasis": ({ params }, { y }) => deemphasis(y, toOptions(params)),
  "librosa.tone": ({ params, dtype, device }) =>
    tone(params.frequency as number, { ...toOptions(params), dtype, device }),
  "librosa.chirp": ({ params, dtype, device }) =>
    chirp({ fmin: params.fmin as number, fmax: params.fmax as number, ...toOptions(params), dtype, device }),
};
