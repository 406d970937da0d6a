// The streaming twins of the features of one spectrum at a time.
import { ParameterError } from "../errors/index.js";
import {
  chromaStft,
  polyFeatures,
  spectralBandwidth,
  spectralCentroid,
  spectralFlatness,
  spectralRolloff,
  type ChromaStftOptions,
  type PolyFeaturesOptions,
  type SpectralBandwidthOptions,
  type SpectralCentroidOptions,
  type SpectralContrastOptions,
  type SpectralFlatnessOptions,
  type SpectralRolloffOptions,
} from "../features/index.js";
import { contrastOf } from "../features/spectral-contrast.js";
import { Tensor } from "../tensor/index.js";
import { featureStream } from "./short-time-streams.js";
import type { StreamStage } from "./stage.js";

/** Frequencies of bins that are the same in every frame: others would have to come in blocks of their own. */
function refuseMoving(op: string, freq: unknown): void {
  if (freq instanceof Tensor && freq.ndim > 1 && freq.shape.at(-1) !== 1)
    throw new ParameterError(
      `${op}: freq of [bins, frames] goes with a whole spectrogram. Give one frequency per bin, or leave it out.`,
    );
}

/**
 * Streaming `spectralCentroid`.
 *
 * @param options  those of `spectralCentroid`; padMode as in `stftStream`; freq one per bin
 * @returns a stage: real [..., samples] → [..., 1, frames], Hz
 * @throws ParameterError  a number out of range; a padding or freq that needs the whole signal
 * @source librosa.feature.spectral_centroid over the blocks of librosa.stream
 * @example spectralCentroidStream({ sampleRate: 22050 }).push(y).shape // [1, 20]
 */
export function spectralCentroidStream(options: SpectralCentroidOptions = {}): StreamStage {
  refuseMoving("spectralCentroidStream", options.freq);
  return featureStream("spectralCentroidStream", options, spectralCentroid);
}

/**
 * Streaming `spectralBandwidth`, around the centroid of each frame.
 *
 * @param options  those of `spectralBandwidth` without centroid; padMode as in `stftStream`; freq one per bin
 * @returns a stage: real [..., samples] → [..., 1, frames], Hz
 * @throws ParameterError  a number out of range; a padding, freq or centroid that needs the whole signal
 * @source librosa.feature.spectral_bandwidth over the blocks of librosa.stream
 * @example spectralBandwidthStream({ sampleRate: 22050 }).push(y).shape // [1, 20]
 */
export function spectralBandwidthStream(options: Omit<SpectralBandwidthOptions, "centroid"> = {}): StreamStage {
  refuseMoving("spectralBandwidthStream", options.freq);
  if ((options as SpectralBandwidthOptions).centroid !== undefined)
    throw new ParameterError(
      "spectralBandwidthStream: centroid of [1, frames] goes with a whole signal. Leave it out: each frame's own is taken.",
    );
  return featureStream("spectralBandwidthStream", options, spectralBandwidth);
}

/**
 * Streaming `spectralRolloff`.
 *
 * @param options  those of `spectralRolloff`; padMode as in `stftStream`; freq one per bin
 * @returns a stage: real [..., samples] → [..., 1, frames], Hz
 * @throws ParameterError  a number out of range; a padding or freq that needs the whole signal
 * @source librosa.feature.spectral_rolloff over the blocks of librosa.stream
 * @example spectralRolloffStream({ sampleRate: 22050 }).push(y).shape // [1, 20]
 */
export function spectralRolloffStream(options: SpectralRolloffOptions = {}): StreamStage {
  refuseMoving("spectralRolloffStream", options.freq);
  return featureStream("spectralRolloffStream", options, spectralRolloff);
}

/**
 * Streaming `spectralFlatness`.
 *
 * @param options  those of `spectralFlatness`; padMode as in `stftStream`
 * @returns a stage: real [..., samples] → [..., 1, frames], unitless, 0…1
 * @throws ParameterError  a number out of range; a padding that needs the whole signal
 * @source librosa.feature.spectral_flatness over the blocks of librosa.stream
 * @example spectralFlatnessStream().push(y).shape // [1, 20]
 */
export const spectralFlatnessStream = (options: SpectralFlatnessOptions = {}): StreamStage =>
  featureStream("spectralFlatnessStream", options, spectralFlatness);

/**
 * Streaming `spectralContrast`, in decibels without topDb, which would need the largest value of the whole signal.
 *
 * @param options  those of `spectralContrast`; padMode as in `stftStream`
 * @returns a stage: real [..., samples] → [..., nBands + 1, frames], dB or with linear unit of the magnitudes
 * @throws ParameterError  a number out of range; a padding that needs the whole signal
 * @source librosa.feature.spectral_contrast over the blocks of librosa.stream, with power_to_db(top_db=None)
 * @example spectralContrastStream({ sampleRate: 22050 }).push(y).shape // [7, 20]
 */
export const spectralContrastStream = (options: SpectralContrastOptions = {}): StreamStage =>
  featureStream("spectralContrastStream", options, (y, o) => contrastOf(y, o, null));

/**
 * Streaming `polyFeatures`.
 *
 * @param options  those of `polyFeatures`; padMode as in `stftStream`; freq one per bin
 * @returns a stage: real [..., samples] → [..., order + 1, frames], unit of the magnitudes per Hz^(order - row)
 * @throws ParameterError  a number out of range; a padding or freq that needs the whole signal
 * @source librosa.feature.poly_features over the blocks of librosa.stream
 * @example polyFeaturesStream({ sampleRate: 22050, order: 2 }).push(y).shape // [3, 20]
 */
export function polyFeaturesStream(options: PolyFeaturesOptions = {}): StreamStage {
  refuseMoving("polyFeaturesStream", options.freq);
  return featureStream("polyFeaturesStream", options, polyFeatures);
}

/**
 * Streaming `chromaStft`. A tuning is not estimated, which would need the whole signal: give one that is known.
 *
 * @param options         those of `chromaStft`; padMode as in `stftStream`
 * @param options.tuning  deviation from A440 in chroma bins (default 0)
 * @returns a stage: real [..., samples] → [..., nChroma, frames], unitless
 * @throws ParameterError  a number out of range; a padding that needs the whole signal
 * @source librosa.feature.chroma_stft with a tuning, over the blocks of librosa.stream
 * @example chromaStftStream({ sampleRate: 22050 }).push(y).shape // [12, 20]
 */
export const chromaStftStream = (options: ChromaStftOptions = {}): StreamStage =>
  featureStream("chromaStftStream", { tuning: 0, ...options }, chromaStft);
