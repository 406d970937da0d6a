// From bytes to samples, or to the facts in the headers: finds the format and calls its reader.
import type { AudioInfo, DecodedAudio } from "./decoded.js";
import { decodeFlac, decodeOggFlac, flacInfo, oggFlacInfo } from "./flac.js";
import { decodeMp3, mp3Info } from "./mp3.js";
import { parseOggPages, selectOggStream } from "./ogg/index.js";
import { decodeOpus, opusInfo } from "./opus.js";
import { sniffAudio } from "./sniff.js";
import { decodeVorbis, vorbisInfo } from "./vorbis.js";
import { parseWavHeader, readWav } from "./wav/index.js";

export interface DecodeOptions {
  /** What errors call the bytes (default "audio bytes"). */
  readonly name?: string;
}

/**
 * All samples of an audio file as plain arrays, one per channel, in WAVE's channel order. The decoder of a
 * compressed format is loaded on first use. Opus always comes at 48 kHz.
 *
 * @param bytes  a whole file: WAV, FLAC, Ogg (Vorbis, Opus, FLAC) or MP3, told by its bytes
 * @throws FormatError  empty, of unknown format, damaged or truncated; part of the audio is never returned
 */
export async function decodeAudio(
  bytes: Uint8Array,
  { name = "audio bytes" }: DecodeOptions = {},
): Promise<DecodedAudio> {
  const { container, start } = sniffAudio(bytes, name);
  if (container === "wav") return readWav(bytes, { name });
  if (container === "flac") return decodeFlac(bytes.subarray(start), name);
  if (container === "mp3") return decodeMp3(bytes, start, name);
  const stream = selectOggStream(parseOggPages(bytes, name), name);
  if (stream.codec === "vorbis") return decodeVorbis(stream, name);
  return stream.codec === "opus" ? decodeOpus(stream, name) : decodeOggFlac(stream, name);
}

/** The facts in the headers of `bytes`, without decoding. */
export function audioInfo(bytes: Uint8Array, name: string): AudioInfo {
  const { container, start } = sniffAudio(bytes, name);
  if (container === "wav") return wavInfo(bytes, name, bytes.length);
  if (container === "flac") return flacInfo(bytes.subarray(start), name);
  if (container === "mp3") return mp3Info(bytes, start, name);
  const stream = selectOggStream(parseOggPages(bytes, name), name);
  if (stream.codec === "vorbis") return vorbisInfo(stream, name);
  return stream.codec === "opus" ? opusInfo(stream, name) : oggFlacInfo(stream, name);
}

/** The facts in a WAVE header; `size` is the whole file's where `bytes` holds only its start. */
export function wavInfo(bytes: Uint8Array, name: string, size: number): AudioInfo {
  const { numChannels, numFrames, sampleRate, bitDepth, bytesPerSample, float } = parseWavHeader(bytes, name, size);
  const kind = float ? "float" : bytesPerSample === 1 ? "unsigned integer" : "signed integer";
  return {
    format: "wav",
    sampleRate,
    numChannels,
    numFrames,
    durationSeconds: numFrames / sampleRate,
    bitDepth,
    encoding: `${bitDepth}-bit ${kind}`,
  };
}
