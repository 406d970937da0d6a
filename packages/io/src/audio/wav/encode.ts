// WAVE files from arrays. Plain headers up to two channels, extensible above: what other programs expect.
import { ParameterError } from "@sonograd/core";

export interface WavOptions {
  /** Bits per sample: 8, 16, 24 or 32 for integers, 32 or 64 for floats (default 16, or 32 with `float`). */
  readonly bitDepth?: 8 | 16 | 24 | 32 | 64;
  /** Store IEEE floats instead of integers (default false). */
  readonly float?: boolean;
}

type ChannelData = readonly (Float32Array | Float64Array | Int32Array)[];

/**
 * The bytes of a WAVE file with one array per channel.
 *
 * Floats are multiplied by 2^(bits − 1), rounded to the nearest integer and clamped to full scale; Int32Arrays are taken
 * as the stored integers themselves, so what `readWavIntegers` returned is written back unchanged.
 *
 * @param sampleRate  Hz, integer 1…2^32 − 1
 * @throws ParameterError  unsuitable bit depth, rate or channels; NaN in integer output; an integer beyond the bit depth
 */
export function encodeWavChannels(
  channels: ChannelData,
  sampleRate: number,
  options: WavOptions = {},
): Uint8Array<ArrayBuffer> {
  const { float = false, bitDepth = float ? 32 : 16 } = options;
  const numFrames = check(channels, sampleRate, float, bitDepth);
  const numChannels = channels.length;
  const width = bitDepth / 8;
  const isExtensible = numChannels > 2;
  const formatSize = isExtensible ? 40 : float ? 18 : 16;
  const factSize = float ? 12 : 0;
  const dataSize = numFrames * numChannels * width;
  const dataStart = 12 + 8 + formatSize + factSize + 8;
  const total = dataStart + dataSize + (dataSize % 2);
  if (total - 8 > 0xffffffff)
    throw new ParameterError(
      `encodeWav: samples=${numFrames} frames need ${dataSize} bytes; WAVE holds 4 GiB. Split them.`,
    );
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  const tag = (at: number, text: string): void => {
    for (let i = 0; i < 4; i++) bytes[at + i] = text.charCodeAt(i);
  };
  tag(0, "RIFF");
  view.setUint32(4, total - 8, true);
  tag(8, "WAVE");
  tag(12, "fmt ");
  view.setUint32(16, formatSize, true);
  const formatTag = float ? 3 : 1;
  view.setUint16(20, isExtensible ? 0xfffe : formatTag, true);
  view.setUint16(22, numChannels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * numChannels * width, true);
  view.setUint16(32, numChannels * width, true);
  view.setUint16(34, bitDepth, true);
  if (isExtensible) {
    view.setUint16(36, 22, true);
    view.setUint16(38, bitDepth, true);
    view.setUint32(40, 0, true); // no loudspeaker positions
    view.setUint16(44, formatTag, true);
    bytes.set([0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71], 46); // rest of the GUID
  }
  if (float) {
    tag(20 + formatSize, "fact");
    view.setUint32(24 + formatSize, 4, true);
    view.setUint32(28 + formatSize, numFrames, true);
  }
  tag(dataStart - 8, "data");
  view.setUint32(dataStart - 4, dataSize, true);
  for (let channel = 0; channel < numChannels; channel++)
    writeChannel(view, dataStart + channel * width, numChannels * width, channels[channel], bitDepth, float);
  return bytes;
}

function check(channels: ChannelData, sampleRate: number, float: boolean, bitDepth: number): number {
  const depths = float ? [32, 64] : [8, 16, 24, 32];
  if (!depths.includes(bitDepth))
    throw new ParameterError(
      `encodeWav: bitDepth=${bitDepth} does not suit ${float ? "floats" : "integers"}. Use ${depths.join(", ")}.`,
    );
  if (!Number.isInteger(sampleRate) || sampleRate < 1 || sampleRate > 0xffffffff)
    throw new ParameterError(`encodeWav: sampleRate=${sampleRate} must be a positive integer in Hz.`);
  if (channels.length === 0 || channels.length > 0xffff)
    throw new ParameterError(`encodeWav: samples have ${channels.length} channels; WAVE holds 1…65535.`);
  const numFrames = channels[0].length;
  const odd = channels.findIndex((c) => c.length !== numFrames);
  if (odd >= 0)
    throw new ParameterError(
      `encodeWav: channel ${odd} has ${channels[odd].length} samples and channel 0 has ${numFrames}. All need the same.`,
    );
  return numFrames;
}

function writeChannel(
  view: DataView,
  start: number,
  stride: number,
  samples: ChannelData[number],
  bitDepth: number,
  float: boolean,
): void {
  const isRaw = samples instanceof Int32Array;
  if (float && isRaw)
    throw new ParameterError("encodeWav: samples=int32 cannot be stored with float=true. Convert to float32.");
  let at = start;
  if (float) {
    for (let i = 0; i < samples.length; i++, at += stride)
      if (bitDepth === 32) view.setFloat32(at, samples[i], true);
      else view.setFloat64(at, samples[i], true);
    return;
  }
  const full = 2 ** (bitDepth - 1);
  for (let i = 0; i < samples.length; i++, at += stride) {
    let value = samples[i];
    if (isRaw && (value < -full || value >= full))
      throw new ParameterError(
        `encodeWav: samples[${i}]=${value} does not fit ${bitDepth} bits (${-full}…${full - 1}).`,
      );
    if (Number.isNaN(value))
      throw new ParameterError(`encodeWav: samples[${i}]=NaN has no integer value. Use float=true.`);
    if (!isRaw) value = Math.max(-full, Math.min(full - 1, Math.round(value * full)));
    if (bitDepth === 8) view.setUint8(at, value + 128);
    else if (bitDepth === 16) view.setInt16(at, value, true);
    else if (bitDepth === 32) view.setInt32(at, value, true);
    else {
      view.setUint16(at, value & 0xffff, true);
      view.setInt8(at + 2, value >> 16);
    }
  }
}
