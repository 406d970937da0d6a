// Answers to the exercises of chapter 36.
import { Generator, manualSeed, noGrad, rand, randn, roll, type Tensor } from "@sonograd/core";
import { Conv2d, type PaddingMode } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: 23 of 30 is 77 % ± 8; for ± 2 it takes 448 clips, and chance itself agrees with the formula", async () => {
  const p = 23 / 30;
  const error = (n: number): number => Math.sqrt((p * (1 - p)) / n);
  expect(error(30)).toBeCloseTo(0.077, 3);
  const needed = Math.ceil((p * (1 - p)) / 0.02 ** 2);
  expect(needed).toBe(448);
  expect(error(needed)).toBeLessThanOrEqual(0.02);
  expect(error(needed - 1)).toBeGreaterThan(0.02);

  // 4000 tests of 30 clips each, where every clip is right with chance p: their scores scatter as the formula says.
  const right = rand([4000, 30], { generator: new Generator(1) })
    .lt(p)
    .to("float32")
    .mean(1);
  expect(await right.mean().item()).toBeCloseTo(p, 2);
  expect(Math.abs((await right.std().item()) / error(30) - 1)).toBeLessThan(0.05);
});

it("exercise 2: with an image closed to a ring the mean over time does not notice a turn; with zeros at its edges it does", () => {
  manualSeed(0);
  const x = randn([1, 1, 8, 16]);
  const change = (paddingMode: PaddingMode): number => {
    const conv = new Conv2d(1, 4, 3, { padding: 1, paddingMode });
    const answer = (image: Tensor): Tensor => conv(image).relu().mean(3); // [1, 4, 8]: channels and bands
    return noGrad(() =>
      Number(
        answer(roll(x, 5, 3))
          .sub(answer(x))
          .abs()
          .amax()
          .itemSync(),
      ),
    );
  };
  expect(change("circular")).toBeLessThan(1e-6);
  expect(change("zeros")).toBeGreaterThan(1e-3);
});
