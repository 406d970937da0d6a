// Answers to the exercises of chapter 28.
import { tensor } from "@sonograd/core";
import { CosineAnnealingLR, SGD } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: on a parabola the error shrinks by 1 − lr · bend with each step", async () => {
  // f(p) = 3 p², bend 6: lr = 1/6 lands on the minimum at once, 1/3 swings for ever, beyond it flies away.
  const after = async (lr: number, steps: number): Promise<number> => {
    const p = tensor([2], { requiresGrad: true });
    const optimizer = new SGD([p], { lr });
    for (let i = 0; i < steps; i++) {
      optimizer.zeroGrad();
      p.square().mul(3).sum().backward();
      optimizer.step();
    }
    return p.item();
  };
  expect(await after(1 / 6, 1)).toBeCloseTo(0, 6);
  expect(await after(0.05, 10)).toBeCloseTo(2 * 0.7 ** 10, 5);
  expect(Math.abs(await after(1 / 3, 40))).toBeCloseTo(2, 3);
  expect(Math.abs(await after(0.4, 20))).toBeGreaterThan(50);
});

it("exercise 2: with noise in the gradient a step that shrinks comes nearer than one that stays", async () => {
  const distance = async (shrinks: boolean): Promise<number> => {
    const p = tensor([2], { requiresGrad: true });
    const optimizer = new SGD([p], { lr: 0.2 });
    const schedule = new CosineAnnealingLR(optimizer, { tMax: 200 });
    let total = 0;
    for (let i = 0; i < 200; i++) {
      optimizer.zeroGrad();
      // The same noise for both: a sequence of signs.
      const noise = i % 3 === 0 ? 2 : -1;
      p.square().add(p.mul(noise)).sum().backward();
      optimizer.step();
      if (shrinks) schedule.step();
      if (i >= 180) total += Math.abs(await p.item());
    }
    return total / 20;
  };
  expect(await distance(true)).toBeLessThan(0.2 * (await distance(false)));
});
