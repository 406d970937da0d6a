// Answers to the exercises of chapter 7.
import { clicks, cwtFourier, dwt, tensor, tone, type Tensor } from "@sonograd/core";
import { expect, it } from "vitest";

it("exercise 1: Haar's wavelet by hand is sums and differences of pairs, and keeps the energy", async () => {
  const x = [4, 6, 10, 12, 8, 6, 5, 5];
  const pairs = [0, 2, 4, 6].map((n) => [x[n], x[n + 1]]);
  const { cA, cD } = dwt(tensor(x), "haar");
  const close = async (actual: Tensor, wanted: number[]) =>
    (await actual.data()).forEach((value, i) => expect(Number(value)).toBeCloseTo(wanted[i], 5));
  await close(cA, pairs.map(([a, b]) => (a + b) / Math.SQRT2)); // prettier-ignore
  await close(cD, pairs.map(([a, b]) => (a - b) / Math.SQRT2)); // prettier-ignore
  const energy = async (t: Tensor) => t.square().sum().item();
  expect((await energy(cA)) + (await energy(cD))).toBeCloseTo(await energy(tensor(x)), 3);
});

it("exercise 2: twice as many turns in the wavelet: half as wide in frequency, twice as wide in time", async () => {
  const sampleRate = 8000;
  const width = async (curve: Tensor, axis: (i: number) => number) => {
    const power = Array.from(await curve.abs().square().data(), Number);
    const inside = power.flatMap((value, i) => (value > Math.max(...power) / 2 ? [axis(i)] : []));
    return Math.abs(inside.at(-1)! - inside[0]);
  };
  const widths = async (turns: number) => {
    const options = { wavelet: ["morlet", turns], norm: "L1", fmin: 250, fmax: 1000, voices: 64, sampleRate } as const;
    const heard = cwtFourier(tone(500, { sampleRate, length: 2048 }), options);
    const hz = await width(heard.coefs.select(1, 1024), (k) => heard.frequencies[k]);
    const ticked = cwtFourier(clicks({ times: [0.128], click: tensor([1]), sampleRate, length: 2048 }), options);
    const row = ticked.frequencies.findIndex((f) => f <= 500);
    return [hz, await width(ticked.coefs.select(0, row), (n) => n / sampleRate)];
  };
  const [few, many] = [await widths(6), await widths(12)];
  expect(many[0] / few[0]).toBeCloseTo(1 / 2, 1);
  expect(many[1] / few[1]).toBeCloseTo(2, 0.5);
});
