// Answers to the exercises of chapter 33.
import { chirp, Generator, melscaleFbanks, mfcc, noise } from "@sonograd/core";
import { expect, it } from "vitest";

it("exercise 1: twice as loud moves the coefficient 0 by 6.02 · √128, and no other", async () => {
  const hiss = noise({ sampleRate: 16000, duration: 0.5, generator: new Generator(1) }).mul(0.01);
  const y = chirp({ fmin: 200, fmax: 4000, sampleRate: 16000, duration: 0.5 }).mul(0.2).add(hiss);
  const [soft, loud] = [y, y.mul(2)].map((x) => mfcc(x, { sampleRate: 16000, nMfcc: 20 }));
  const change = loud.sub(soft);
  const inEveryBand = 20 * Math.log10(2); // dB
  expect(await change.select(0, 0).sub(inEveryBand * Math.sqrt(128)).abs().amax().item()).toBeLessThan(1e-3); // prettier-ignore
  expect(await change.narrow(0, 1, 19).abs().amax().item()).toBeLessThan(1e-3);
});

it("exercise 2: 400 points feed 89 HTK bands and no more", async () => {
  // The first band is the narrowest. Its upper corner, two steps up in mel, has to lie beyond the first bin, at 40 Hz.
  const mel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
  const most = Math.ceil((2 * mel(8000)) / mel(40)) - 2; // 2 mel(8000) / (bands + 1) > mel(40)
  expect(most).toBe(89);
  const empty = async (bands: number): Promise<number> =>
    melscaleFbanks(201, 0, 8000, bands, 16000).sum(0).eq(0).to("int32").sum().item();
  expect([await empty(most), await empty(most + 1)]).toEqual([0, 1]);
});
