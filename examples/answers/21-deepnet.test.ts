// Answers to the exercises of chapter 21.
import { Generator, rand } from "@sonograd/core";
import { DeepNet, init, Linear } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: the number of parameters of a deep network", () => {
  const count = (sizes: number[]): number => sizes.slice(1).reduce((sum, size, l) => sum + size * (sizes[l] + 1), 0);
  expect(new DeepNet(13, 10, [64, 64, 32]).numParameters()).toBe(count([13, 64, 64, 32, 10]));
  expect(count([13, 64, 64, 32, 10])).toBe(7466);
  expect(new DeepNet(13, 10, [64, 64, 32], { bias: false }).numParameters()).toBe(7466 - (64 + 64 + 32 + 10));
});

it("exercise 2: with weights from −1…1 the sigmoids are steep again, and the inputs told apart", async () => {
  const inputs = rand([200, 32], { generator: new Generator(1) });
  const spread = async (low: number): Promise<number> => {
    const generator = new Generator(2);
    const model = new DeepNet(32, 32, [32, 32], { bias: false });
    for (const layer of model.layers) if (layer instanceof Linear) init.uniform_(layer.weight, low, 1, { generator });
    return model(inputs).std(0).mean().item();
  };
  const [taught, centred] = [await spread(0), await spread(-1)];
  expect(taught).toBeLessThan(1e-4);
  expect(centred).toBeGreaterThan(0.03);
});
