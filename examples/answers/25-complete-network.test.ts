// Answers to the exercises of chapter 25.
import { manualSeed, randn, zeros } from "@sonograd/core";
import { Cifar10Quick, Conv2d, Linear, ReLU, Sequential, summary } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: with a ReLU between them, the two linear layers are no longer one", async () => {
  manualSeed(0);
  const { model } = new Cifar10Quick();
  const [first, second] = [model.at(7) as Linear, model.at(8) as Linear];
  const x = randn([16, 1024]);
  const weight = second.weight.matmul(first.weight);
  const bias = second.weight.matmul(first.bias!).add(second.bias!);
  const merged = x.matmul(weight.t()).add(bias);
  const farthest = async (network: Sequential): Promise<number> => network(x).sub(merged).abs().max().item();
  expect(await farthest(new Sequential(first, second))).toBeLessThan(1e-5);
  expect(await farthest(new Sequential(first, new ReLU(), second))).toBeGreaterThan(0.1);
});

it("exercise 2: one channel instead of three, and where the multiplications are", () => {
  const { model } = new Cifar10Quick();
  const before = model.numParameters();
  model.set(0, new Conv2d(1, 32, 5, { padding: 2 }));
  expect(model(zeros([4, 1, 32, 32])).shape).toEqual([4, 10]);
  expect(before - model.numParameters()).toBe(2 * 32 * 25);

  const { rows } = summary(new Cifar10Quick(), [1, 3, 32, 32]);
  const most = (key: "parameters" | "multiplyAdds"): string => rows.reduce((a, b) => (b[key] > a[key] ? b : a)).name;
  expect([most("parameters"), most("multiplyAdds")]).toEqual(["model.7", "model.2"]);
});
