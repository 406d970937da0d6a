// Every layer with random options, for onnx-layers.test.ts: what can be exported, and what is refused with the reason.
import { randint, randn, type Tensor } from "@sonograd/core";
import * as nn from "@sonograd/nn";
import type { ExportOnnxOptions } from "@sonograd/nn";

const { transforms } = nn;

/** Draws options; the same ones for the same seed. */
export class Draw {
  constructor(private state: number) {}
  int(from: number, to: number): number {
    this.state = (Math.imul(this.state ^ (this.state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0;
    return from + (((this.state ^ (this.state >>> 13)) >>> 0) % (to - from + 1));
  }
  of<const T>(...list: readonly T[]): T {
    return list[this.int(0, list.length - 1)];
  }
  flag(): boolean {
    return this.int(0, 1) === 1;
  }
  ints(count: number, from: number, to: number): number[] {
    return Array.from({ length: count }, () => this.int(from, to));
  }
}

/** A layer, the inputs for a batch of n, and how it is exported. */
export type Drawn = readonly [layer: nn.Module, inputs: (n: number) => Tensor[], options?: ExportOnnxOptions];
type Row = (d: Draw) => Drawn;

const of = (layer: nn.Module, ...shape: number[]): Drawn => [layer, (n) => [randn([n, ...shape])]];
/** A signal within ±1, nearly always. */
const signal = (layer: nn.Module, ...shape: number[]): Drawn => [layer, (n) => [randn([n, ...shape]).mul(0.2)]];
/** Of any shape. */
const plain = (make: (d: Draw) => nn.Module): Row => (d) => of(make(d), ...d.ints(d.int(1, 3), 1, 5)); // prettier-ignore
const spatial = (axes: number): number[] => [9, 8, 7].slice(0, axes);

const conv =
  (axes: 1 | 2 | 3, make: (i: number, o: number, k: number[], options: nn.ConvOptions) => nn.Module): Row =>
  (d) => {
    // prettier-ignore
    const groups = d.of(1, 1, 2);
    const same = d.int(0, 3) === 0;
    const options = {
      stride: same ? 1 : d.ints(axes, 1, 3),
      padding: same ? ("same" as const) : d.ints(axes, 0, 2),
      dilation: d.ints(axes, 1, 2),
      groups,
      bias: d.flag(),
      paddingMode: d.of("zeros", "zeros", "reflect", "replicate", "circular"),
    };
    return of(make(4, 6, d.ints(axes, 1, 3), options), 4, ...spatial(axes));
  };
const transposed =
  (axes: 1 | 2 | 3, make: (k: number[], options: nn.ConvTransposeOptions) => nn.Module): Row =>
  (d) => {
    // prettier-ignore
    const stride = d.ints(axes, 1, 3);
    const options = { stride, padding: d.ints(axes, 0, 1), outputPadding: stride.map((s) => d.int(0, s - 1)), dilation: d.ints(axes, 1, 2), groups: d.of(1, 2), bias: d.flag() }; // prettier-ignore
    return of(make(d.ints(axes, 2, 3), options), 4, ...spatial(axes).map((n) => n - 4));
  };
const maxPool =
  (axes: 1 | 2 | 3, make: (k: number[], options: nn.MaxPoolOptions) => nn.Module): Row =>
  (d) => {
    // prettier-ignore
    const kernel = d.ints(axes, 2, 3);
    const options = { stride: d.ints(axes, 1, 3), padding: kernel.map((k) => d.int(0, Math.floor(k / 2))), dilation: d.ints(axes, 1, 2), ceilMode: d.flag() }; // prettier-ignore
    return of(make(kernel, options), 2, ...spatial(axes));
  };
const avgPool =
  (axes: 1 | 2 | 3, make: (k: number[], options: nn.AvgPool2dOptions) => nn.Module): Row =>
  (d) => {
    // prettier-ignore
    const kernel = d.ints(axes, 2, 3);
    const divisor = axes > 1 && d.flag() ? { divisorOverride: 3 } : {};
    const options = { stride: d.ints(axes, 1, 3), padding: kernel.map((k) => d.int(0, Math.floor(k / 2))), ceilMode: d.flag(), countIncludePad: d.flag(), ...divisor }; // prettier-ignore
    return of(make(kernel, options), 2, ...spatial(axes));
  };
const adaptive = (axes: 1 | 2 | 3, make: (size: (number | null)[]) => nn.Module): Row => (d) => of(make(spatial(axes).map((n) => d.of(1, 2, 3, n))), 2, ...spatial(axes)); // prettier-ignore
const lpPool = (axes: 1 | 2 | 3, make: (p: number, k: number, options: nn.LPPoolOptions) => nn.Module): Row => (d) => of(make(d.int(1, 3), d.int(1, 3), { stride: d.of(1, 2, null), ceilMode: d.flag() }), 2, ...spatial(axes)); // prettier-ignore
const pad = (axes: 1 | 2 | 3, from: number, make: (sizes: number[]) => nn.Module): Row => (d) => of(make(d.ints(2 * axes, from, 2)), 2, ...spatial(axes)); // prettier-ignore
const batchNorm = (axes: 0 | 1 | 2 | 3, make: (n: number, options: nn.BatchNormOptions) => nn.Module): Row => (d) => of(make(4, { affine: d.flag(), trackRunningStats: axes === 0 || d.flag(), eps: d.of(1e-5, 0.1) }), 4, ...spatial(axes)); // prettier-ignore
const instanceNorm = (axes: 1 | 2 | 3, make: (n: number, options: nn.InstanceNormOptions) => nn.Module): Row => (d) => of(make(4, { affine: d.flag(), trackRunningStats: d.flag() }), 4, ...spatial(axes)); // prettier-ignore
const recurrent =
  (
    make: (i: number, h: number, options: object) => nn.LSTM | nn.GRU | nn.RNN,
    more: (d: Draw) => object = () => ({}),
  ): Row =>
  (d) => {
    // prettier-ignore
    const batchFirst = d.flag();
    const options = { numLayers: d.int(1, 2), bidirectional: d.flag(), bias: d.flag(), batchFirst, ...more(d) };
    const layer = make(3, 5, options);
    return [layer, (n) => [randn(batchFirst ? [n, 6, 3] : [6, n, 3])], { batchAxis: batchFirst ? 0 : 1 }];
  };
const transformerOptions = (d: Draw) => ({ dimFeedforward: 12, activation: d.of("relu", "gelu"), normFirst: d.flag(), batchFirst: true, layerNormEps: d.of(1e-5, 0.1) }) as const; // prettier-ignore

export const LAYERS: Readonly<Record<string, Row>> = {
  Identity: plain(() => new nn.Identity()),
  Linear: (d) => of(new nn.Linear(3, 4, { bias: d.flag() }), ...d.of([], [5], [2, 5]), 3),
  Bilinear: (d) => [new nn.Bilinear(3, 4, 5, { bias: d.flag() }), (n) => [randn([n, 3]), randn([n, 4])]],
  Sequential: () => of(new nn.Sequential(new nn.Linear(3, 4), new nn.ReLU(), new nn.Linear(4, 2)), 3),
  Flatten: (d) => of(new nn.Flatten({ startDim: d.of(1, 2), endDim: d.of(2, -1) }), 2, 3, 4),
  Unflatten: (d) => of(new nn.Unflatten(1, d.of([2, 3], [3, -1], [1, 6])), 6, 2),
  CELU: plain((d) => new nn.CELU({ alpha: d.of(1, 0.5), inplace: d.flag() })),
  ELU: plain((d) => new nn.ELU({ alpha: d.of(1, 0.5), inplace: d.flag() })),
  GELU: plain((d) => new nn.GELU({ approximate: d.of("none", "tanh") })),
  GLU: (d) => of(new nn.GLU({ dim: d.of(1, -1) }), 4, 6),
  LeakyReLU: plain((d) => new nn.LeakyReLU(d.of(0.01, 0.3), { inplace: d.flag() })),
  LogSigmoid: plain(() => new nn.LogSigmoid()),
  LogSoftmax: (d) => of(new nn.LogSoftmax({ dim: d.of(1, 2, -1) }), 3, 4),
  Mish: plain((d) => new nn.Mish({ inplace: d.flag() })),
  ReLU: plain((d) => new nn.ReLU({ inplace: d.flag() })),
  SELU: plain((d) => new nn.SELU({ inplace: d.flag() })),
  Sigmoid: plain(() => new nn.Sigmoid()),
  SiLU: plain((d) => new nn.SiLU({ inplace: d.flag() })),
  Softmax: (d) => of(new nn.Softmax({ dim: d.of(1, 2, -1) }), 3, 4),
  Softmax2d: () => of(new nn.Softmax2d(), 3, 4, 5),
  Softmin: (d) => of(new nn.Softmin({ dim: d.of(1, 2, -1) }), 3, 4),
  Softplus: plain((d) => new nn.Softplus({ beta: d.of(1, 3), threshold: d.of(20, 1) })),
  Softsign: plain(() => new nn.Softsign()),
  Tanh: plain(() => new nn.Tanh()),
  Tanhshrink: plain(() => new nn.Tanhshrink()),
  Hardshrink: plain((d) => new nn.Hardshrink({ lambd: d.of(0.5, 0.1) })),
  Hardsigmoid: plain((d) => new nn.Hardsigmoid({ inplace: d.flag() })),
  Hardswish: plain((d) => new nn.Hardswish({ inplace: d.flag() })),
  Hardtanh: plain((d) => new nn.Hardtanh({ minVal: d.of(-1, 0), maxVal: d.of(1, 0.5), inplace: d.flag() })),
  PReLU: (d) => of(new nn.PReLU({ numParameters: d.of(1, 4) }), ...d.of([4], [4, 3], [4, 3, 2])),
  ReLU6: plain((d) => new nn.ReLU6({ inplace: d.flag() })),
  RReLU: plain((d) => new nn.RReLU({ inplace: d.flag() })),
  Softshrink: plain((d) => new nn.Softshrink({ lambd: d.of(0.5, 0.1) })),
  Threshold: plain((d) => new nn.Threshold(d.of(0.1, -1), 20, { inplace: d.flag() })),
  Dropout: plain(() => new nn.Dropout(0.5)),
  AlphaDropout: plain(() => new nn.AlphaDropout(0.5)),
  FeatureAlphaDropout: (d) => of(new nn.FeatureAlphaDropout(0.5), 3, ...spatial(d.int(1, 2))),
  Dropout1d: () => of(new nn.Dropout1d(0.5), 3, 4),
  Dropout2d: () => of(new nn.Dropout2d(0.5), 3, 4, 5),
  Dropout3d: () => of(new nn.Dropout3d(0.5), 3, 4, 5, 2),
  Conv1d: conv(1, (i, o, k, options) => new nn.Conv1d(i, o, k, options)),
  Conv2d: conv(2, (i, o, k, options) => new nn.Conv2d(i, o, k, options)),
  Conv3d: conv(3, (i, o, k, options) => new nn.Conv3d(i, o, k, options)),
  ConvTranspose1d: transposed(1, (k, options) => new nn.ConvTranspose1d(4, 2, k, options)),
  ConvTranspose2d: transposed(2, (k, options) => new nn.ConvTranspose2d(4, 2, k, options)),
  ConvTranspose3d: transposed(3, (k, options) => new nn.ConvTranspose3d(4, 2, k, options)),
  MaxPool1d: maxPool(1, (k, options) => new nn.MaxPool1d(k, options)),
  MaxPool2d: maxPool(2, (k, options) => new nn.MaxPool2d(k, options)),
  MaxPool3d: maxPool(3, (k, options) => new nn.MaxPool3d(k, options)),
  AvgPool1d: avgPool(1, (k, options) => new nn.AvgPool1d(k, options)),
  AvgPool2d: avgPool(2, (k, options) => new nn.AvgPool2d(k, options)),
  AvgPool3d: avgPool(3, (k, options) => new nn.AvgPool3d(k, options)),
  AdaptiveAvgPool1d: adaptive(1, ([size]) => new nn.AdaptiveAvgPool1d(size!)),
  AdaptiveAvgPool2d: adaptive(2, (sizes) => new nn.AdaptiveAvgPool2d(sizes)),
  AdaptiveAvgPool3d: adaptive(3, (sizes) => new nn.AdaptiveAvgPool3d(sizes)),
  AdaptiveMaxPool1d: adaptive(1, ([size]) => new nn.AdaptiveMaxPool1d(size!)),
  AdaptiveMaxPool2d: adaptive(2, (sizes) => new nn.AdaptiveMaxPool2d(sizes)),
  AdaptiveMaxPool3d: adaptive(3, (sizes) => new nn.AdaptiveMaxPool3d(sizes)),
  LPPool1d: lpPool(1, (p, k, options) => new nn.LPPool1d(p, k, options)),
  LPPool2d: lpPool(2, (p, k, options) => new nn.LPPool2d(p, k, options)),
  LPPool3d: lpPool(3, (p, k, options) => new nn.LPPool3d(p, k, options)),
  Unfold: (d) => of(new nn.Unfold(d.ints(2, 1, 3), { stride: d.ints(2, 1, 3), padding: d.ints(2, 0, 1), dilation: d.ints(2, 1, 2) }), 2, 6, 7), // prettier-ignore
  Fold: (d) => of(new nn.Fold([6, 6], 2, { stride: 2, padding: d.of(0, 0) }), 8, 9),
  CircularPad1d: pad(1, 0, (sizes) => new nn.CircularPad1d(sizes)),
  CircularPad2d: pad(2, 0, (sizes) => new nn.CircularPad2d(sizes)),
  CircularPad3d: pad(3, 0, (sizes) => new nn.CircularPad3d(sizes)),
  ConstantPad1d: pad(1, -1, (sizes) => new nn.ConstantPad1d(sizes, 3)),
  ConstantPad2d: pad(2, -1, (sizes) => new nn.ConstantPad2d(sizes, 3)),
  ConstantPad3d: pad(3, -1, (sizes) => new nn.ConstantPad3d(sizes, 3)),
  ReflectionPad1d: pad(1, 0, (sizes) => new nn.ReflectionPad1d(sizes)),
  ReflectionPad2d: pad(2, 0, (sizes) => new nn.ReflectionPad2d(sizes)),
  ReflectionPad3d: pad(3, 0, (sizes) => new nn.ReflectionPad3d(sizes)),
  ReplicationPad1d: pad(1, 0, (sizes) => new nn.ReplicationPad1d(sizes)),
  ReplicationPad2d: pad(2, 0, (sizes) => new nn.ReplicationPad2d(sizes)),
  ReplicationPad3d: pad(3, 0, (sizes) => new nn.ReplicationPad3d(sizes)),
  ZeroPad1d: pad(1, -1, (sizes) => new nn.ZeroPad1d(sizes)),
  ZeroPad2d: pad(2, -1, (sizes) => new nn.ZeroPad2d(sizes)),
  ZeroPad3d: pad(3, -1, (sizes) => new nn.ZeroPad3d(sizes)),
  ChannelShuffle: (d) => of(new nn.ChannelShuffle(d.of(2, 3)), 6, 3, 2),
  PixelShuffle: () => of(new nn.PixelShuffle(2), 8, 3, 2),
  PixelUnshuffle: () => of(new nn.PixelUnshuffle(2), 2, 4, 6),
  Upsample: (d) => {
    const mode = d.of("nearest", "nearest", "bilinear", "bicubic", "nearest-exact" as "nearest");
    const align = mode === "bilinear" || mode === "bicubic" ? { alignCorners: d.flag() } : {};
    return of(new nn.Upsample({ ...d.of({ size: [5, 7] }, { scaleFactor: 2 }, { scaleFactor: [1.5, 3] }), mode, ...align }), 2, 4, 3); // prettier-ignore
  },
  UpsamplingBilinear2d: (d) => of(new nn.UpsamplingBilinear2d({ scaleFactor: d.of(2, 3) }), 2, 4, 3),
  UpsamplingNearest2d: (d) => of(new nn.UpsamplingNearest2d({ scaleFactor: d.of(2, 3) }), 2, 4, 3),
  BatchNorm1d: (d) => batchNorm(d.of(0, 1), (n, options) => new nn.BatchNorm1d(n, options))(d),
  BatchNorm2d: batchNorm(2, (n, options) => new nn.BatchNorm2d(n, options)),
  BatchNorm3d: batchNorm(3, (n, options) => new nn.BatchNorm3d(n, options)),
  GroupNorm: (d) => of(new nn.GroupNorm(d.of(1, 2, 4), 4, { affine: d.flag() }), 4, ...spatial(d.int(0, 2))),
  LayerNorm: (d) => of(new nn.LayerNorm(d.of([5], [4, 5]), { elementwiseAffine: d.flag(), eps: d.of(1e-5, 0.1) }), 3, 4, 5), // prettier-ignore
  RMSNorm: (d) => of(new nn.RMSNorm(d.of([5], [4, 5]), { elementwiseAffine: d.flag() }), 3, 4, 5),
  LocalResponseNorm: (d) => of(new nn.LocalResponseNorm(d.int(1, 4)), 5, ...spatial(d.int(1, 2))),
  InstanceNorm1d: instanceNorm(1, (n, options) => new nn.InstanceNorm1d(n, options)),
  InstanceNorm2d: instanceNorm(2, (n, options) => new nn.InstanceNorm2d(n, options)),
  InstanceNorm3d: instanceNorm(3, (n, options) => new nn.InstanceNorm3d(n, options)),
  Embedding: (d) => {
    const rest = d.of([], [3], [2, 3]);
    return [new nn.Embedding(7, 4, d.of({}, { paddingIdx: 2 })), (n) => [randint(0, 7, [n, ...rest], { dtype: "int32" })]]; // prettier-ignore
  },
  CosineSimilarity: (d) => [new nn.CosineSimilarity({ dim: d.of(1, 2) }), (n) => [randn([n, 3, 4]), randn([n, 3, 4])]],
  PairwiseDistance: (d) => [new nn.PairwiseDistance({ p: d.of(1, 2, 3), keepdim: d.flag() }), (n) => [randn([n, 4]), randn([n, 4])]], // prettier-ignore
  LSTM: recurrent((i, h, options) => new nn.LSTM(i, h, options), (d) => (d.flag() ? { projSize: 2 } : {})), // prettier-ignore
  GRU: recurrent((i, h, options) => new nn.GRU(i, h, options)),
  RNN: recurrent((i, h, options) => new nn.RNN(i, h, options), (d) => ({ nonlinearity: d.of("tanh", "relu") })), // prettier-ignore
  LSTMCell: (d) => of(new nn.LSTMCell(3, 5, { bias: d.flag() }), 3),
  GRUCell: (d) => of(new nn.GRUCell(3, 5, { bias: d.flag() }), 3),
  RNNCell: (d) => of(new nn.RNNCell(3, 5, { bias: d.flag(), nonlinearity: d.of("tanh", "relu") }), 3),
  MultiheadAttention: (d) => {
    const layer = new nn.MultiheadAttention(8, d.of(1, 2, 4), { bias: d.flag(), batchFirst: true, addZeroAttn: d.flag(), kdim: 6, vdim: 5 }); // prettier-ignore
    return [layer, (n) => [randn([n, 4, 8]), randn([n, 3, 6]), randn([n, 3, 5])]];
  },
  TransformerEncoderLayer: (d) => of(new nn.TransformerEncoderLayer(8, 2, transformerOptions(d)), 5, 8),
  TransformerEncoder: (d) => of(new nn.TransformerEncoder(new nn.TransformerEncoderLayer(8, 2, transformerOptions(d)), 2), 5, 8), // prettier-ignore
  TransformerDecoderLayer: (d) => [new nn.TransformerDecoderLayer(8, 2, transformerOptions(d)), (n) => [randn([n, 4, 8]), randn([n, 3, 8])]], // prettier-ignore
  TransformerDecoder: (d) => [new nn.TransformerDecoder(new nn.TransformerDecoderLayer(8, 2, transformerOptions(d)), 2), (n) => [randn([n, 4, 8]), randn([n, 3, 8])]], // prettier-ignore
  Transformer: (d) => [new nn.Transformer({ dModel: 8, nhead: 2, numEncoderLayers: 1, numDecoderLayers: 1, ...transformerOptions(d) }), (n) => [randn([n, 4, 8]), randn([n, 3, 8])]], // prettier-ignore
  M5: () => of(new nn.M5({ numClasses: 3, channels: 4 }), 1, 8000),
  CRNN: () => of(new nn.CRNN({ numClasses: 3, channels: [3, 4], hiddenSize: 5, bands: 2 }), 1, 16, 20),
  AudioSpectrogramTransformer: () => of(new nn.AudioSpectrogramTransformer({ numClasses: 3, inputSize: [16, 20], patchSize: 8, stride: 6, dim: 8, depth: 1, heads: 2 }), 1, 16, 20), // prettier-ignore
  LogMelCnn: () => of(new nn.LogMelCnn({ classes: 4, channels: [4, 8] }), 1, 16, 20),
  ShallowNet: () => of(new nn.ShallowNet(3, 4, 2), 3),
  DeepNet: () => of(new nn.DeepNet(3, 2, [4, 5]), 3),
  Perceptron: () => of(new nn.Perceptron(3), 3),
  "transforms.Spectrogram": (d) => signal(new transforms.Spectrogram({ nFft: d.of(32, 30), hopLength: d.of(8, 10), power: d.of(1, 2, 3), padMode: d.of("reflect", "constant"), normalized: d.flag() }), 200), // prettier-ignore
  "transforms.MelSpectrogram": (d) => signal(new transforms.MelSpectrogram({ nFft: 64, hopLength: d.of(16, 20), nMels: d.of(8, 12), sampleRate: 8000, power: d.of(1, 2) }), ...d.of([], [2]), 300), // prettier-ignore
  "transforms.MFCC": (d) => signal(new transforms.MFCC({ nMfcc: 5, logMels: d.flag(), sampleRate: 8000, melkwargs: { nFft: 64, nMels: 10 } }), 300), // prettier-ignore
  "transforms.MelScale": () => of(new transforms.MelScale({ nMels: 8, sampleRate: 8000, nStft: 33 }), 33, 5),
  "transforms.ComputeDeltas": () => of(new transforms.ComputeDeltas(), 4, 9),
  "transforms.Vol": (d) => of(new transforms.Vol(d.of(0.5, 2)), 50),
  "transforms.Resample": () => of(new transforms.Resample(3, 2), 60),
};

const images = (n: number): Tensor[] => [randn([n, 2, 6, 6])];

/** Layers that have no ONNX form, with what the error names. */
export const REFUSED: Readonly<Record<string, readonly [Drawn, RegExp]>> = {
  "FractionalMaxPool2d: draws its windows": [
    [new nn.FractionalMaxPool2d(2, { outputSize: 3 }), images],
    /random numbers|one by one/,
  ],
  "EmbeddingBag: bags are counted along the batch": [[new nn.EmbeddingBag(7, 4), (n) => [randint(0, 7, [n, 3], { dtype: "int32" })]], /depends on the size of the batch/], // prettier-ignore
  "InverseSpectrogram: an inverse Fourier transform": [
    [new transforms.InverseSpectrogram({ nFft: 16 }), (n) => [randn([n, 9, 5]).to("complex64")]],
    /primitive "irfft"/,
  ],
  "FFTConvolve: a Fourier transform": [[new transforms.FFTConvolve(), (n) => [randn([n, 9]), randn([n, 5])]], /primitive "rfft"/], // prettier-ignore
  "Deemphasis: a recursive filter": [[new transforms.Deemphasis(), (n) => [randn([n, 9])]], /primitive "iirFilter"/],
};
