// Answers to the exercises of chapter 26.
import { randn } from "@sonograd/core";
import { init, Linear, Sequential } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: ten linear layers in a row print as ten and compute as one", async () => {
  const row = new Sequential(...Array.from({ length: 10 }, () => new Linear(6, 6)));
  const x = randn([4, 6]);
  // One matrix and one offset do the same: what the row makes of 0, and of each unit vector less that.
  const single = new Linear(6, 6);
  const atZero = row(x.mul(0)).select(0, 0);
  const unit = row(init.eye_(randn([6, 6]))).sub(atZero);
  single.loadStateDict({ weight: unit.t(), bias: atZero });
  expect(await single(x).sub(row(x)).abs().max().item()).toBeLessThan(1e-6);
});

it("exercise 2: without the bound that suits their inputs, signals die out or blow up on their way", async () => {
  const through = async (bound: (fan: number) => number): Promise<number> => {
    let x = randn([32, 64]);
    for (let layer = 0; layer < 8; layer++) {
      const linear = new Linear(64, 64, { bias: false });
      init.uniform_(linear.weight, -bound(64), bound(64));
      x = linear(x);
    }
    return Math.sqrt(await x.square().mean().item());
  };
  expect(await through(() => 0.01)).toBeLessThan(1e-8);
  expect(await through(() => 1)).toBeGreaterThan(1e4);
  // √3 times PyTorch's bound keeps the mean square: each of 64 weights then has variance 1/64.
  const kept = await through((fan) => Math.sqrt(3 / fan));
  expect(kept).toBeGreaterThan(0.5);
  expect(kept).toBeLessThan(2);
});
