// The four-byte header of an MPEG audio frame (ISO 11172-3, 13818-3, and the MPEG-2.5 extension).

export interface MpegFrame {
  readonly version: "1" | "2" | "2.5";
  readonly layer: 1 | 2 | 3;
  /** Hz */
  readonly sampleRate: number;
  readonly numChannels: 1 | 2;
  /** Whole frame in bytes, header included. */
  readonly numBytes: number;
  /** Samples per channel in one frame. */
  readonly numSamples: number;
}

// kbit/s by bitrate index 1…14
const V1_L1 = [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448];
const V1_L2 = [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
const V1_L3 = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const V2_L1 = [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256];
const V2_L23 = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const RATES = [44100, 48000, 32000];

/** The frame whose header stands at `at`, or undefined when these bytes are no valid header. */
export function parseMpegFrame(bytes: Uint8Array, at: number): MpegFrame | undefined {
  if (at + 4 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1] & 0xe0) !== 0xe0) return undefined;
  const versionBits = (bytes[at + 1] >> 3) & 3;
  const layerBits = (bytes[at + 1] >> 1) & 3;
  const rateIndex = bytes[at + 2] >> 4;
  const sampleIndex = (bytes[at + 2] >> 2) & 3;
  // Reserved values, and free format (bitrate index 0), whose frame length no header tells.
  if (versionBits === 1 || layerBits === 0 || rateIndex === 0 || rateIndex === 15 || sampleIndex === 3)
    return undefined;
  const version = versionBits === 3 ? "1" : versionBits === 2 ? "2" : "2.5";
  const layer = (4 - layerBits) as 1 | 2 | 3;
  const sampleRate = RATES[sampleIndex] / (version === "1" ? 1 : version === "2" ? 2 : 4);
  const bitsPerSecond = 1000 * bitrateTable(version === "1", layer)[rateIndex - 1];
  const numSamples = layer === 1 ? 384 : layer === 3 && version !== "1" ? 576 : 1152;
  const padding = (bytes[at + 2] >> 1) & 1;
  const numBytes =
    layer === 1
      ? 4 * (Math.floor((12 * bitsPerSecond) / sampleRate) + padding)
      : Math.floor(((numSamples / 8) * bitsPerSecond) / sampleRate) + padding;
  return { version, layer, sampleRate, numChannels: bytes[at + 3] >> 6 === 3 ? 1 : 2, numBytes, numSamples };
}

/** True when two frames can belong to one stream. */
export const isSameStream = (a: MpegFrame, b: MpegFrame): boolean =>
  a.version === b.version && a.layer === b.layer && a.sampleRate === b.sampleRate;

function bitrateTable(isVersion1: boolean, layer: 1 | 2 | 3): readonly number[] {
  if (layer === 1) return isVersion1 ? V1_L1 : V2_L1;
  if (!isVersion1) return V2_L23;
  return layer === 2 ? V1_L2 : V1_L3;
}
