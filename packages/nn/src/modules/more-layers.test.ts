import { describe, expect, it } from "vitest";
import { arange, manualSeed, maxPool1dWithIndices, ones, ParameterError, randn, ShapeError, tensor, zeros, type Tensor } from "@sonograd/core"; // prettier-ignore
import * as nn from "./index.js";

const numbers = (t: Tensor): number[] => Array.from(t.dataSync());

describe("default initial values of the other layers", () => {
  it("follow PyTorch's distributions", () => {
    manualSeed(1);
    const bound = (t: Tensor): number => Math.max(...numbers(t).map(Math.abs));
    const transposed = new nn.ConvTranspose2d(3, 8, 5);
    expect(bound(transposed.weight)).toBeLessThanOrEqual(1 / Math.sqrt(8 * 25));
    expect(bound(transposed.weight)).toBeGreaterThan(0.9 / Math.sqrt(8 * 25));
    expect(transposed.bias!.shape).toEqual([8]);
    const bilinear = new nn.Bilinear(9, 4, 20);
    expect(bound(bilinear.weight)).toBeLessThanOrEqual(1 / 3);
    expect(bound(bilinear.weight)).toBeGreaterThan(0.32);
    const table = new nn.Embedding(1000, 10, { paddingIdx: 3 });
    expect(table.weight.var().itemSync()).toBeCloseTo(1, 1);
    expect(numbers(table.weight.narrow(0, 3, 1)).every((v) => v === 0)).toBe(true);
    expect(numbers(new nn.PReLU({ numParameters: 2 }).weight)).toEqual([0.25, 0.25]);
    const norms = [new nn.LayerNorm([2]), new nn.GroupNorm(1, 2), new nn.InstanceNorm1d(2, { affine: true })];
    for (const norm of norms) expect(Object.values(norm.stateDict()).map(numbers)).toEqual([[1, 1], [0, 0]]); // prettier-ignore
    expect(Object.keys(new nn.LayerNorm(2, { bias: false }).stateDict())).toEqual(["weight"]);
  });
});

describe("ConvTranspose", () => {
  it("spreads every input over its window", () => {
    const layer = new nn.ConvTranspose1d(1, 1, 3, { stride: 2, bias: false });
    layer.loadStateDict({ weight: tensor([[[1, 10, 100]]]) });
    expect(layer(tensor([[[1, 2]]])).arraySync()).toEqual([[[1, 10, 102, 20, 200]]]);
  });

  it("makes the output as long as asked, within one stride", () => {
    const layer = new nn.ConvTranspose1d(1, 1, 3, { stride: 3 });
    expect(layer(ones([1, 1, 4])).shape).toEqual([1, 1, 12]);
    expect(layer(ones([1, 1, 4]), { outputSize: [14] }).shape).toEqual([1, 1, 14]);
    expect(() => layer(ones([1, 1, 4]), { outputSize: [15] })).toThrow(/outputSize=\[15\].*\[12\].*\[14\]/);
    expect(() => new nn.ConvTranspose2d(3, 4, 2, { groups: 2 })).toThrow(/groups=2/);
  });
});

describe("unpooling", () => {
  it("puts the winners back, to any size that fits", () => {
    const x = tensor([[[1, 5, 2, 4, 3]]]);
    const { values, indices } = maxPool1dWithIndices(x, 2);
    const layer = new nn.MaxUnpool1d(2);
    expect(layer(values, indices).arraySync()).toEqual([[[0, 5, 0, 4]]]);
    expect(layer(values, indices, [1, 1, 5]).arraySync()).toEqual([[[0, 5, 0, 4, 0]]]);
    expect(new nn.LPPool1d(2, 2)(tensor([[[3, 4]]])).itemSync()).toBe(5);
  });
});

