import { beforeEach, describe, expect, it } from "vitest";
import { eye, manualSeed, ones, ParameterError, ShapeError, zeros, type Tensor } from "@sonograd/core";
import { Linear } from "../modules/index.js";
import * as init from "./index.js";

beforeEach(() => void manualSeed(3));
const std = (x: Tensor): number => x.std().itemSync();
const reach = (x: Tensor): number => x.abs().max().itemSync();

describe("values written in place", () => {
  it("keep the parameter, which requires a gradient", () => {
    const { weight } = new Linear(3, 2);
    expect(init.constant_(weight, 2)).toBe(weight);
    expect(weight.arraySync()).toEqual([[2, 2, 2], [2, 2, 2]]); // prettier-ignore
    expect(weight.requiresGrad).toBe(true);
    expect(weight.isLeaf).toBe(true);
    expect(init.eye_(weight).arraySync()).toEqual([[1, 0, 0], [0, 1, 0]]); // prettier-ignore
    expect(() => init.eye_(ones([2]))).toThrow(ShapeError);
  });

  it("hand channels on in dirac_, once per group", () => {
    const x = init.dirac_(ones([4, 2, 3]), { groups: 2 });
    expect(x.sum().itemSync()).toBe(4);
    expect([[0, 0], [1, 1], [2, 0], [3, 1]].map(([o, i]) => x.select(0, o).select(0, i).arraySync())).toEqual(Array.from({ length: 4 }, () => [0, 1, 0])); // prettier-ignore
    expect(
      init
        .dirac_(ones([3, 1, 2, 2]))
        .sum()
        .itemSync(),
    ).toBe(1);
    expect(() => init.dirac_(ones([3, 1, 2]), { groups: 2 })).toThrow(ParameterError);
  });

  it("cut the normal distribution at absolute bounds", () => {
    const x = init.truncNormal_(zeros([10_000]), 0.5, 1, -0.5, 2);
    expect(x.min().itemSync()).toBeGreaterThanOrEqual(-0.5);
    expect(x.max().itemSync()).toBeLessThanOrEqual(2);
    // mean of N(0.5, 1) between −1 and 1.5 deviations: 0.5 + (φ(−1) − φ(1.5)) / (Φ(1.5) − Φ(−1))
    expect(x.mean().itemSync()).toBeCloseTo(0.6452, 1);
    expect(std(x)).toBeCloseTo(0.6447, 1);
    expect(() => init.truncNormal_(x, 0, 1, 2, -2)).toThrow(/a=2/);
  });

  it("clear a share of every column in sparse_", () => {
    const x = init.sparse_(ones([10, 50]), 0.25, 2);
    expect(new Set(x.eq(0).to("int32").sum(0).arraySync() as number[])).toEqual(new Set([3]));
    expect(new Set(x.eq(0).to("int32").sum(1).arraySync() as number[]).size).toBeGreaterThan(1);
    expect(std(x.mul(x.ne(0).to("float32")))).toBeCloseTo(2 * Math.sqrt(0.7), 0);
  });
});

describe("values scaled by the fans", () => {
  const kernel = (): Tensor => zeros([40, 20, 5]); // fans 100 and 200

  it.each<[string, (x: Tensor) => Tensor, number, number | null]>([
    ["xavierUniform_", (x) => init.xavierUniform_(x, { gain: 2 }), 2 * Math.sqrt(2 / 300), 2 * Math.sqrt(6 / 300)],
    ["xavierNormal_", (x) => init.xavierNormal_(x), Math.sqrt(2 / 300), null],
    ["kaimingUniform_", (x) => init.kaimingUniform_(x), Math.sqrt(2 / 100), Math.sqrt(6 / 100)],
    ["kaimingUniform_ of √5, as layers start", (x) => init.kaimingUniform_(x, { a: Math.sqrt(5) }), 0.1 / Math.sqrt(3), 0.1], // prettier-ignore
    ["kaimingNormal_ backwards", (x) => init.kaimingNormal_(x, { mode: "fan_out", nonlinearity: "tanh" }), 5 / 3 / Math.sqrt(200), null], // prettier-ignore
  ])("%s", (_, fill, deviation, bound) => {
    const x = fill(kernel());
    expect(std(x) / deviation).toBeCloseTo(1, 1);
    expect(Math.abs(x.mean().itemSync())).toBeLessThan(0.05 * deviation);
    if (bound === null) return;
    expect(reach(x)).toBeLessThanOrEqual(bound * (1 + 1e-6));
    expect(reach(x)).toBeGreaterThan(0.99 * bound);
  });

  it.each([[[3, 2, 4]], [[6, 2]]])("orthogonal_ of %j has orthogonal rows or columns of length gain", (shape) => {
    const m = init.orthogonal_(zeros(shape), { gain: 3 }).reshape([shape[0], -1]); // prettier-ignore
    const [rows, columns] = m.shape;
    const gram = rows < columns ? m.matmul(m.t()) : m.t().matmul(m);
    expect(reach(gram.sub(eye(Math.min(rows, columns)).mul(9)))).toBeLessThan(1e-5);
  });

  it("refuse vectors, which have no fans, and unknown names", () => {
    expect(() => init.xavierNormal_(zeros([3]))).toThrow(ShapeError);
    expect(() => init.kaimingNormal_(kernel(), { mode: "in" as "fan_in" })).toThrow(/mode="in"/);
    expect(() => init.calculateGain("swish" as "relu")).toThrow(ParameterError);
  });
});

describe("calculateGain", () => {
  it.each([["linear", 1], ["conv_transpose2d", 1], ["sigmoid", 1], ["tanh", 5 / 3], ["relu", Math.SQRT2], ["leaky_relu", 1.4141428569978354], ["selu", 0.75]] as const)(
    "of %s is PyTorch's", (name, gain) => expect(init.calculateGain(name)).toBeCloseTo(gain, 14),
  ); // prettier-ignore
});
