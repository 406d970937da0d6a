// librosa's spectral functions, features, filters and unit conversions.
import {
  A4ToTuning,
  amplitudeToDb,
  AWeighting,
  BWeighting,
  cqtFrequencies,
  CWeighting,
  dbToAmplitude,
  dbToPower,
  DWeighting,
  fftFrequencies,
  fourierTempoFrequencies,
  framesToSamples,
  framesToTime,
  hzToMel,
  hzToMidi,
  hzToOcts,
  istft,
  magphase,
  mel,
  melFrequencies,
  melspectrogram,
  melToHz,
  mfcc,
  midiToHz,
  octsToHz,
  perceptualWeighting,
  powerToDb,
  samplesToFrames,
  samplesToTime,
  spectralBandwidth,
  spectralCentroid,
  spectralFlatness,
  spectralRolloff,
  stft,
  tempoFrequencies,
  timeToFrames,
  timeToSamples,
  tuningToA4,
  windowSumsquare,
  type Conversion,
  type SignalOrSpectrogram,
  type Tensor,
} from "@sonograd/core";
import { outputs, type Adapter, type AdapterTable } from "../adapter.js";
import { callable } from "../callables.js";
import { toOptions } from "../options.js";

type Options = Record<string, unknown>;

/** A feature of a signal `y` or a spectrogram `S`; further arrays (`freq`, `centroid`) are options. */
const feature =
  (compute: (input: SignalOrSpectrogram, options: Options) => Tensor): Adapter =>
  ({ params }, { y, S, ...arrays }) =>
    compute(S ? { S } : y, { ...toOptions(params), ...arrays });

/** A unit conversion of the list in the parameter `name`. */
const conversion =
  (name: string, convert: Conversion<Options>): Adapter =>
  ({ params }) =>
    convert(params[name] as number[], toOptions(params, { omit: [name] }));

const decibels =
  (convert: (S: Tensor, options: Options) => Tensor): Adapter =>
  ({ params }, { S }) =>
    convert(S, { ...toOptions(params), ...(callable(params.ref) && { ref: callable(params.ref) }) });

export const spectral: AdapterTable = {
  "librosa.stft": ({ params }, { y }) => stft(y, toOptions(params)),
  "librosa.istft": ({ params }, { stft_matrix: S }) => istft(S, toOptions(params)),
  "librosa.magphase": ({ params }, { D }) => outputs({ ...magphase(D, toOptions(params)) }),
  "librosa.power_to_db": decibels(powerToDb),
  "librosa.amplitude_to_db": decibels(amplitudeToDb),
  "librosa.db_to_power": ({ params }, { S_db: S }) => dbToPower(S, toOptions(params)),
  "librosa.db_to_amplitude": ({ params }, { S_db: S }) => dbToAmplitude(S, toOptions(params)),
  "librosa.feature.spectral_centroid": feature(spectralCentroid),
  "librosa.feature.spectral_bandwidth": feature(spectralBandwidth),
  "librosa.feature.spectral_flatness": feature(spectralFlatness),
  "librosa.feature.spectral_rolloff": feature(spectralRolloff),
  "librosa.feature.melspectrogram": feature(melspectrogram),
  "librosa.feature.mfcc": feature(mfcc),
  "librosa.filters.mel": ({ params, dtype, device }) =>
    mel({ sampleRate: params.sr as number, nFft: params.n_fft as number, ...toOptions(params), dtype, device }),
  "librosa.filters.window_sumsquare": ({ params, dtype, device }) =>
    windowSumsquare({ nFrames: params.n_frames as number, ...toOptions(params), dtype, device }),
  "librosa.perceptual_weighting": ({ params }, { S }) =>
    perceptualWeighting(S, params.frequencies as number[], toOptions(params, { omit: ["frequencies"] })),

  "librosa.hz_to_mel": conversion("frequencies", hzToMel),
  "librosa.mel_to_hz": conversion("mels", melToHz),
  "librosa.hz_to_midi": conversion("frequencies", hzToMidi),
  "librosa.midi_to_hz": conversion("notes", midiToHz),
  "librosa.hz_to_octs": conversion("frequencies", hzToOcts),
  "librosa.octs_to_hz": conversion("octs", octsToHz),
  "librosa.A4_to_tuning": conversion("A4", A4ToTuning),
  "librosa.tuning_to_A4": conversion("tuning", tuningToA4),
  "librosa.frames_to_time": conversion("frames", framesToTime),
  "librosa.time_to_frames": conversion("times", timeToFrames),
  "librosa.frames_to_samples": conversion("frames", framesToSamples),
  "librosa.samples_to_frames": conversion("samples", samplesToFrames),
  "librosa.time_to_samples": conversion("times", timeToSamples),
  "librosa.samples_to_time": conversion("samples", samplesToTime),
  "librosa.A_weighting": conversion("frequencies", AWeighting),
  "librosa.B_weighting": conversion("frequencies", BWeighting),
  "librosa.C_weighting": conversion("frequencies", CWeighting),
  "librosa.D_weighting": conversion("frequencies", DWeighting),
  "librosa.mel_frequencies": ({ params }) => melFrequencies(toOptions(params)),
  "librosa.fft_frequencies": ({ params }) => fftFrequencies(toOptions(params)),
  "librosa.cqt_frequencies": ({ params }) =>
    cqtFrequencies(params.n_bins as number, { fmin: params.fmin as number, ...toOptions(params) }),
  "librosa.tempo_frequencies": ({ params }) => tempoFrequencies(params.n_bins as number, toOptions(params)),
  "librosa.fourier_tempo_frequencies": ({ params }) => fourierTempoFrequencies(toOptions(params)),
};
