// A recording block by block, for what is longer than memory.
import { fromTypedArray, ParameterError, type Tensor } from "@sonograd/core";
import { openRange, type ByteSource, type RangeSource } from "../bytes/index.js";
import { load } from "./load.js";
import { parseWavHeader, wavChannels, type WavHeader } from "./wav/index.js";

export interface StreamAudioOptions {
  /** Samples of each block, integer ≥ 1; the last one may be shorter (default 65536). */
  readonly blockLength?: number;
}

/** Where the chunks before the samples have to end. */
const HEAD_BYTES = 2 ** 20;

/**
 * The blocks of a recording in order, for `stream` and its stages.
 *
 * WAV files on disk, Blobs and bytes are read block by block: memory does not grow with their length. Other formats, and
 * URLs, are decoded whole first.
 *
 * @param source  a path (Node), URL, Blob, File, ArrayBuffer or Uint8Array
 * @param options.blockLength  samples, integer ≥ 1 (default 65536)
 * @returns float32 [channels, n ≤ blockLength] each, full scale −1…1; nothing for a recording without samples
 * @throws FormatError     empty, of unknown format, damaged or truncated
 * @throws ParameterError  the source cannot be read, or blockLength is out of range
 * @source librosa.stream, whose frames are the stages' affair here
 * @example for await (const block of streamAudio("long.wav")) console.log(block.shape);
 */
export async function* streamAudio(
  source: ByteSource,
  { blockLength = 65536 }: StreamAudioOptions = {},
): AsyncGenerator<Tensor, void> {
  if (!Number.isInteger(blockLength) || blockLength < 1)
    throw new ParameterError(
      `streamAudio: blockLength=${blockLength} must be an integer ≥ 1. It counts samples per channel.`,
    );
  const range = await openRange("streamAudio", source);
  try {
    const head = range && (await range.read(0, HEAD_BYTES));
    if (range && head && isWave(head))
      yield* wavBlocks(range, parseWavHeader(head, range.name, range.size), blockLength);
    else yield* loadedBlocks((await load(source)).samples, blockLength);
  } finally {
    await range?.close();
  }
}

const isWave = (head: Uint8Array): boolean =>
  /^(RIFF|RIFX|RF64|BW64)/.test(String.fromCharCode(...head.subarray(0, 4)));

async function* wavBlocks(range: RangeSource, header: WavHeader, blockLength: number): AsyncGenerator<Tensor, void> {
  const stride = header.numChannels * header.bytesPerSample;
  for (let at = 0; at < header.numFrames; at += blockLength) {
    const numFrames = Math.min(blockLength, header.numFrames - at);
    const start = header.dataStart + at * stride;
    const bytes = await range.read(start, start + numFrames * stride);
    const channels = wavChannels(bytes, { ...header, dataStart: 0, numFrames });
    const flat = new Float32Array(channels.length * numFrames);
    channels.forEach((channel, c) => flat.set(channel, c * numFrames));
    yield fromTypedArray(flat, [channels.length, numFrames]);
  }
}

function* loadedBlocks(samples: Tensor, blockLength: number): Generator<Tensor, void> {
  const length = samples.shape[1];
  for (let at = 0; at < length; at += blockLength) yield samples.narrow(1, at, Math.min(blockLength, length - at));
}
