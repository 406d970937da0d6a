// Layers that the golden files do not reach, held to numbers of PyTorch 1.13: weights and inputs are sine waves, and each
// number is a weighted sum: of the results, of the gradient of every input, of the gradients of all parameters.
import { describe, expect, it } from "vitest";
import { arange, isFloatingPoint, noGrad, tensor, Tensor } from "@sonograd/core";
import * as nn from "./index.js";

const ramp = (n: number): Tensor => arange(n, { dtype: "float64" });
const wave = (shape: readonly number[], phase: number, frequency: number, size: number): Tensor =>
  ramp(shape.reduce((product, n) => product * n, 1)).mul(frequency).add(phase).sin().mul(size).reshape(shape); // prettier-ignore
const weighted = (x: Tensor, phase: number): Tensor => x.reshape([-1]).mul(ramp(x.numel).add(phase).cos()).sum();
const tensorsIn = (value: unknown): Tensor[] =>
  value instanceof Tensor ? [value] : Array.isArray(value) ? value.flatMap(tensorsIn) : [];
const int = (values: number[] | number[][]): Tensor => tensor(values, { dtype: "int32" });

type Input = readonly number[] | Tensor;
type Call = (module: never, ...inputs: Tensor[]) => unknown;

function numbersOf(module: nn.Module, inputs: readonly Input[], call?: Call): number[] {
  module.to("float64");
  noGrad(() => module.parameters().forEach((p, k) => p.copy_(wave(p.shape, k, 1.7, 0.4))));
  const given = inputs.map((input, k) => (input instanceof Tensor ? input : wave(input, k, 1.3, 1.5).requiresGrad_()));
  const run = call ?? ((layer: (...args: Tensor[]) => unknown, ...args: Tensor[]) => layer(...args));
  const results = tensorsIn(run(module as never, ...given));
  const total = results.map((y) => weighted(y, 1)).reduce((a, b) => a.add(b));
  total.backward();
  const grads = module.parameters().flatMap(({ grad }) => (grad ? [weighted(grad, 3).itemSync()] : []));
  return [
    total.itemSync(),
    ...given.filter((x) => isFloatingPoint(x.dtype)).map((x) => weighted(x.grad!, 2).itemSync()),
    ...(grads.length > 0 ? [grads.reduce((a, b) => a + b)] : []),
  ];
}

const later = (): Tensor => nn.Transformer.generateSquareSubsequentMask(3).to("float64");
const padding = tensor([[0, 0, 1, 1], [0, 0, 0, 0]]).to("bool"); // prettier-ignore