describe("norms", () => {
  it("count channels in the axis before the spatial ones, with or without batch", () => {
    const layer = new nn.InstanceNorm1d(3, { affine: true });
    expect(layer(randn([3, 8])).shape).toEqual([3, 8]);
    expect(() => layer(randn([2, 4, 8]))).toThrow(/\[2, 4, 8\].*3 channels/);
    expect(() => new nn.InstanceNorm2d(3)(randn([2, 3]))).toThrow(ShapeError);
    expect(new nn.InstanceNorm2d(3)(randn([2, 5, 4, 4])).shape).toEqual([2, 5, 4, 4]); // nothing learned, any number
    expect(() => new nn.GroupNorm(2, 3)).toThrow(ParameterError);
    expect(() => new nn.LayerNorm([])).toThrow(/normalizedShape=\[\]/);
  });

  it("instance norm keeps running statistics for evaluation and does not count batches", () => {
    const layer = new nn.InstanceNorm1d(1, { trackRunningStats: true });
    layer(tensor([[[0, 2]]]));
    expect(layer.runningMean!.itemSync()).toBeCloseTo(0.1, 6);
    expect(layer.runningVar!.itemSync()).toBeCloseTo(0.9 + 0.1 * 2, 6);
    expect(layer.numBatchesTracked!.itemSync()).toBe(0);
    expect(
      layer
        .eval()(tensor([[[0.1]]]))
        .itemSync(),
    ).toBeCloseTo(0, 6);
  });
});

describe("Embedding", () => {
  it("is frozen when made from a table, unless told otherwise", () => {
    const table = arange(6).reshape([3, 2]);
    const layer = nn.Embedding.fromPretrained(table);
    expect(layer(tensor([2], { dtype: "int32" })).arraySync()).toEqual([[4, 5]]);
    expect(layer.weight.requiresGrad).toBe(false);
    expect(nn.Embedding.fromPretrained(table, { freeze: false }).weight.requiresGrad).toBe(true);
    expect(() => new nn.Embedding(3, 2, { paddingIdx: 3 })).toThrow(/paddingIdx=3/);
  });
});

describe("padding layers", () => {
  it("mirror, repeat, go around, and fill", () => {
    const x = tensor([[[1, 2, 3]]]);
    expect(new nn.ReflectionPad1d([2, 1])(x).flatten().arraySync()).toEqual([3, 2, 1, 2, 3, 2]);
    expect(new nn.ReplicationPad1d(2)(x).flatten().arraySync()).toEqual([1, 1, 1, 2, 3, 3, 3]);
    expect(new nn.CircularPad1d(1)(x).flatten().arraySync()).toEqual([3, 1, 2, 3, 1]);
    expect(new nn.ZeroPad1d([0, 2])(x).flatten().arraySync()).toEqual([1, 2, 3, 0, 0]);
    expect(new nn.ConstantPad1d([1, -1], 7)(x).flatten().arraySync()).toEqual([7, 1, 2]);
    expect(new nn.ZeroPad2d([1, 0, 0, 2])(zeros([1, 2, 2])).shape).toEqual([1, 4, 3]);
    expect(new nn.ReflectionPad3d(1)(zeros([1, 2, 2, 2])).shape).toEqual([1, 4, 4, 4]);
  });

  it("name what does not fit", () => {
    expect(() => new nn.ReflectionPad2d([1, 2])).toThrow(/padding=\[1, 2\].*4/);
    expect(() => new nn.ReflectionPad1d(1)(zeros([3]))).toThrow(ShapeError);
  });
});

describe("resizing layers", () => {
  it("interpolate by a factor or to a size", () => {
    const x = tensor([[[1, 3]]]);
    expect(new nn.Upsample({ scaleFactor: 2 })(x).flatten().arraySync()).toEqual([1, 1, 3, 3]);
    expect(new nn.Upsample({ size: 3, mode: "linear", alignCorners: true })(x).flatten().arraySync()).toEqual([
      1, 2, 3,
    ]);
    expect(() => new nn.Upsample()).toThrow(/size or scaleFactor/);
    expect(new nn.Unflatten(1, [2, -1])(zeros([3, 6])).shape).toEqual([3, 2, 3]);
  });
});
