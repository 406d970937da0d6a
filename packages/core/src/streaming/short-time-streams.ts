// The streaming twins of what is computed frame by frame from the samples.
import { frame } from "../dsp/frame.js";
import { resolveLengths, stft, type StftOptions } from "../dsp/stft.js";
import { powerToDb } from "../dsp/index.js";
import { ParameterError } from "../errors/index.js";
import { amplitudeEnvelope, type AmplitudeEnvelopeOptions } from "../features/amplitude-envelope.js";
import {
  melspectrogram,
  type LogMelspectrogramOptions,
  type MelspectrogramOptions,
} from "../features/melspectrogram.js";
import { mfcc, type MfccOptions } from "../features/mfcc.js";
import { rms, type RmsOptions } from "../features/rms.js";
import { zeroCrossingRate, type ZeroCrossingRateOptions } from "../features/zero-crossing-rate.js";
import type { FrameOptions } from "../dsp/frame.js";
import { nameValue, type Tensor } from "../tensor/index.js";
import { framedStage, type Framing } from "./framed-stage.js";
import type { StreamStage } from "./stage.js";

const spectral = (op: string, options: StftOptions, hop?: number): Framing => {
  const { nFft, hopLength } = resolveLengths(op, { ...(hop !== undefined && { hopLength: hop }), ...options });
  return { frameLength: nFft, hopLength, center: options.center ?? true, padMode: options.padMode ?? "constant" };
};

/** The stage of any feature that takes the options of `stft` (hopLength 512 unless given) and looks at one frame at a time. */
export function featureStream<O extends StftOptions>(
  op: string,
  options: O,
  feature: (y: Tensor, options: O) => Tensor,
): StreamStage {
  if (typeof feature !== "function")
    throw new ParameterError(
      `featureStream: feature is ${nameValue(feature)}, but must be a function of a signal and options, such as melspectrogram.`,
    );
  return framedStage(op, spectral(op, options, 512), (y, center) => feature(y, { ...options, center }));
}

/**
 * Streaming `frame`: frames as soon as they are full. A last frame that is not full is dropped, as `frame` does.
 *
 * @param options.frameLength  samples, integer ≥ 1 (default 2048)
 * @param options.hopLength    samples, integer ≥ 1 (default 512)
 * @returns a stage: [..., samples] → [..., frameLength, frames]
 * @throws ParameterError  lengths out of range; a whole signal shorter than a frame
 * @source librosa.util.frame
 * @example frameStream({ frameLength: 4, hopLength: 2 }).push(y).shape // [4, 5511]
 */
export const frameStream = ({ frameLength = 2048, hopLength = 512 }: FrameOptions = {}): StreamStage =>
  framedStage("frameStream", { frameLength, hopLength, center: false, padMode: "constant" }, (y) =>
    frame(y, { frameLength, hopLength }),
  );

/**
 * Streaming `stft`.
 *
 * @param options  those of `stft`; padMode "constant", "edge", "reflect" or "symmetric" when centred
 * @returns a stage: real [..., samples] → complex [..., bins, frames]
 * @throws ParameterError  a number out of range; a padding that needs the whole signal
 * @source librosa.stft over the blocks of librosa.stream
 * @example stftStream({ nFft: 512, hopLength: 128 }).push(y).shape // [257, 85]
 */
export const stftStream = (options: StftOptions = {}): StreamStage =>
  framedStage("stftStream", spectral("stftStream", options), (y, center) => stft(y, { ...options, center }));

/**
 * Streaming `melspectrogram`.
 *
 * @param options  those of `melspectrogram`; padMode as in `stftStream`
 * @returns a stage: real [..., samples] → [..., nMels, frames], ≥ 0
 * @throws ParameterError  a number out of range; a padding that needs the whole signal
 * @source librosa.feature.melspectrogram over the blocks of librosa.stream
 * @example melspectrogramStream({ sampleRate: 22050, nMels: 40 }).push(y).shape // [40, 20]
 */
export const melspectrogramStream = (options: MelspectrogramOptions = {}): StreamStage =>
  featureStream("melspectrogramStream", options, melspectrogram);

/** What a decibel scale may count from in a stream: a number. topDb would need the largest value of the whole signal. */
export interface StreamDecibels {
  readonly ref?: number;
  readonly amin?: number;
  readonly topDb?: null;
}

function refuseWhole(op: string, { ref, topDb }: { readonly ref?: unknown; readonly topDb?: unknown }): void {
  if (topDb !== undefined && topDb !== null)
    throw new ParameterError(
      `${op}: topDb=${String(topDb)} counts from the largest value of the whole signal, which a stream does not know yet. Use topDb: null, as by default here.`,
    );
  if (ref !== undefined && typeof ref !== "number")
    throw new ParameterError(
      `${op}: ref=${String(ref)} must be a number: the whole signal is not known yet. Use ref: 1 for dB of full scale.`,
    );
}