describe("as in PyTorch", () => {
  it.each<[string, () => nn.Module, readonly Input[], readonly number[], Call?]>([
    ["Conv3d", () => new nn.Conv3d(2, 4, [2, 1, 2], { stride: [1, 2, 1], padding: 1, dilation: [1, 1, 2], groups: 2 }), [[1, 2, 3, 3, 4]], [-1.11766168, 1.070777276, 1.102515686]],
    ["Conv2d circular", () => new nn.Conv2d(1, 2, 3, { padding: [1, 2], paddingMode: "circular" }), [[1, 1, 4, 5]], [-16.90578001, -1.14741663, 3.518895508]],
    ["ConvTranspose3d", () => new nn.ConvTranspose3d(2, 4, 2, { stride: 2, padding: 1, outputPadding: 1, groups: 2 }), [[1, 2, 2, 3, 2]], [0.1456173727, -0.6116697593, -0.02757885681]],
    ["MaxPool3d", () => new nn.MaxPool3d(2, { stride: 1, padding: 1, ceilMode: true }), [[1, 1, 3, 4, 3]], [0.5876072559, -3.406196606]],
    ["AvgPool3d", () => new nn.AvgPool3d(2, { stride: 2, padding: 1, countIncludePad: false }), [[1, 1, 3, 4, 5]], [-0.001313455156, -2.720869806]],
    ["AdaptiveAvgPool3d", () => new nn.AdaptiveAvgPool3d([2, 3, 2]), [[1, 1, 3, 4, 5]], [0.2438153055, -0.4558755932]],
    ["AdaptiveMaxPool3d", () => new nn.AdaptiveMaxPool3d(2), [[1, 1, 3, 4, 5]], [1.029610316, 1.294746449]],
    ["FractionalMaxPool2d", () => new nn.FractionalMaxPool2d([2, 3], { outputSize: [3, 4], randomSamples: wave([2, 2, 2], 0, 0.7, 0.49).add(0.5) }), [[2, 2, 7, 10]], [-3.568218244, -1.402601892]],
    ["FractionalMaxPool3d", () => new nn.FractionalMaxPool3d(2, { outputRatio: [0.5, 0.6, 0.4], randomSamples: wave([1, 2, 3], 0, 0.7, 0.49).add(0.5) }), [[1, 2, 5, 6, 7]], [-1.529526056, -0.1575866598]],
    ["LPPool2d", () => new nn.LPPool2d(2, 2), [[1, 2, 4, 5]], [0.9612443419, -1.673429918]],
    ["BatchNorm3d", () => new nn.BatchNorm3d(2, { momentum: null }), [[2, 2, 2, 2, 2]], [2.872997897, 1.096822704, -0.9705842021]],
    ["InstanceNorm3d", () => new nn.InstanceNorm3d(2, { affine: true }), [[2, 2, 2, 2, 3]], [-3.631038581, 1.725820042, -1.361749009]],
    ["LocalResponseNorm", () => new nn.LocalResponseNorm(3, { alpha: 0.5, beta: 0.6, k: 2 }), [[2, 4, 3]], [-0.5600628963, 2.911041668]],
    ["Softmax2d", () => new nn.Softmax2d(), [[2, 3, 2, 2]], [-1.044226941, 1.678426364]],
    ["Softmin", () => new nn.Softmin({ dim: 1 }), [[2, 3, 2]], [-1.450423792, -0.4232837819]],
    ["Tanhshrink", () => new nn.Tanhshrink(), [[7]], [0.1434989136, 0.6768794228]],
    ["Hardshrink", () => new nn.Hardshrink({ lambd: 0.7 }), [[7]], [0.06064677383, 1.036341746]],
    ["Softshrink", () => new nn.Softshrink({ lambd: 0.3 }), [[7]], [0.1671001118, 1.76021629]],
    ["Threshold", () => new nn.Threshold(0.2, -3), [[7]], [-0.4389150329, 1.673266266]],
    ["RReLU", () => new nn.RReLU({ lower: 0.1, upper: 0.3 }).eval(), [[7]], [0.1317329637, 1.645687252]],
    ["CELU", () => new nn.CELU({ alpha: 1.5 }), [[7]], [0.3100206428, 1.467796307]],
    ["Fold", () => new nn.Fold([4, 5], [2, 3], { padding: 1, stride: [2, 1] }), [[1, 12, 15]], [-1.972860705, 4.76327627]],
    ["Unfold", () => new nn.Unfold([2, 3], { padding: 1, stride: 2 }), [[1, 2, 4, 5]], [0.009761467108, 2.827061347]],
    ["PixelShuffle", () => new nn.PixelShuffle(2), [[1, 8, 2, 3]], [0.3794535457, -2.452658571]],
    ["PixelUnshuffle", () => new nn.PixelUnshuffle(2), [[1, 2, 4, 6]], [6.548017006, -2.452658571]],
    ["ChannelShuffle", () => new nn.ChannelShuffle(2), [[1, 6, 2, 2]], [0.08213309488, 0.6616226023]],
    ["Upsample trilinear", () => new nn.Upsample({ scaleFactor: [2, 1.5, 2], mode: "trilinear", alignCorners: true }), [[1, 1, 2, 4, 3]], [-4.308069409, -0.1382863795]],
    ["Upsample bicubic", () => new nn.Upsample({ size: [5, 7], mode: "bicubic" }), [[1, 1, 4, 4]], [-3.983718003, -0.1685248293]],
    ["ReflectionPad3d", () => new nn.ReflectionPad3d([1, 0, 2, 1, 0, 1]), [[1, 1, 2, 3, 4]], [3.677099739, -2.300138931]],
    ["ReplicationPad3d", () => new nn.ReplicationPad3d([1, 0, 2, 1, 0, 1]), [[1, 1, 2, 3, 4]], [12.52794954, -13.68542043]],
    ["ConstantPad1d", () => new nn.ConstantPad1d([2, -1], 3), [[2, 5]], [-2.114785048, -0.1308698917]],
    ["CosineSimilarity", () => new nn.CosineSimilarity({ dim: 1 }), [[2, 3, 2], [2, 3, 2]], [-1.371440504, -0.8551194661, -0.4243823723]],
    ["PairwiseDistance", () => new nn.PairwiseDistance({ p: 3, keepdim: true }), [[2, 3], [2, 3]], [0.3184901069, 0.2881297003, -0.2881297003]],
    ["RNNCell", () => new nn.RNNCell(3, 4, { nonlinearity: "relu" }), [[2, 3], [2, 4]], [0.8307885033, -0.07190227526, -0.1090759209, -4.355291279]],
    ["LSTM, projected, both ways", () => new nn.LSTM(3, 4, { numLayers: 2, bidirectional: true, projSize: 2 }), [[4, 2, 3]], [-0.8510694913, -1.067510308, 3.420594452]],
    ["EmbeddingBag, means", () => new nn.EmbeddingBag(5, 3, { paddingIdx: 2 }), [int([0, 2, 4, 4, 1, 2]), int([0, 3, 3, 5])], [0.3090745237, 0.1404192292]],
    ["EmbeddingBag, sums", () => new nn.EmbeddingBag(5, 3, { mode: "sum", includeLastOffset: true, scaleGradByFreq: true }), [int([0, 2, 4, 4, 1]), int([0, 2, 5])], [-1.141600478, -1.283947881]],
    ["EmbeddingBag, weighted", () => new nn.EmbeddingBag(5, 3, { mode: "sum" }), [int([[0, 2, 4], [4, 1, 4]]), [2, 3]], [-0.9583983304, -0.08387505844, -0.9525454682], (bag: nn.EmbeddingBag, x, w) => bag(x, null, w)],
    ["EmbeddingBag, maxima", () => new nn.EmbeddingBag(5, 3, { mode: "max", paddingIdx: 0 }), [int([0, 2, 4, 4, 1, 0]), int([0, 3, 5])], [-0.004731177486, 0.5543983344]],
    ["TransformerDecoderLayer", () => new nn.TransformerDecoderLayer(4, 2, { dimFeedforward: 6 }).eval(), [[3, 2, 4], [4, 2, 4]], [-0.5270636325, 0.0886988951, -0.003410725978, -0.06799842203],
      (layer: nn.TransformerDecoderLayer, a, b) => layer(a, b, { tgtMask: later(), memoryKeyPaddingMask: padding })],
    ["TransformerDecoderLayer, norm first", () => new nn.TransformerDecoderLayer(4, 2, { dimFeedforward: 6, activation: "gelu", batchFirst: true, normFirst: true, layerNormEps: 1e-3 }).eval(), [[2, 3, 4], [2, 4, 4]], [-2.321273653, 6.168265702, 0.1050134461, -0.8562204142],
      (layer: nn.TransformerDecoderLayer, a, b) => layer(a, b, { memoryMask: wave([3, 4], 0, 1.1, 1) })],
    ["Transformer", () => new nn.Transformer({ dModel: 4, nhead: 2, numEncoderLayers: 1, numDecoderLayers: 2, dimFeedforward: 6, batchFirst: true }).eval(), [[2, 4, 4], [2, 3, 4]], [-0.09654905055, 1.883397763e-5, -0.0003420349772, 0.05014507448],
      (model: nn.Transformer, a, b) => model(a, b, { tgtMask: later() })],
  ])("%s", (_, make, inputs, expected, call) => {
    const numbers = numbersOf(make(), inputs, call);
    expect(numbers).toHaveLength(expected.length);
    numbers.forEach((v, i) => expect(v).toBeCloseTo(expected[i], 7));
  }); // prettier-ignore
});
