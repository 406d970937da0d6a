import { Generator, rand, rfft, tone, type Tensor } from "@sonograd/core";
import { load } from "@sonograd/io";
import { expect, it } from "vitest";

it("exercise 1: a WAV file written byte by byte is read back as the samples it was made of", async () => {
  const stored = [0, 16384, -16384, 32767, -32768];
  const bytes = new Uint8Array(44 + 2 * stored.length);
  const view = new DataView(bytes.buffer);
  const text = (at: number, letters: string): void => bytes.set(new TextEncoder().encode(letters), at);
  text(0, "RIFF");
  view.setUint32(4, bytes.length - 8, true);
  text(8, "WAVE");
  text(12, "fmt ");
  view.setUint32(16, 16, true); // bytes of this chunk
  view.setUint16(20, 1, true); // integers
  view.setUint16(22, 1, true); // channels
  view.setUint32(24, 8000, true); // samples per second
  view.setUint32(28, 8000 * 2, true); // bytes per second
  view.setUint16(32, 2, true); // bytes per frame
  view.setUint16(34, 16, true); // bits per sample
  text(36, "data");
  view.setUint32(40, 2 * stored.length, true);
  stored.forEach((value, i) => view.setInt16(44 + 2 * i, value, true));

  const { samples, sampleRate } = await load(bytes);
  expect(sampleRate).toBe(8000);
  expect(await samples.array()).toEqual([stored.map((value) => value / 32768)]);
});

it("exercise 2: a tone below half a step is gone after rounding, and is there again with dither", () => {
  const step = 2 ** -7; // of 8 bits
  const quiet = tone(1000, { sampleRate: 16000, duration: 1 }).mul(0.4 * step);
  const rounded = (x: Tensor): Tensor => x.div(step).round().mul(step);
  expect(rounded(quiet).abs().max().itemSync()).toBe(0);

  // Two uniform numbers of one step each: their sum is triangular, and the error's power no longer depends on the sound.
  const generator = new Generator(1);
  const draw = (): Tensor => rand([16000], { generator }).sub(0.5).mul(step);
  const spectrum = rfft(rounded(quiet.add(draw()).add(draw()))).abs();
  expect(spectrum.argmax().itemSync()).toBe(1000);
  expect(spectrum.get(1000).itemSync()).toBeCloseTo(0.4 * step * 8000, 0);
});
