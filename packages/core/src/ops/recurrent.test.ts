import { describe, expect, it } from "vitest";
import { arange, gruGates, lstmGates, manualSeed, ParameterError, randn, rnnGates, ShapeError, tensor, timeSteps, zeros, type Tensor } from "../index.js"; // prettier-ignore

const sigmoid = (v: number): number => 1 / (1 + Math.exp(-v));
const f64 = (values: number[]): Tensor => tensor([values], { dtype: "float64" });

describe("steps of recurrent networks", () => {
  it("lstmGates: c' = σ(f) c + σ(i) tanh(g), h' = σ(o) tanh(c')", () => {
    const [h, c] = lstmGates(f64([0.3, -0.7, 1.1, 0.4]), f64([2]));
    const cell = sigmoid(-0.7) * 2 + sigmoid(0.3) * Math.tanh(1.1);
    expect(c.itemSync()).toBeCloseTo(cell, 12);
    expect(h.itemSync()).toBeCloseTo(sigmoid(0.4) * Math.tanh(cell), 12);
    expect(() => lstmGates(zeros([2, 7]), zeros([2, 2]))).toThrow(ShapeError);
  });

  it("gruGates: h' = (1 − z) n + z h with the reset gate inside n", () => {
    const y = gruGates(f64([0.2, -0.5, 0.9]), f64([0.1, 0.3, -1.2]), f64([0.8]));
    const [r, z] = [sigmoid(0.3), sigmoid(-0.2)];
    expect(y.itemSync()).toBeCloseTo((1 - z) * Math.tanh(0.9 + r * -1.2) + z * 0.8, 12);
    expect(() => gruGates(zeros([2, 6]), zeros([2, 5]), zeros([2, 2]))).toThrow(/h \[2, 5\].*6/);
  });

  it("rnnGates: tanh or relu of the sum", () => {
    expect(rnnGates(f64([0.5]), f64([0.25])).itemSync()).toBeCloseTo(Math.tanh(0.75), 12);
    expect(rnnGates(f64([0.5]), f64([-1]), { nonlinearity: "relu" }).itemSync()).toBe(0);
    expect(() => rnnGates(f64([0]), f64([0]), { nonlinearity: "sin" as "tanh" })).toThrow(ParameterError);
  });
});

describe("timeSteps", () => {
  it("are the slices along the first axis, and pass their gradients back", () => {
    for (const n of [0, 1, 2, 5, 8]) {
      const x = arange(2 * n).reshape([n, 2]);
      expect(timeSteps(x).map((t) => t.arraySync())).toEqual(x.arraySync());
    }
    manualSeed(1);
    const x = randn([5, 3], { requiresGrad: true });
    timeSteps(x)
      .map((t, i) => t.sum().mul(i))
      .reduce((a, b) => a.add(b))
      .backward();
    expect(x.grad!.arraySync()).toEqual([0, 1, 2, 3, 4].map((i) => [i, i, i]));
  });
});
