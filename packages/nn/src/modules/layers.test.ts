import { describe, expect, it } from "vitest";
import { gradcheck, manualSeed, ones, ParameterError, randn, ShapeError, tensor, type Tensor } from "@sonograd/core";
import * as nn from "./index.js";

const numbers = (t: Tensor): number[] => Array.from(t.dataSync());

describe("default initial values", () => {
  it("lie in ±1/√fanIn for weight and bias, spread evenly, and follow the seed", () => {
    manualSeed(3);
    const layer = new nn.Conv2d(4, 50, 5);
    const bound = 1 / Math.sqrt(4 * 25);
    const values = numbers(layer.weight);
    expect(Math.max(...values.map(Math.abs), ...numbers(layer.bias!).map(Math.abs))).toBeLessThanOrEqual(bound);
    const variance = values.reduce((s, v) => s + v * v, 0) / values.length;
    expect(variance / ((bound * bound) / 3)).toBeCloseTo(1, 1);
    manualSeed(3);
    expect(numbers(new nn.Conv2d(4, 50, 5).weight)).toEqual(values);
  });
});

describe("Linear", () => {
  it("works on one vector, on rows and on any leading axes", () => {
    const layer = new nn.Linear(3, 2);
    layer.loadStateDict({
      weight: tensor([
        [1, 0, 0],
        [0, 1, 1],
      ]),
      bias: tensor([10, 20]),
    });
    expect(layer(tensor([1, 2, 3])).arraySync()).toEqual([11, 25]);
    expect(layer(ones([2, 4, 3])).shape).toEqual([2, 4, 2]);
    expect(layer(ones([0, 3])).shape).toEqual([0, 2]);
  });

  it("names the sizes that do not fit", () => {
    expect(() => new nn.Linear(3, 2)(ones([4, 5]))).toThrow(ShapeError);
    expect(() => new nn.Linear(3, 2)(ones([4, 5]))).toThrow(/\[4, 5\].*inFeatures=3/);
    expect(() => new nn.Linear(0, 2)).toThrow(ParameterError);
  });
});

describe("convolution", () => {
  it("computes the values of the textbook example, also with stride and padding", () => {
    const image = tensor([
      [1, 2, 0, 3, 1],
      [0, 1, 2, 3, 1],
      [1, 2, 1, 0, 0],
      [5, 2, 3, 1, 1],
      [2, 1, 0, 1, 1],
    ]).reshape([1, 1, 5, 5]);
    const weight = tensor([
      [1, 2, 1],
      [0, 1, 0],
      [2, 1, 0],
    ]).reshape([1, 1, 3, 3]);
    const run = (options: nn.ConvOptions): unknown => {
      const layer = new nn.Conv2d(1, 1, 3, { ...options, bias: false });
      layer.loadStateDict({ weight });
      return layer(image).squeeze().arraySync();
    };
    expect(run({})).toEqual([
      [10, 12, 12],
      [18, 16, 16],
      [13, 9, 3],
    ]);
    expect(run({ stride: 2 })).toEqual([
      [10, 12],
      [13, 3],
    ]);
    expect(run({ padding: 1 })).toEqual([
      [1, 3, 4, 10, 8],
      [5, 10, 12, 12, 6],
      [7, 18, 16, 16, 8],
      [11, 13, 9, 3, 4],
      [14, 13, 9, 7, 4],
    ]);
  });

  it("keeps the length with padding same, for odd and even kernels", () => {
    for (const kernel of [1, 2, 3, 4, 7])
      for (const dilation of [1, 2])
        expect(new nn.Conv1d(2, 3, kernel, { padding: "same", dilation })(ones([1, 2, 17])).shape).toEqual([1, 3, 17]);
  });

  it("refuses what PyTorch refuses", () => {
    expect(() => new nn.Conv1d(3, 4, 3, { groups: 2 })).toThrow(/groups=2.*inChannels=3/);
    expect(() => new nn.Conv1d(3, 4, 3, { padding: "same", stride: 2 })).toThrow(/padding="same"/);
    expect(() => new nn.Conv2d(3, 4, [3, 3, 3])).toThrow(/kernelSize=\[3, 3, 3\]/);
    expect(() => new nn.Conv2d(3, 4, 2.5)).toThrow(/kernelSize=2.5/);
  });
});

