// What a chart shows: channels in memory, with a name for people.
import { ParameterError, Tensor } from "@sonograd/core";

/** Samples as a page may have them: one channel, a list of channels, or a tensor [samples] or [channels, samples]. */
export type SampleInput = Float32Array | readonly Float32Array[] | Tensor;

/** Which channel a chart shows: the average of all, or one by its number from 0. */
export type ChannelChoice = "mono" | number;

/** Audio in memory. */
export interface Recording {
  readonly name: string;
  readonly channels: readonly Float32Array[];
  /** Hz */
  readonly sampleRate: number;
  readonly durationSeconds: number;
}

/**
 * A recording from samples, checked.
 *
 * @throws ParameterError  sampleRate not positive, no samples, or channels of unequal length
 */
export async function makeRecording(
  op: string,
  input: SampleInput,
  sampleRate: number | null,
  name: string,
): Promise<Recording> {
  if (sampleRate === null || !(sampleRate > 0 && Number.isFinite(sampleRate)))
    throw new ParameterError(`${op}: sampleRate=${sampleRate} must be > 0 Hz. Set it beside samples.`);
  const channels = await channelsOf(op, input);
  const length = channels[0]?.length ?? 0;
  if (length === 0) throw new ParameterError(`${op}: samples of "${name}" are empty. There is nothing to draw.`);
  if (channels.some((channel) => channel.length !== length))
    throw new ParameterError(
      `${op}: samples has channels of ${channels.map((channel) => channel.length).join(" and ")} samples, which must be equal.`,
    );
  return { name, channels, sampleRate, durationSeconds: length / sampleRate };
}

async function channelsOf(op: string, input: SampleInput): Promise<readonly Float32Array[]> {
  if (input instanceof Float32Array) return [input];
  if (!(input instanceof Tensor)) return input;
  if (input.dtype !== "float32" || input.ndim < 1 || input.ndim > 2)
    throw new ParameterError(
      `${op}: samples ${input.dtype} [${input.shape.join(", ")}] must be float32 [samples] or [channels, samples].`,
    );
  const values = (await input.data()) as Float32Array;
  const count = input.ndim === 2 ? input.shape[0] : 1;
  const length = input.shape.at(-1)!;
  return Array.from({ length: count }, (_, c) => values.subarray(c * length, (c + 1) * length));
}

/**
 * The samples a chart draws: one channel, or the average of all.
 *
 * @throws ParameterError  the recording has no such channel
 */
export function pickChannel(op: string, { channels, name }: Recording, channel: ChannelChoice): Float32Array {
  if (channel === "mono") return channels.length === 1 ? channels[0] : average(channels);
  const picked = Number.isInteger(channel) ? channels[channel] : undefined;
  if (picked === undefined)
    throw new ParameterError(
      `${op}: channel=${channel} must be "mono" or 0…${channels.length - 1}: "${name}" has ${channels.length}.`,
    );
  return picked;
}

function average(channels: readonly Float32Array[]): Float32Array {
  const mixed = new Float32Array(channels[0].length);
  for (const channel of channels) for (let i = 0; i < mixed.length; i++) mixed[i] += channel[i] / channels.length;
  return mixed;
}
