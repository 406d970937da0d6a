// Answers to the exercises of chapter 30.
import { tensor, zeros } from "@sonograd/core";
import { Adam, crossEntropy, HuberLoss, L1Loss, MSELoss } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: one wild value moves the mean far and the median hardly", async () => {
  // Levels of one sound in dB; the last microphone fell over.
  const levels = tensor([60.1, 59.8, 60.3, 60, 59.9, 60.2, 90]);
  const fit = async (loss: MSELoss | L1Loss | HuberLoss): Promise<number> => {
    const level = tensor([55], { requiresGrad: true });
    const optimizer = new Adam([level], { lr: 0.3 });
    for (let step = 0; step < 200; step++) {
      if (step === 120) optimizer.paramGroups[0].lr = 0.01;
      optimizer.zeroGrad();
      loss(zeros([7]).add(level), levels).backward();
      optimizer.step();
    }
    return level.item();
  };
  expect(await fit(new MSELoss())).toBeCloseTo(64.33, 1);
  expect(await fit(new L1Loss())).toBeCloseTo(60.1, 1);
  expect(await fit(new HuberLoss())).toBeLessThan(60.6);
});

it("exercise 2: a model that knows nothing loses the logarithm of the number of classes", async () => {
  const labels = tensor(Int32Array.of(0, 3, 7, 9, 2));
  expect(await crossEntropy(zeros([5, 10]), labels).item()).toBeCloseTo(Math.log(10), 6);
  // Sure and right costs little, sure and wrong costs as much as it was sure.
  const sure = (of: number): ReturnType<typeof zeros> =>
    tensor([Array.from({ length: 10 }, (_, i) => (i === of ? 8 : 0))]);
  expect(await crossEntropy(sure(3), tensor(Int32Array.of(3))).item()).toBeLessThan(0.01);
  expect(await crossEntropy(sure(4), tensor(Int32Array.of(3))).item()).toBeCloseTo(8, 1);
});
