// WAVE samples as arrays.
import { FormatError } from "@sonograd/core";
import { parseWavHeader, type WavHeader } from "./header.js";

export interface ReadWavOptions {
  /** What errors call the bytes (default "WAV bytes"). */
  readonly name?: string;
}

/** A WAVE file's samples as floats. */
export interface WavAudio {
  readonly format: "wav";
  /** One array per channel; integer files are scaled to −1 ≤ x < 1. */
  readonly channelData: Float32Array[];
  /** Hz */
  readonly sampleRate: number;
  readonly bitDepth: number;
  /** True when the file stores floats. */
  readonly float: boolean;
}

/** A WAVE file's integers as they are stored. */
export interface WavIntegers {
  /** One array per channel; 8-bit samples are shifted to −128…127. */
  readonly channelData: Int32Array[];
  /** Hz */
  readonly sampleRate: number;
  /** Bits of the container: 8, 16, 24 or 32. */
  readonly bitDepth: number;
}

/**
 * Samples of a WAVE file: 8-bit unsigned, 16, 24 and 32-bit integer, 32 and 64-bit float, plain or extensible, RIFF,
 * RIFX or RF64, any number of channels. Integers are divided by 2^(bits − 1); floats are returned as they are.
 * A data size of 0 or 0xFFFFFFFF (written by programs that stream) means "to the end".
 *
 * @throws FormatError  not WAVE, another encoding, or truncated (with declared and present bytes)
 */
export function readWav(bytes: Uint8Array, { name = "WAV bytes" }: ReadWavOptions = {}): WavAudio {
  const header = parseWavHeader(bytes, name);
  const { sampleRate, bitDepth, float } = header;
  return { format: "wav", channelData: wavChannels(bytes, header), sampleRate, bitDepth, float };
}

/** The samples that `header` places in `bytes`, one array per channel. */
export function wavChannels(bytes: Uint8Array, header: WavHeader): Float32Array[] {
  const { numChannels, numFrames, bytesPerSample, float } = header;
  const channelData = Array.from({ length: numChannels }, () => new Float32Array(numFrames));
  // Extensible files left-justify narrower samples, so the container's width sets the scale.
  const scale = float ? 1 : 2 ** (1 - 8 * bytesPerSample);
  eachSample(bytes, header, (channel, frame, value) => {
    channelData[channel][frame] = value * scale;
  });
  return channelData;
}

/**
 * The stored integers of a WAVE file, unscaled and exact. 8-bit samples are shifted to be signed.
 *
 * @throws FormatError  as `readWav`, and for a file that stores floats
 */
export function readWavIntegers(bytes: Uint8Array, { name = "WAV bytes" }: ReadWavOptions = {}): WavIntegers {
  const header = parseWavHeader(bytes, name);
  if (header.float) throw new FormatError(`readWavIntegers: source="${name}" stores floats. Use readWav.`);
  const channelData = Array.from({ length: header.numChannels }, () => new Int32Array(header.numFrames));
  eachSample(bytes, header, (channel, frame, value) => {
    channelData[channel][frame] = value;
  });
  return { channelData, sampleRate: header.sampleRate, bitDepth: 8 * header.bytesPerSample };
}

type Visit = (channel: number, frame: number, value: number) => void;

function eachSample(bytes: Uint8Array, header: WavHeader, visit: Visit): void {
  const { dataStart, numFrames, numChannels, bytesPerSample } = header;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = sampleReader(view, header);
  let at = dataStart;
  for (let frame = 0; frame < numFrames; frame++)
    for (let channel = 0; channel < numChannels; channel++, at += bytesPerSample) visit(channel, frame, read(at));
}

function sampleReader(view: DataView, { float, bytesPerSample, littleEndian }: WavHeader): (at: number) => number {
  if (float)
    return bytesPerSample === 4 ? (at) => view.getFloat32(at, littleEndian) : (at) => view.getFloat64(at, littleEndian);
  switch (bytesPerSample) {
    case 1:
      return (at) => view.getUint8(at) - 128;
    case 2:
      return (at) => view.getInt16(at, littleEndian);
    case 3:
      return littleEndian
        ? (at) => (view.getInt8(at + 2) << 16) | view.getUint16(at, true)
        : (at) => (view.getInt8(at) << 16) | view.getUint16(at + 1, false);
    default:
      return (at) => view.getInt32(at, littleEndian);
  }
}
