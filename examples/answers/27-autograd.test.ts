// Answers to the exercises of chapter 27.
import { customFunction, grad, tensor, type Tensor } from "@sonograd/core";
import { expect, it } from "vitest";

it("exercise 1: where a variable is used twice, its gradients add up", async () => {
  // f(w) = w · exp(w): the product rule says exp(w) + w · exp(w), one term for each way from w to f.
  const w = tensor([0.5], { requiresGrad: true });
  const [slope] = grad([w.mul(w.exp())], [w]);
  const [past] = grad([w.mul(w.detach().exp())], [w]);
  const [through] = grad([w.detach().mul(w.exp())], [w]);
  expect(await slope!.item()).toBeCloseTo(1.5 * Math.exp(0.5), 5);
  expect(await past!.add(through!).item()).toBeCloseTo(await slope!.item(), 5);
});

it("exercise 2: a step of one's own with a gradient of one's own", async () => {
  // Rounding to 8 bits has slope 0 nearly everywhere, so nothing could be learned through it; the usual way out hands
  // the gradient back as if nothing had been rounded.
  const quantize = customFunction<[Tensor], Tensor>({
    name: "quantize",
    forward: (_, y) => y.mul(127).round().div(127),
    backward: (_, gradient) => gradient,
  });
  const y = tensor([0.1, -0.42, 0.9], { requiresGrad: true });
  const [flat] = grad([y.mul(127).round().div(127).square().sum()], [y]);
  expect(await flat!.array()).toEqual([0, 0, 0]);
  const rounded = quantize(y);
  const [straight] = grad([rounded.square().sum()], [y]);
  expect(await straight!.sub(rounded.mul(2)).abs().max().item()).toBeLessThan(1e-6);
});
