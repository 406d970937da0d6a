// Answers to the exercises of chapter 6.
import { add, clicks, stft, tensor, tone } from "@sonograd/core";
import { expect, it } from "vitest";

/** How many separate hills of at least half the highest a curve has. */
function hills(curve: readonly number[]): number {
  const level = Math.max(...curve) / 2;
  return curve.filter((value, i) => value >= level && !((curve[i - 1] ?? 0) >= level)).length;
}
const row = async (x: ReturnType<typeof tone>) => Array.from(await x.data(), Number);

it("exercise 1: tones Δf apart need windows of about 2/Δf seconds, clicks Δt apart need windows shorter than 2 Δt", async () => {
  const sampleRate = 8000;
  const tones = add(tone(1000, { sampleRate, duration: 1 }), tone(1060, { sampleRate, duration: 1 }));
  const pair = clicks({ times: [0.49, 0.51], click: tensor([1]), sampleRate, length: sampleRate });
  const lines = async (nFft: number) => {
    const S = stft(tones, { nFft: 8192, winLength: nFft, hopLength: 64 }).abs();
    return hills(await row(S.select(1, 62)));
  };
  const ticks = async (nFft: number) => hills(await row(stft(pair, { nFft, hopLength: 8 }).abs().mean(0)));
  expect([await lines(128), await lines(512)]).toEqual([1, 2]); // 2/60 s are 267 samples
  expect([await ticks(128), await ticks(512)]).toEqual([2, 1]); // 2 · 20 ms are 320 samples
});

it("exercise 2: the phase from frame to frame tells a frequency between the bins", async () => {
  const [sampleRate, nFft, hopLength, hz] = [16000, 1024, 256, 1003];
  const S = stft(tone(hz, { sampleRate, duration: 1 }), { nFft, hopLength, center: false });
  const bin = await S.abs().select(1, 10).argmax().item();
  expect(Math.abs((bin * sampleRate) / nFft - hz)).toBeGreaterThan(2); // bins are 15.6 Hz apart
  const [a, b] = await row(S.angle().select(0, bin).narrow(0, 10, 2));
  // The phase turns by 2π · hz · hop / rate, of which only the part beyond whole turns is seen; the bin tells how many those are.
  const turns = (bin * hopLength) / nFft;
  const rest = (b - a) / (2 * Math.PI) - turns;
  const found = ((turns + rest - Math.round(rest)) * sampleRate) / hopLength;
  expect(found).toBeCloseTo(hz, 1);
});