/**
 * Streaming `logMelspectrogram` without topDb, which would need the largest value of the whole signal.
 *
 * @param options      those of `melspectrogram`; padMode as in `stftStream`
 * @param options.ref   > 0 (default 1)
 * @param options.amin  least power, > 0 (default 1e-10)
 * @returns a stage: real [..., samples] → [..., nMels, frames], dB
 * @throws ParameterError  a number out of range, topDb given, or ref not a number
 * @source librosa.power_to_db(melspectrogram, top_db=None) over the blocks of librosa.stream
 * @example logMelspectrogramStream({ sampleRate: 22050, nMels: 40 }).push(y).shape // [40, 20]
 */
export function logMelspectrogramStream({
  ref,
  amin,
  topDb,
  ...options
}: Omit<LogMelspectrogramOptions, keyof StreamDecibels> & StreamDecibels = {}): StreamStage {
  refuseWhole("logMelspectrogramStream", { ref, topDb });
  const decibels = { topDb: null, ...(ref !== undefined && { ref }), ...(amin !== undefined && { amin }) };
  return featureStream("logMelspectrogramStream", options, (y, o) => powerToDb(melspectrogram(y, o), decibels));
}

/**
 * Streaming `mfcc`, of decibels without topDb.
 *
 * @param options  those of `mfcc`; padMode as in `stftStream`
 * @returns a stage: real [..., samples] → [..., nMfcc, frames], dB
 * @throws ParameterError  a number out of range; a padding that needs the whole signal
 * @source librosa.feature.mfcc(S=power_to_db(melspectrogram, top_db=None)) over the blocks of librosa.stream
 * @example mfccStream({ sampleRate: 22050, nMfcc: 13 }).push(y).shape // [13, 20]
 */
export function mfccStream(options: MfccOptions = {}): StreamStage {
  const { nMfcc, dctType, norm, lifter, ...mel } = options;
  const cepstral = Object.fromEntries(
    Object.entries({ nMfcc, dctType, norm, lifter }).filter(([, value]) => value !== undefined),
  );
  return featureStream("mfccStream", mel, (y, o) =>
    mfcc({ S: powerToDb(melspectrogram(y, o), { topDb: null }) }, cepstral),
  );
}

/**
 * Streaming `rms`.
 *
 * @param options  those of `rms`
 * @returns a stage: real [..., samples] → [..., 1, frames], unit of the signal
 * @throws ParameterError  a number out of range; a padding that needs the whole signal
 * @source librosa.feature.rms over the blocks of librosa.stream
 * @example rmsStream().push(y).shape // [1, 20]
 */
export const rmsStream = (options: RmsOptions = {}): StreamStage =>
  framedStage("rmsStream", { ...framing(options), padMode: options.padMode ?? "constant" }, (y, center) =>
    rms(y, { ...options, center }),
  );

/**
 * Streaming `zeroCrossingRate`.
 *
 * @param options  those of `zeroCrossingRate`
 * @returns a stage: real [..., samples] → [..., 1, frames], 0…1
 * @throws ParameterError  a number out of range
 * @source librosa.feature.zero_crossing_rate over the blocks of librosa.stream
 * @example zeroCrossingRateStream().push(y).shape // [1, 20]
 */
export const zeroCrossingRateStream = (options: ZeroCrossingRateOptions = {}): StreamStage =>
  framedStage("zeroCrossingRateStream", { ...framing(options), padMode: "edge" }, (y, center) =>
    zeroCrossingRate(y, { ...options, center }),
  );

/**
 * Streaming `amplitudeEnvelope`.
 *
 * @param options  those of `amplitudeEnvelope`
 * @returns a stage: real [..., samples] → [..., frames], unit of the signal
 * @throws ParameterError  a number out of range; a padding that needs the whole signal
 * @source the largest sample of each frame, over blocks
 * @example amplitudeEnvelopeStream().push(y).shape // [18]
 */
export const amplitudeEnvelopeStream = (options: AmplitudeEnvelopeOptions = {}): StreamStage =>
  framedStage(
    "amplitudeEnvelopeStream",
    { ...framing({ center: false, ...options }), padMode: options.padMode ?? "constant" },
    (y, center) => amplitudeEnvelope(y, { ...options, center }),
  );

const framing = ({
  frameLength = 2048,
  hopLength = 512,
  center = true,
}: FrameOptions & { readonly center?: boolean }): Omit<Framing, "padMode"> => ({ frameLength, hopLength, center });
