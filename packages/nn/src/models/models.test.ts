import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { arange, manualSeed, noGrad, ParameterError, randn, ShapeError, tensor, type Tensor } from "@sonograd/core";
import { crossEntropy } from "../losses/index.js";
import { Conv2d, replaceData, type TensorModule } from "../modules/index.js";
import {
  AudioSpectrogramTransformer,
  Cifar10Quick,
  CRNN,
  DeepNet,
  M5,
  Perceptron,
  ResNet,
  ShallowNet,
  VGG,
  YAMNet,
} from "./index.js";
import { BasicBlock, Bottleneck } from "./residual-blocks.js";

/** Values by a formula that the reference script shares: cos(0.7 i + k) / √fan-in for parameter k. */
function fill<M extends TensorModule>(model: M): M {
  model.parameters().forEach((p, k) => {
    const fan = p.ndim > 1 ? p.numel / p.shape[0] : 4;
    const values = Array.from({ length: p.numel }, (_, i) => Math.cos(0.7 * i + k) / Math.sqrt(fan));
    replaceData(p, tensor(values).reshape(p.shape));
  });
  return model.eval();
}
const wave = (...shape: number[]): Tensor =>
  tensor(Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(0.3 * i))).reshape(shape);
const near = (actual: Tensor, expected: readonly number[]): void => {
  const values = Array.from(actual.flatten().dataSync()).slice(0, expected.length);
  values.forEach((v, i) => expect(v).toBeCloseTo(expected[i], 4));
};

describe("models compute what PyTorch's do with the same weights", () => {
  it.each([
    ["BasicBlock", BasicBlock, 4901059, "3468b418a7c73b22", [0.06416681, 0.12913463, -0.01642275, 0.06417277]],
    ["Bottleneck", Bottleneck, 8015811, "5703d85e3156b34f", [-0.74488097, -1.16807199, -0.64282215, -0.74488103]],
  ] as const)("ResNet of one %s per stage, printed as torchvision's", (_, block, parameters, hash, expected) => {
    const model = new ResNet(block, [1, 1, 1, 1], { numClasses: 3, inChannels: 1 });
    expect(model.numParameters()).toBe(parameters);
    const printed = String(model);
    expect(createHash("sha256").update(printed).digest("hex").slice(0, 16)).toBe(hash);
    near(
      noGrad(() => fill(model)(wave(2, 1, 33, 40))),
      expected,
    );
  });

  it("M5", () => {
    const model = fill(new M5({ numClasses: 5, channels: 8 }));
    near(
      noGrad(() => model(wave(1, 1, 8000))),
      [0.24378246, 0.65809846, 0.25314313, -0.04930657, 0.27114734],
    );
    expect(new M5().numParameters()).toBe(26_915);
  });

  it("CIFAR10-quick", () => {
    const model = fill(new Cifar10Quick());
    expect(model.numParameters()).toBe(145_578);
    near(
      noGrad(() => model(wave(1, 3, 32, 32))),
      [0.60618258, -0.99770606, -2.04873967],
    );
  });
});

describe("small networks", () => {
  const sigmoid = (v: number): number => 1 / (1 + Math.exp(-v));

  it("give the numbers of their formulas", () => {
    const neuron = new Perceptron(2);
    neuron.loadStateDict({ "linear.weight": tensor([[0.5, -1]]), "linear.bias": tensor([0.25]) });
    near(neuron(tensor([[2, 3]])), [sigmoid(0.5 * 2 - 3 + 0.25)]);
    const shallow = new ShallowNet(1, 2, 1);
    shallow.loadStateDict({
      "hidden.weight": tensor([[1], [-2]]),
      "hidden.bias": tensor([0, 1]),
      "output.weight": tensor([[3, 4]]),
      "output.bias": tensor([-2]),
    });
    near(shallow(tensor([[0.5]])), [sigmoid(3 * sigmoid(0.5) + 4 * sigmoid(0) - 2)]);
  });

  it("are as deep as asked, with offsets or without", () => {
    const deep = new DeepNet(3, 1, [8, 4], { bias: false });
    expect(deep.numParameters()).toBe(3 * 8 + 8 * 4 + 4);
    expect(new DeepNet(3, 1, []).numParameters()).toBe(4);
    expect(deep(randn([5, 3])).shape).toEqual([5, 1]);
  });
});

describe("networks for sound", () => {
  it("learn from every part: each parameter that is trained gets a gradient", () => {
    manualSeed(1);
    const cases: readonly (readonly [TensorModule, number[]])[] = [
      [new CRNN({ numClasses: 3, channels: [4, 4], hiddenSize: 5 }), [2, 1, 16, 12]],
      [new M5({ numClasses: 3, channels: 4 }), [2, 1, 8000]],
      [
        new AudioSpectrogramTransformer({ numClasses: 3, inputSize: [26, 36], dim: 12, depth: 2, heads: 3 }),
        [2, 1, 26, 36],
      ],
    ];
    for (const [model, shape] of cases) {
      const logits = model(randn(shape));
      expect(logits.shape).toEqual([2, 3]);
      crossEntropy(logits, tensor([0, 2], { dtype: "int32" })).backward();
      for (const [name, p] of model.namedParameters()) expect([name, p.grad !== null]).toEqual([name, true]);
    }
  });

  it("YAMNet trains 3,729,481 values and halves odd and even sizes upwards", () => {
    const model = new YAMNet({ numClasses: 521 });
    expect(model.numParameters()).toBe(3_729_481);
    const [first] = model.features;
    expect(noGrad(() => first(randn([1, 1, 96, 65]))).shape).toEqual([1, 32, 48, 33]);
    // Zeros at the end only of an even side: the first window holds nine values of the input.
    const conv = first as Conv2d;
    replaceData(conv.weight, conv.weight.mul(0).add(1));
    const corner = noGrad(() => conv(arange(1, 17, { dtype: "float32" }).reshape([1, 1, 4, 4])));
    expect(corner.get(0, 0, 0, 0).itemSync()).toBe(54);
  });

  it("AST refuses sizes that its positions were not made for, CRNN no blocks", () => {
    const model = new AudioSpectrogramTransformer({ inputSize: [26, 36], dim: 12, depth: 1, heads: 3 });
    expect(() => model(randn([1, 1, 26, 46]))).toThrow(ShapeError);
    expect(() => new AudioSpectrogramTransformer({ inputSize: [8, 36] })).toThrow(/patch of 16/);
    expect(() => new CRNN({ numClasses: 3, channels: [] })).toThrow(ParameterError);
  });
});

describe("VGG", () => {
  it("takes one channel, and ends in as many classes as asked", () => {
    const small = new VGG([4, "pool"], { numClasses: 3, inChannels: 1 });
    expect(String(small.features)).toContain("(2): MaxPool2d(kernel_size=2, stride=2, padding=0");
    expect(small.classifier.at(-1)!.toString()).toBe("Linear(in_features=4096, out_features=3, bias=True)");
  });
});
