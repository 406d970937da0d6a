// MP3 (and layers 1 and 2) through mpg123, with the encoder's delay and padding removed.
import { FormatError } from "@sonograd/core";
import type { AudioInfo, DecodedAudio } from "./decoded.js";
import { runDecoder } from "./guard.js";
import { scanMpeg, type MpegScan } from "./mpeg/index.js";

/** Facts of an MPEG audio file; `start` is the byte offset of its first frame. Reads every frame header. */
export function mp3Info(bytes: Uint8Array, start: number, name: string): AudioInfo {
  const scan = scanMpeg(bytes, start, name);
  const { sampleRate, version, layer } = scan.first;
  const numFrames = expectedSamples(scan);
  return {
    format: "mp3",
    sampleRate,
    numChannels: scan.numChannels,
    numFrames,
    durationSeconds: numFrames / sampleRate,
    encoding: `MPEG-${version} layer ${layer}`,
  };
}

/**
 * Samples of an MPEG audio file. Where LAME's tag tells the encoder's delay and padding they are cut off, so the
 * length is the original's; otherwise every decoded sample is returned.
 *
 * @throws FormatError  damaged or truncated
 */
export async function decodeMp3(bytes: Uint8Array, start: number, name: string): Promise<DecodedAudio> {
  const scan = scanMpeg(bytes, start, name);
  const { MPEGDecoder } = await import("mpg123-decoder");
  const create = () => new MPEGDecoder({ enableGapless: isGapless(scan) });
  const decoded = await runDecoder("decodeMp3", name, create, (decoder) => {
    stopAtFirstError(decoder);
    return decoder.decode(bytes.subarray(scan.start, scan.end));
  });
  const expected = expectedSamples(scan);
  if (decoded.samplesDecoded !== expected)
    throw new FormatError(
      `decodeMp3: source="${name}" is damaged: its frames hold ${expected} samples per channel, ` +
        `${decoded.samplesDecoded} were decoded.`,
    );
  // The decoder always answers with two channels; a mono file's are equal.
  return {
    format: "mp3",
    channelData: decoded.channelData.slice(0, scan.numChannels),
    sampleRate: scan.first.sampleRate,
  };
}

/** A summary that counts fewer frames than there are (joined files) must not cut the rest off. */
const isGapless = ({ summary, numFrames }: MpegScan): boolean =>
  summary?.delay !== undefined && summary.numFrames === numFrames;

function expectedSamples(scan: MpegScan): number {
  const all = scan.numFrames * scan.first.numSamples;
  const cut = isGapless(scan) ? scan.summary!.delay! + scan.summary!.padding! : 0;
  return Math.max(0, all - cut);
}

/** mpg123-decoder notes an error and reads on, in a loop that nothing bounds. Throwing from its error list ends it. */
export function stopAtFirstError(decoder: object): void {
  const internals = decoder as { _common?: { addError: (list: unknown[], message: string) => void } };
  if (internals._common)
    internals._common.addError = (_list, message) => {
      throw new Error(message);
    };
}
