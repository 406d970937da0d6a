// Answers to the exercises of chapter 34.
import { concat, Generator, noise, randn, stack, tensor, tone, zeros, type Tensor } from "@sonograd/core";
import { augmentation, transforms } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: a pause as long as the sound hides 3 dB of the noise, unless only the sound is counted", async () => {
  const n = 8000;
  const y = concat([tone(440, { sampleRate: n, duration: 1 }), zeros([n])]); // one second of sound, one of silence
  const hiss = noise({ length: 2 * n, generator: new Generator(1) });
  const ratio = async (noisy: Tensor): Promise<number> => {
    const [signal, rest] = [y, noisy.sub(y)].map((x) => x.narrow(0, 0, n).square().mean());
    return 10 * Math.log10(await signal.div(rest).item());
  };
  const add = new transforms.AddNoise();
  // The mean power over both seconds is half of that while there is sound, so the noise comes out 3 dB too soft.
  expect(Math.abs((await ratio(add(y, hiss, tensor(10)))) - 13.01)).toBeLessThan(0.3);
  expect(Math.abs((await ratio(add(y, hiss, tensor(10), tensor(n)))) - 10)).toBeLessThan(1e-3);
});

it("exercise 2: an example's changes are the same in whatever batch it comes, if its seed goes by its number", async () => {
  const clips = randn([4, 1, 400], { generator: new Generator(1) });
  // One generator for all: what an example gets depends on how many came before it.
  const shared = (order: readonly number[]): Tensor[] => {
    const gain = new augmentation.Gain({ p: 1, generator: new Generator(7) });
    const changed = order.map((i) => gain(clips.get(i)));
    return [0, 1, 2, 3].map((i) => changed[order.indexOf(i)]);
  };
  const own = (order: readonly number[], epoch = 0): Tensor[] => {
    const changed = order.map((i) => new augmentation.Gain({ p: 1, generator: new Generator(4 * epoch + i) })(clips.get(i))); // prettier-ignore
    return [0, 1, 2, 3].map((i) => changed[order.indexOf(i)]);
  };
  const apart = (a: Tensor[], b: Tensor[]): Promise<number> => stack(a).sub(stack(b)).abs().amax().item();
  expect(await apart(shared([0, 1, 2, 3]), shared([2, 0, 3, 1]))).toBeGreaterThan(0.01);
  expect(await apart(own([0, 1, 2, 3]), own([2, 0, 3, 1]))).toBe(0);
  expect(await apart(own([0, 1, 2, 3]), own([0, 1, 2, 3], 1))).toBeGreaterThan(0.01);
});