describe("pooling", () => {
  it("computes the values of the textbook example, with and without ceilMode", () => {
    const image = tensor([
      [1, 2, 0, 3, 1],
      [0, 1, 2, 3, 1],
      [1, 2, 1, 0, 0],
      [5, 2, 3, 1, 1],
      [2, 1, 0, 1, 1],
    ]).reshape([1, 1, 5, 5]);
    expect(new nn.MaxPool2d(3, { ceilMode: true })(image).squeeze().arraySync()).toEqual([
      [2, 3],
      [5, 1],
    ]);
    expect(new nn.MaxPool2d(3)(image).arraySync()).toEqual([[[[2]]]]);
  });

  it("averages to any grid, and to one cell the mean of everything", () => {
    const x = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]).reshape([1, 1, 2, 3]);
    expect(new nn.AdaptiveAvgPool2d(1)(x).itemSync()).toBeCloseTo(3.5, 6);
    expect(new nn.AdaptiveAvgPool2d([null, 1])(x).squeeze().arraySync()).toEqual([2, 5]);
    expect(new nn.AdaptiveAvgPool2d([2, 3])(x).arraySync()).toEqual(x.arraySync());
    // 3 values into 2 cells: the middle one belongs to both.
    expect(new nn.AdaptiveAvgPool1d(2)(x.squeeze(0)).squeeze().arraySync()).toEqual([
      [1.5, 2.5],
      [4.5, 5.5],
    ]);
  });

  it("passes gradients of adaptive averaging", () => {
    manualSeed(0);
    const x = randn([1, 2, 5, 7], { dtype: "float64", requiresGrad: true });
    expect(() => gradcheck((t: Tensor) => new nn.AdaptiveAvgPool2d([2, 3])(t), [x])).not.toThrow();
  });
});

describe("BatchNorm", () => {
  it("normalises by the batch while training and by the running statistics after it", () => {
    const layer = new nn.BatchNorm1d(1);
    const x = tensor([[0], [2], [4], [6]]);
    const y = numbers(layer(x));
    expect(y.reduce((a, b) => a + b)).toBeCloseTo(0, 5);
    expect(layer.runningMean!.itemSync()).toBeCloseTo(0.3, 6); // 0.1 · mean
    expect(layer.runningVar!.itemSync()).toBeCloseTo(0.9 + 0.1 * (20 / 3), 5); // unbiased
    expect(layer.numBatchesTracked!.itemSync()).toBe(1);
    const [first] = numbers(layer.eval()(x));
    expect(first).toBeCloseTo(-0.3 / Math.sqrt(0.9 + 2 / 3 + 1e-5), 4);
    expect(layer.numBatchesTracked!.itemSync()).toBe(1);
  });

  it("averages all batches when momentum is null", () => {
    const layer = new nn.BatchNorm1d(1, { momentum: null });
    layer(tensor([[0], [2]]));
    layer(tensor([[4], [8]]));
    expect(layer.runningMean!.itemSync()).toBeCloseTo(3.5, 5);
  });

  it("refuses one value per channel while training, and other channel counts", () => {
    expect(() => new nn.BatchNorm2d(3)(ones([1, 3, 1, 1]))).toThrow(/one value per channel/);
    expect(() => new nn.BatchNorm2d(3)(ones([2, 4, 5, 5]))).toThrow(/\[2, 4, 5, 5\].*3 channels/);
    expect(new nn.BatchNorm2d(3).eval()(ones([1, 3, 1, 1])).shape).toEqual([1, 3, 1, 1]);
  });
});

describe("Dropout", () => {
  it("keeps the mean while training and does nothing in evaluation", () => {
    manualSeed(5);
    const x = ones([10_000]);
    const layer = new nn.Dropout(0.25);
    const y = numbers(layer(x));
    expect(new Set(y).size).toBe(2);
    expect(y.reduce((a, b) => a + b) / y.length).toBeCloseTo(1, 1);
    expect(layer.eval()(x)).toBe(x);
    expect(() => new nn.Dropout(1.5)).toThrow(/p=1.5/);
  });
});

describe("Flatten", () => {
  it("joins all axes after the batch", () => {
    const x = tensor([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ]);
    expect(new nn.Flatten()(x).arraySync()).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
  });
});
