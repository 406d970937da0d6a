// The amplitude envelope of a whole recording, block by block.
import { amplitudeEnvelope, fromTypedArray, ParameterError } from "@sonograd/core";
import { yieldToPage } from "./yield-to-page.js";

export interface EnvelopeOptions {
  /** Samples of a frame, integer ≥ 1. */
  readonly frameLength: number;
  /** Samples between frames, integer ≥ 1. */
  readonly hopLength: number;
  readonly signal?: AbortSignal;
}

const BLOCK_SAMPLES = 1 << 20;

/**
 * Largest magnitude of the frame around every hopLength-th sample, to the end of the recording.
 *
 * @param samples  one channel
 * @returns [1 + floor(samples / hopLength)], unit of the samples; frame t is centred on sample t · hopLength
 * @throws ParameterError  frameLength or hopLength is no integer ≥ 1
 */
export async function envelope(
  samples: Float32Array,
  { frameLength, hopLength, signal }: EnvelopeOptions,
): Promise<Float32Array> {
  for (const [name, value] of Object.entries({ frameLength, hopLength }))
    if (!(Number.isInteger(value) && value >= 1))
      throw new ParameterError(`waveform: ${name}=${value} must be an integer ≥ 1 (samples).`);
  const frames = 1 + Math.floor(samples.length / hopLength);
  const result = new Float32Array(frames);
  const blockFrames = Math.max(1, Math.floor(BLOCK_SAMPLES / Math.max(frameLength, hopLength)));
  for (let from = 0; from < frames; from += blockFrames) {
    const to = Math.min(frames, from + blockFrames);
    const start = from * hopLength - Math.floor(frameLength / 2);
    const block = new Float32Array((to - 1 - from) * hopLength + frameLength);
    const inside = Math.max(0, start);
    block.set(samples.subarray(inside, Math.max(inside, start + block.length)), inside - start);
    const y = fromTypedArray(block, [block.length], { device: "cpu" });
    const values = await amplitudeEnvelope(y, { frameLength, hopLength, mode: "absmax" }).data();
    result.set(values as Float32Array, from);
    await yieldToPage(signal);
  }
  return result;
}
