// Tensors as WAVE files.
import { DTypeError, formatShape, ShapeError, type Tensor } from "@sonograd/core";
import { toHost, toHostSync, writeFileAtomic, type HostArray } from "../../bytes/index.js";
import { encodeWavChannels, type WavOptions } from "./encode.js";

/** Samples of a sound: a tensor [n] or [channels, n], or one array per channel. */
export type AudioSamples = Tensor | readonly Float32Array[];

/**
 * The bytes of a WAVE file.
 *
 * float32 and float64 samples are multiplied by 2^(bits − 1), rounded to nearest and clamped to full scale (with `float` they
 * are stored as they are); int32 samples are taken as the stored integers. Files read at 8, 16 or 24 bits are
 * written back bit for bit.
 *
 * @param samples     [n] or [channels, n] on the CPU, full scale −1…1; or one Float32Array per channel
 * @param sampleRate  Hz, positive integer
 * @param options.bitDepth  8, 16, 24 or 32 (float: 32 or 64); default 16 (float: 32)
 * @param options.float     store IEEE floats (default false)
 * @throws ParameterError, ShapeError, DTypeError  unsuitable options, shape or dtype; NaN in integer output
 * @throws BackendError  samples on a GPU: use `saveWav`, or move them to "cpu"
 * @example const bytes = encodeWav(samples, 16000, { bitDepth: 24 });
 */
export function encodeWav(
  samples: AudioSamples,
  sampleRate: number,
  options: WavOptions = {},
): Uint8Array<ArrayBuffer> {
  if (isChannelList(samples)) return encodeWavChannels(samples, sampleRate, options);
  return encodeWavChannels(splitChannels(toHostSync("encodeWav", samples, "saveWav")), sampleRate, options);
}

/**
 * Writes a WAVE file (Node), whole or not at all. Samples may lie on any device.
 *
 * @param path  missing folders are made
 * @param samples, sampleRate, options  as `encodeWav`
 * @throws ParameterError  the path cannot be written, or as `encodeWav`
 */
export async function saveWav(
  path: string,
  samples: AudioSamples,
  sampleRate: number,
  options: WavOptions = {},
): Promise<void> {
  const channels = isChannelList(samples) ? samples : splitChannels(await toHost(samples));
  await writeFileAtomic("saveWav", path, encodeWavChannels(channels, sampleRate, options));
}

const isChannelList = (samples: AudioSamples): samples is readonly Float32Array[] => Array.isArray(samples);

function splitChannels({ dtype, shape, data }: HostArray): (Float32Array | Float64Array | Int32Array)[] {
  if (shape.length !== 1 && shape.length !== 2)
    throw new ShapeError(`encodeWav: samples ${formatShape(shape)} must be [n] or [channels, n].`);
  if (data instanceof Uint8Array || (dtype !== "float32" && dtype !== "float64" && dtype !== "int32"))
    throw new DTypeError(`encodeWav: dtype="${dtype}" holds no samples. Use float32, float64 or int32.`);
  const length = shape.at(-1)!;
  const numChannels = shape.length === 2 ? shape[0] : 1;
  return Array.from({ length: numChannels }, (_, c) => data.subarray(c * length, (c + 1) * length));
}
