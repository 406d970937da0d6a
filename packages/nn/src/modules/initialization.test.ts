import { beforeEach, describe, expect, it } from "vitest";
import { manualSeed } from "@sonograd/core";
import * as nn from "./index.js";

beforeEach(() => void manualSeed(5));

/** Half the width of the uniform distribution that each parameter starts from, as PyTorch's layers do. */
type Bounds = Readonly<Record<string, number>>;

describe("layers start uniformly distributed, as wide as PyTorch's", () => {
  const both = (bound: number): Bounds => ({ weight: bound, bias: bound });
  const recurrent = (bound: number, suffix = ""): Bounds =>
    Object.fromEntries(["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map((name) => [name + suffix, bound]));
  it.each<[string, () => nn.Module, Bounds]>([
    ["Linear", () => new nn.Linear(50, 400), both(1 / Math.sqrt(50))],
    ["Conv1d", () => new nn.Conv1d(20, 400, 10, { groups: 2 }), both(0.1)],
    ["Conv2d", () => new nn.Conv2d(4, 500, 5), both(0.1)],
    ["Conv3d", () => new nn.Conv3d(2, 400, 3), both(1 / Math.sqrt(54))],
    // PyTorch takes the second extent of [inputs, outputs per group, …] for the fan here too.
    ["ConvTranspose1d", () => new nn.ConvTranspose1d(80, 400, 2, { groups: 4 }), both(1 / Math.sqrt(200))],
    ["ConvTranspose2d", () => new nn.ConvTranspose2d(10, 200, 5), both(1 / Math.sqrt(200 * 25))],
    ["Bilinear", () => new nn.Bilinear(30, 5, 400), both(1 / Math.sqrt(30))],
    ["LSTM", () => new nn.LSTM(60, 100), recurrent(0.1, "_l0")],
    ["LSTM with a projection", () => new nn.LSTM(60, 100, { projSize: 5 }), { ...recurrent(0.1, "_l0"), weight_hr_l0: 0.1 }],
    ["GRUCell", () => new nn.GRUCell(60, 100), recurrent(0.1)],
    ["MultiheadAttention", () => new nn.MultiheadAttention(60, 2, { kdim: 40 }), {
      q_proj_weight: Math.sqrt(6 / 120), k_proj_weight: Math.sqrt(6 / 100), "out_proj.weight": 1 / Math.sqrt(60), in_proj_bias: 0, "out_proj.bias": 0,
    }],
    ["MultiheadAttention of one width", () => new nn.MultiheadAttention(60, 2), { in_proj_weight: Math.sqrt(6 / 240) }],
  ])("%s", (_, make, bounds) => {
    const state = make().stateDict();
    for (const [name, bound] of Object.entries(bounds)) {
      const x = state[name];
      const reach = x.abs().max().itemSync();
      expect(reach).toBeLessThanOrEqual(bound * (1 + 1e-6));
      if (bound === 0) continue;
      expect(reach).toBeGreaterThan(bound * 0.95);
      expect(x.std().itemSync() / (bound / Math.sqrt(3))).toBeCloseTo(1, 1);
    }
  }); // prettier-ignore
});

describe("layers start with PyTorch's other values", () => {
  it("normal numbers in a table of vectors, one row of zeros", () => {
    const { weight } = new nn.Embedding(100, 100, { paddingIdx: 7 });
    expect(weight.std().itemSync()).toBeCloseTo(1, 1);
    expect(weight.select(0, 7).abs().sum().itemSync()).toBe(0);
  });

  it("ones and zeros in normalisations, a quarter in PReLU", () => {
    for (const layer of [new nn.LayerNorm(3), new nn.GroupNorm(1, 3), new nn.BatchNorm2d(3)]) {
      expect(layer.weight!.arraySync()).toEqual([1, 1, 1]);
      expect(layer.bias!.arraySync()).toEqual([0, 0, 0]);
    }
    expect(new nn.PReLU().weight.arraySync()).toEqual([0.25]);
  });
});
