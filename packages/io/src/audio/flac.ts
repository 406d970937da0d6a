// FLAC, native and in Ogg. The decoder goes on after lost frames, so its sample count is held to STREAMINFO's.
import { FormatError } from "@sonograd/core";
import { concat, counted, latin1 } from "../bytes/index.js";
import type { AudioInfo, DecodedAudio } from "./decoded.js";
import { flacEndPosition } from "./flac-frame.js";
import { runDecoder } from "./guard.js";
import { oggPackets, type OggStream } from "./ogg/index.js";

interface StreamInfo {
  readonly sampleRate: number;
  readonly numChannels: number;
  readonly bitDepth: number;
  /** Samples per frame, the last excepted. */
  readonly blockSize: number;
  /** Samples per channel; 0 when the encoder did not know. */
  readonly numFrames: number;
}

/** Facts of a native FLAC file, from its STREAMINFO block. `bytes` begins with "fLaC". */
export function flacInfo(bytes: Uint8Array, name: string): AudioInfo {
  return toInfo("flac", nativeStreamInfo(bytes, name));
}

/** Facts of a FLAC stream in Ogg. */
export function oggFlacInfo(stream: OggStream, name: string): AudioInfo {
  const info = parseStreamInfo(oggPackets(stream.pages.slice(0, 1))[0]?.data ?? new Uint8Array(0), 13, name);
  return toInfo("ogg-flac", { ...info, numFrames: stream.endGranule });
}

/**
 * Samples of a native FLAC file, exactly the stored integers over 2^(bits − 1). `bytes` begins with "fLaC".
 *
 * @throws FormatError  damaged or truncated: fewer samples than STREAMINFO declares, or a frame fails its checksum
 */
export async function decodeFlac(bytes: Uint8Array, name: string): Promise<DecodedAudio> {
  const info = nativeStreamInfo(bytes, name);
  return { format: "flac", ...(await decode(bytes, info, name)) };
}

/**
 * Samples of a FLAC stream in Ogg.
 *
 * @throws FormatError  damaged or truncated
 */
export async function decodeOggFlac(stream: OggStream, name: string): Promise<DecodedAudio> {
  const info = parseStreamInfo(oggPackets(stream.pages.slice(0, 1))[0]?.data ?? new Uint8Array(0), 13, name);
  const bytes = concat(stream.pages.map((page) => page.bytes));
  return { format: "ogg-flac", ...(await decode(bytes, { ...info, numFrames: stream.endGranule }, name)) };
}

async function decode(bytes: Uint8Array, info: StreamInfo, name: string): Promise<Omit<DecodedAudio, "format">> {
  if (info.bitDepth > 24)
    throw new FormatError(
      `decodeFlac: source="${name}" has ${info.bitDepth} bits per sample; up to 24 are decoded. Convert it to WAV.`,
    );
  const { FLACDecoder } = await import("@wasm-audio-decoders/flac");
  const decoded = await runDecoder(
    "decodeFlac",
    name,
    () => new FLACDecoder(),
    (decoder) => decoder.decodeFile(bytes),
  );
  const { numFrames, bitDepth, sampleRate } = info;
  if (numFrames > 0 && decoded.samplesDecoded !== numFrames)
    throw new FormatError(
      `decodeFlac: source="${name}" is truncated or damaged: it declares ${counted(numFrames, "sample")} per channel, ` +
        `${decoded.samplesDecoded} could be decoded. Get a complete copy of the file.`,
    );
  if (numFrames > 0 && decoded.channelData.length !== info.numChannels)
    throw new FormatError(
      `decodeFlac: source="${name}" is damaged: it declares ${info.numChannels} channels, ${decoded.channelData.length} were decoded.`,
    );
  for (const channel of decoded.channelData) toExactScale(channel, bitDepth);
  const isEmpty = decoded.samplesDecoded === 0; // then the decoder saw no frame and knows no channels
  const channelData = isEmpty
    ? Array.from({ length: info.numChannels }, () => new Float32Array(0))
    : decoded.channelData;
  return { channelData, sampleRate, bitDepth };
}

/**
 * The decoder divides integers by 2^(bits − 1) − 1. Multiplying back gives the stored integer, exactly up to 24 bits;
 * dividing by 2^(bits − 1) is what WAVE readers and librosa do.
 */
function toExactScale(samples: Float32Array, bitDepth: number): void {
  const up = 2 ** (bitDepth - 1) - 1;
  const down = 2 ** (1 - bitDepth);
  for (let i = 0; i < samples.length; i++) samples[i] = Math.round(samples[i] * up) * down;
}

function parseStreamInfo(bytes: Uint8Array, at: number, name: string): StreamInfo {
  if (bytes.length < at + 4 + 34 || (bytes[at] & 0x7f) !== 0 || latin1(bytes, at - 4, at) !== "fLaC")
    throw new FormatError(`decodeFlac: source="${name}" is truncated or damaged: it has no STREAMINFO block.`);
  const body = at + 4;
  const sampleRate = (bytes[body + 10] << 12) | (bytes[body + 11] << 4) | (bytes[body + 12] >> 4);
  const numChannels = ((bytes[body + 12] >> 1) & 7) + 1;
  const bitDepth = (((bytes[body + 12] & 1) << 4) | (bytes[body + 13] >> 4)) + 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blockSize = view.getUint16(body);
  const numFrames = (bytes[body + 13] & 0x0f) * 2 ** 32 + view.getUint32(body + 14);
  if (sampleRate === 0) throw new FormatError(`decodeFlac: source="${name}" is damaged: STREAMINFO declares 0 Hz.`);
  return { sampleRate, numChannels, bitDepth, blockSize, numFrames };
}

/** STREAMINFO of a native file; where it leaves the length open, the last frame tells it. */
function nativeStreamInfo(bytes: Uint8Array, name: string): StreamInfo {
  const info = parseStreamInfo(bytes, 4, name);
  const audioStart = skipMetadata(bytes, name);
  if (info.numFrames > 0 || audioStart === bytes.length) return info;
  const numFrames = flacEndPosition(bytes, audioStart, info.blockSize);
  if (numFrames === undefined)
    throw new FormatError(
      `decodeFlac: source="${name}" is truncated: it does not end with a whole frame. Get a complete copy of the file.`,
    );
  return { ...info, numFrames };
}

/** Byte offset of the first frame, behind all metadata blocks. */
function skipMetadata(bytes: Uint8Array, name: string): number {
  let at = 4;
  for (let isLast = false; !isLast;) {
    if (at + 4 > bytes.length)
      throw new FormatError(`decodeFlac: source="${name}" is truncated inside its metadata at byte ${at}.`);
    isLast = (bytes[at] & 0x80) !== 0;
    at += 4 + ((bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]);
  }
  if (at > bytes.length) throw new FormatError(`decodeFlac: source="${name}" is truncated inside its metadata.`);
  return at;
}

function toInfo(format: "flac" | "ogg-flac", info: StreamInfo): AudioInfo {
  const { sampleRate, numChannels, numFrames, bitDepth } = info;
  return {
    format,
    sampleRate,
    numChannels,
    numFrames,
    bitDepth,
    durationSeconds: numFrames / sampleRate,
    encoding: `${format === "flac" ? "FLAC" : "FLAC in Ogg"}, ${bitDepth}-bit`,
  };
}
