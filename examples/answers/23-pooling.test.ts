// Answers to the exercises of chapter 23.
import { arange, avgPool1d, maxPool1d, maxPool2d, tensor } from "@sonograd/core";
import { AdaptiveAvgPool1d } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: clips of any length become vectors of one size", async () => {
  const pool = new AdaptiveAvgPool1d(1);
  for (const frames of [50, 87]) {
    const features = arange(2 * frames, { dtype: "float32" }).reshape([1, 2, frames]);
    expect(pool(features).shape).toEqual([1, 2, 1]);
    expect(await pool(features).flatten().array()).toEqual(await features.mean(-1).flatten().array());
  }
});

it("exercise 2: the gradient of a maximum goes to one place, that of a mean to all", async () => {
  const x = tensor([1, 4, 2, 3], { requiresGrad: true });
  maxPool1d(x.reshape([1, 1, 4]), 4)
    .sum()
    .backward();
  expect(await x.grad!.array()).toEqual([0, 1, 0, 0]);
  x.grad = null;
  avgPool1d(x.reshape([1, 1, 4]), 4)
    .sum()
    .backward();
  expect(await x.grad!.array()).toEqual([0.25, 0.25, 0.25, 0.25]);
  // Windows that overlap may have the same maximum: its gradients add up.
  const peak = tensor([0, 0, 0, 0, 1, 0, 0, 0, 0], { requiresGrad: true });
  maxPool2d(peak.reshape([1, 1, 3, 3]), 2, { stride: 1 })
    .sum()
    .backward();
  expect(((await peak.grad!.array()) as number[])[4]).toBe(4);
});
