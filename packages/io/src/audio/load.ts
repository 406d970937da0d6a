// Audio files as tensors.
import { fromTypedArray, ParameterError, type Tensor } from "@sonograd/core";
import { readSource, type ByteSource } from "../bytes/index.js";
import { decodeAudio } from "./decode.js";
import type { AudioFormat, DecodedAudio } from "./decoded.js";

export interface LoadOptions {
  /** Average the channels into one (default false). */
  readonly mono?: boolean;
  /** Seconds to skip, ≥ 0 (default 0). */
  readonly offset?: number;
  /** Seconds to return at most, ≥ 0 (default: to the end). */
  readonly duration?: number;
}

export interface LoadedAudio {
  /** float32 [channels, n], full scale −1…1 */
  readonly samples: Tensor;
  /** Hz, the file's own */
  readonly sampleRate: number;
  readonly format: AudioFormat;
  /** Bits per stored sample; absent for lossy formats. */
  readonly bitDepth?: number;
}

/**
 * Samples and sample rate of an audio file.
 *
 * Reads WAV, FLAC, Ogg Vorbis, Ogg Opus, FLAC in Ogg and MP3, in Node, a browser and a worker. The bytes tell the format; a
 * wrong extension does not matter. Decoders are loaded when first needed.
 *
 * @param source  a path (Node), URL, Blob, File, ArrayBuffer or Uint8Array
 * @param options.mono      average the channels (default false)
 * @param options.offset    seconds to skip, ≥ 0 (default 0); beyond the end gives n = 0
 * @param options.duration  seconds to return at most, ≥ 0 (default: to the end)
 * @returns samples float32 [channels, n] (mono: [1, n]), channels in WAVE's order; integers over 2^(bits − 1)
 * @throws FormatError     empty, of unknown format, damaged or truncated: names the source and the cause
 * @throws ParameterError  the source cannot be read, or an option is out of range
 * @source librosa.load for `mono`, `offset` and `duration`; here the file's channels and rate are kept
 * @example const { samples, sampleRate } = await load("speech.wav", { mono: true });
 */
export async function load(source: ByteSource, options: LoadOptions = {}): Promise<LoadedAudio> {
  const { mono = false, offset = 0, duration = Number.POSITIVE_INFINITY } = options;
  if (!(offset >= 0)) throw new ParameterError(`load: offset=${offset} must be ≥ 0 seconds.`);
  if (!(duration >= 0)) throw new ParameterError(`load: duration=${duration} must be ≥ 0 seconds.`);
  const { bytes, name } = await readSource("load", source);
  const audio = await decodeAudio(bytes, { name });
  const { sampleRate, format, bitDepth } = audio;
  const channels = cut(audio, offset, duration);
  const samples = toTensor(mono && channels.length > 1 ? [average(channels)] : channels);
  return { samples, sampleRate, format, ...(bitDepth === undefined ? {} : { bitDepth }) };
}

function cut({ channelData, sampleRate }: DecodedAudio, offset: number, duration: number): readonly Float32Array[] {
  const start = Math.round(offset * sampleRate);
  const end = start + Math.round(duration * sampleRate);
  return channelData.map((channel) => channel.subarray(start, end));
}

function average(channels: readonly Float32Array[]): Float32Array {
  return channels[0].map((_, i) => channels.reduce((sum, channel) => sum + channel[i], 0) / channels.length);
}

function toTensor(channels: readonly Float32Array[]): Tensor {
  const length = channels[0]?.length ?? 0;
  const flat = new Float32Array(channels.length * length);
  channels.forEach((channel, c) => flat.set(channel, c * length));
  return fromTypedArray(flat, [channels.length, length]);
}
