// Answers to the exercises of chapter 22.
import { conv2d, full, randn, tensor, zeros } from "@sonograd/core";
import { Conv2d } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: a kernel of 1/9 is the mean of nine neighbours, one with a single 1 moves the picture", async () => {
  const picture = tensor([9, 0, 0, 0, 0, 0, 0, 0, 18]).reshape([1, 1, 3, 3]);
  const blur = full([1, 1, 3, 3], 1 / 9);
  expect(await conv2d(picture, blur).item()).toBeCloseTo(3, 6);
  // The 1 lies left of the middle: each output takes its left neighbour, so everything moves to the right.
  const move = tensor([0, 0, 0, 1, 0, 0, 0, 0, 0]).reshape([1, 1, 3, 3]);
  const moved = conv2d(picture, move, null, { padding: 1 });
  expect(await moved.squeeze([0, 1]).array()).toEqual([[0, 9, 0], [0, 0, 0], [0, 0, 0]]); // prettier-ignore
});

it("exercise 2: two layers of 3 × 3 see as far as one of 5 × 5, with fewer weights", async () => {
  const two = [new Conv2d(8, 8, 3, { bias: false }), new Conv2d(8, 8, 3, { bias: false })];
  const one = new Conv2d(8, 8, 5, { bias: false });
  const x = zeros([1, 8, 5, 5]);
  expect(two[1](two[0](x)).shape).toEqual(one(x).shape);
  expect([two[0].numParameters() + two[1].numParameters(), one.numParameters()]).toEqual([1152, 1600]);
  // Every one of the 25 places takes part: its gradient is not 0.
  const input = randn([1, 8, 5, 5], { requiresGrad: true });
  two[1](two[0](input)).sum().backward();
  expect(await input.grad!.abs().sum([0, 1]).min().item()).toBeGreaterThan(0);
});
