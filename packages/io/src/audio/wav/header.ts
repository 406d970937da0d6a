// The chunks of a WAVE file: RIFF (little endian), RIFX (big endian), RF64 and BW64 (64-bit sizes).
import { FormatError } from "@sonograd/core";
import { counted, latin1, readUint64 } from "../../bytes/index.js";

export interface WavHeader {
  readonly littleEndian: boolean;
  readonly numChannels: number;
  /** Hz */
  readonly sampleRate: number;
  /** Meaningful bits per sample; the container may be wider. */
  readonly bitDepth: number;
  readonly bytesPerSample: number;
  readonly float: boolean;
  /** Byte offset of the first sample. */
  readonly dataStart: number;
  /** Samples per channel. */
  readonly numFrames: number;
}

const PCM = 1;
const IEEE_FLOAT = 3;
const EXTENSIBLE = 0xfffe;
const TAG_NAMES: Record<number, string> = {
  2: "Microsoft ADPCM",
  6: "A-law",
  7: "mu-law",
  0x11: "IMA ADPCM",
  0x55: "MP3",
};
/** Sizes that programs write when they cannot seek back: zero, all ones, and what SoX leaves in a pipe. */
const isStreamedSize = (size: number): boolean => size === 0 || size === 0xffffffff || size === 0x7ffff000;

type Layout = Omit<WavHeader, "littleEndian" | "dataStart" | "numFrames">;

/**
 * The format and extent of the samples. `size` is the whole file's size in bytes where `bytes` holds only its start.
 *
 * @throws FormatError  not WAVE, no `fmt ` or `data` chunk, an encoding other than PCM and float, or fewer bytes than the
 *                      data chunk declares
 */
export function parseWavHeader(bytes: Uint8Array, name: string, size = bytes.length): WavHeader {
  const fail = (what: string): FormatError => new FormatError(`readWav: source="${name}" ${what}`);
  const magic = latin1(bytes, 0, 4);
  if (bytes.length < 12)
    throw fail(`is truncated: ${counted(bytes.length, "byte")} are present, a WAVE header needs 44.`);
  if (!/^(RIFF|RIFX|RF64|BW64)$/.test(magic) || latin1(bytes, 8, 12) !== "WAVE")
    throw fail(`is no WAVE file: it starts with "${magic}" and not with RIFF, RIFX, RF64 or BW64.`);
  const littleEndian = magic !== "RIFX";
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const riffSize = view.getUint32(4, littleEndian);
  let wideDataSize: number | undefined;
  let layout: Layout | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const id = latin1(bytes, at, at + 4);
    const declared = view.getUint32(at + 4, littleEndian);
    const start = at + 8;
    if (id === "data") {
      if (!layout) throw fail("has its data chunk before its fmt chunk, so the samples' format is unknown.");
      const wide = declared === 0xffffffff ? wideDataSize : undefined;
      const present = size - start;
      // An empty data chunk is honest when the RIFF size agrees with the file; otherwise the writer never came back.
      const isStreamed =
        wide === undefined && isStreamedSize(declared) && (declared > present || riffSize + 8 !== size);
      const length = wide ?? (isStreamed ? present : declared);
      if (length > present)
        throw fail(
          `is truncated: its data chunk declares ${counted(length, "byte")}, ${counted(present, "byte")} are present. ` +
            "Get a complete copy of the file.",
        );
      const stride = layout.numChannels * layout.bytesPerSample;
      if (isStreamed && length % stride !== 0)
        throw fail(`is truncated: ${counted(length, "byte")} of samples are no multiple of the ${stride}-byte frame.`);
      return { ...layout, littleEndian, dataStart: start, numFrames: Math.floor(length / stride) };
    }
    if (start + Math.min(declared, 40) > bytes.length && id === "fmt ")
      throw fail("is truncated inside its fmt chunk.");
    if (id === "fmt ") layout = parseFormat(view, start, declared, littleEndian, fail);
    if (id === "ds64" && declared >= 16 && start + 16 <= bytes.length) wideDataSize = readUint64(view, start + 8);
    at = start + declared + (declared % 2); // chunks are padded to even length
  }
  throw fail(
    layout ? "is truncated or damaged: it has no data chunk." : "is truncated or damaged: it has no fmt chunk.",
  );
}

function parseFormat(
  view: DataView,
  start: number,
  length: number,
  littleEndian: boolean,
  fail: (what: string) => FormatError,
): Layout {
  if (length < 16) throw fail(`has a fmt chunk of ${counted(length, "byte")}; at least 16 are needed.`);
  const numChannels = view.getUint16(start + 2, littleEndian);
  const sampleRate = view.getUint32(start + 4, littleEndian);
  const stride = view.getUint16(start + 12, littleEndian);
  let tag = view.getUint16(start, littleEndian);
  let bitDepth = view.getUint16(start + 14, littleEndian);
  const bytesPerSample = stride / numChannels;
  if (tag === EXTENSIBLE) {
    if (length < 40) throw fail(`has an extensible fmt chunk of ${counted(length, "byte")}; 40 are needed.`);
    const valid = view.getUint16(start + 18, littleEndian);
    if (valid > 0 && valid < bitDepth) bitDepth = valid;
    tag = view.getUint16(start + 24, littleEndian);
  }
  if (numChannels === 0 || sampleRate === 0)
    throw fail(`is damaged: its fmt chunk declares ${numChannels} channels at ${sampleRate} Hz.`);
  const widths = tag === IEEE_FLOAT ? [4, 8] : [1, 2, 3, 4];
  if (tag !== PCM && tag !== IEEE_FLOAT)
    throw fail(
      `uses encoding 0x${tag.toString(16).padStart(4, "0")}${TAG_NAMES[tag] ? ` (${TAG_NAMES[tag]})` : ""}. ` +
        "Integer PCM and IEEE float are read; convert the file first.",
    );
  if (!widths.includes(bytesPerSample) || bitDepth === 0 || bitDepth > 8 * bytesPerSample)
    throw fail(
      `is damaged: its fmt chunk declares ${bitDepth}-bit ${tag === PCM ? "integers" : "floats"}, ` +
        `${counted(numChannels, "channel")} and frames of ${counted(stride, "byte")}.`,
    );
  return { numChannels, sampleRate, bitDepth, bytesPerSample, float: tag === IEEE_FLOAT };
}
