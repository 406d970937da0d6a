import {
  amplitudeEnvelope,
  fromTypedArray,
  rms,
  spectralBandwidth,
  spectralCentroid,
  toMono,
  zeroCrossingRate,
  type Tensor,
} from "@sonograd/core";
import type { LoadedAudio } from "@sonograd/io";
import { describe, expect, it } from "vitest";
import { analyzeSamples } from "./analyze-samples.js";

const sampleRate = 8000;
const options = { nFft: 256, hopLength: 64, device: "cpu" } as const;

/** A sweep with noise in the first channel and a quieter tone in the second one. */
function recording(samples: number, channels: number, level = 1): LoadedAudio {
  let seed = 1;
  const noise = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647 - 0.5;
  const data = Float32Array.from({ length: samples * channels }, (_, i) => {
    const t = (i % samples) / sampleRate;
    return level * (0.5 * Math.sin(2 * Math.PI * (200 + 400 * t) * t) + 0.05 * noise()) * (i < samples ? 1 : 0.5);
  });
  return { samples: fromTypedArray(data, [channels, samples]), sampleRate, format: "wav", bitDepth: 16 };
}

async function expectClose(actual: Float32Array, expected: Tensor): Promise<void> {
  const values = (await expected.data()) as Float32Array;
  expect(actual).toHaveLength(values.length);
  const scale = Math.max(1e-6, ...values);
  for (const [i, value] of values.entries()) expect(Math.abs(actual[i] - value)).toBeLessThanOrEqual(1e-5 * scale);
}

describe("analyzeSamples", () => {
  // 512 frames are a block: the second length needs three of them, the third is shorter than a frame.
  it.each([4000, 2 * 512 * 64 + 777, 100])(
    "equals the whole transform block by block for %s samples",
    async (samples) => {
      const audio = recording(samples, 2);
      const { frames } = await analyzeSamples("x", audio, options);
      const y = toMono(audio.samples);
      const framing = { frameLength: 256, hopLength: 64 };
      const spectral = { sampleRate, nFft: 256, hopLength: 64 };
      await expectClose(frames.rms, rms(y, framing));
      await expectClose(frames.zeroCrossingRate, zeroCrossingRate(y, framing));
      await expectClose(frames.amplitudeEnvelope, amplitudeEnvelope(y, { ...framing, mode: "absmax", center: true }));
      await expectClose(frames.spectralCentroidHz, spectralCentroid(y, spectral));
      await expectClose(frames.spectralBandwidthHz, spectralBandwidth(y, spectral));
    },
  );

  it("takes levels from all channels", async () => {
    const both = await analyzeSamples("x", recording(4000, 2), options);
    const one = await analyzeSamples("x", recording(4000, 1), options);
    expect(both.channels).toBe(2);
    expect(both.peak).toBeCloseTo(one.peak, 6);
    expect(both.rms).toBeLessThan(one.rms);
  });

  it("gives zeros for silence", async () => {
    const { peak, rms, means, spectrogram } = await analyzeSamples("x", recording(1000, 1, 0), options);
    expect([peak, rms, ...Object.values(means)]).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(spectrogram.decibels.every((value) => value === -100)).toBe(true);
  });

  it("handles a single sample and says when there is none", async () => {
    expect((await analyzeSamples("x", recording(1, 1), options)).frames.rms).toHaveLength(1);
    await expect(analyzeSamples("x", recording(0, 1), options)).rejects.toThrow("holds no samples");
  });

  it("stops when asked to", async () => {
    const signal = AbortSignal.abort();
    await expect(analyzeSamples("x", recording(1000, 1), { ...options, signal })).rejects.toMatchObject({
      name: "AbortError",
    });
  });
});
