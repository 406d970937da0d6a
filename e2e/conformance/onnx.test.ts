// Exported models against onnxruntime, which knows nothing of us: three batch sizes, none of them that of the example.
import { cat, manualSeed, randint, randn, Tensor, where } from "@sonograd/core";
import * as nn from "@sonograd/nn";
import type { ExportOnnxOptions } from "@sonograd/nn";
import { test } from "vitest";
import { expectSameInOnnx } from "./onnx-session.js";

const { Module, Sequential } = nn;

class Residual extends Module {
  conv = new nn.Conv1d(4, 4, 3, { padding: 1 });
  norm = new nn.BatchNorm1d(4);
  out = new nn.Linear(8, 3);
  override forward(x: Tensor): Tensor {
    const y = this.norm(this.conv(x)).relu().add(x);
    return this.out(cat([y, x.sigmoid()], 1).mean(-1));
  }
}

class Attention extends Module {
  table = new nn.Embedding(11, 8);
  attention = new nn.MultiheadAttention(8, 2, { batchFirst: true });
  norm = new nn.LayerNorm(8);
  out = new nn.Linear(8, 5);
  override forward(words: Tensor): Tensor {
    const x = this.table(words);
    const [y] = this.attention(x, x, x);
    return this.out(this.norm(y.add(x))).softmax(-1);
  }
}

type Recurrent = nn.LSTM | nn.GRU | nn.RNN;
/** The last step through a linear layer, and the last states. */
class LastStep extends Module {
  out: nn.Linear;
  constructor(readonly rnn: Recurrent) {
    super();
    this.out = new nn.Linear((rnn.projSize || 5) * (rnn.bidirectional ? 2 : 1), 2);
  }
  override forward(x: Tensor): [Tensor, unknown] {
    const [y, state] = (this.rnn as nn.LSTM)(x);
    return [this.out(y.select(this.rnn.batchFirst ? 1 : 0, -1)), state];
  }
}

class Functions extends Module {
  override forward(a: Tensor, b: Tensor): Tensor[] {
    const both = [
      a.mul(b).sum(1),
      a.matmul(b.transpose(1, 2)),
      where(a.gt(b), a, b.mul(2)),
      a.cumsum(2),
      a.remainder(2),
    ];
    const places = [a.argmax(-1), a.lt(0).any(1), a.gather(2, b.argmax(-1, { keepdim: true }))];
    const { values, indices } = a.sort({ dim: 1, descending: true });
    const sorted = [values, indices, b.sort({ dim: -1 }).values, a.scatterAdd(2, b.argmax(-1, { keepdim: true }), b)];
    return [
      ...both,
      ...sorted,
      ...places,
      a.narrow(1, 1, 2).flatten(1),
      a.pad([1, 2, 0, 1], { value: 3 }),
      a.amax(-1).log1p(),
    ];
  }
}

const sequential = (...layers: nn.TensorModule[]): nn.Sequential => new Sequential(...layers);
const images = (...shape: number[]) => (n: number): Tensor[] => [randn([n, ...shape])]; // prettier-ignore
const last = (rnn: Recurrent): [nn.Module, (n: number) => Tensor[], ExportOnnxOptions] => {
  const inputs = (n: number): Tensor[] => [randn(rnn.batchFirst ? [n, 6, 3] : [6, n, 3])];
  return [new LastStep(rnn), inputs, { batchAxis: rnn.batchFirst ? 0 : 1 }];
};

const CASES: Record<string, () => [nn.Module, (n: number) => Tensor[], ExportOnnxOptions?]> = {
  perceptron: () => [sequential(new nn.Linear(4, 8), new nn.ReLU(), new nn.Dropout(), new nn.Linear(8, 2), new nn.Softmax({ dim: 1 })), images(4)], // prettier-ignore
  "convolutions, pooling with ragged edges, one mean per cell": () => [
    sequential(
      new nn.Conv2d(1, 4, 3, { padding: "same", paddingMode: "replicate" }), new nn.BatchNorm2d(4, { affine: false }), new nn.MaxPool2d(2, { ceilMode: true }),
      new nn.Conv2d(4, 6, 3, { stride: 2, groups: 2 }), new nn.GELU(), new nn.AdaptiveAvgPool2d(2), new nn.Flatten(), new nn.Linear(24, 3), new nn.LogSoftmax({ dim: -1 }),
    ), images(1, 13, 11),
  ], // prettier-ignore
  LogMelCnn: () => [new nn.LogMelCnn({ classes: 4, channels: [4, 8] }), images(1, 16, 20)],
  decoder: () => [
    sequential(
      new nn.ConvTranspose2d(3, 4, 3, { stride: 2, padding: 1, outputPadding: 1 }), new nn.Tanh(),
      new nn.AvgPool2d(2, { padding: 1, countIncludePad: false }), new nn.Upsample({ scaleFactor: 2 }), new nn.PixelShuffle(2), new nn.ConvTranspose2d(1, 2, 2, { bias: false }),
    ), images(3, 5, 4),
  ], // prettier-ignore
  residual: () => [new Residual(), images(4, 10)],
  "attention over words": () => [new Attention(), (n) => [randint(0, 11, [n, 6], { dtype: "int32" })]],
  transformer: () => [
    new nn.TransformerEncoder(new nn.TransformerEncoderLayer(8, 2, { dimFeedforward: 16, batchFirst: true }), 2),
    images(5, 8),
  ],
  "LSTM, two layers, both directions": () => last(new nn.LSTM(3, 5, { numLayers: 2, bidirectional: true, batchFirst: true })), // prettier-ignore
  "LSTM with projection, step by step": () => last(new nn.LSTM(3, 5, { projSize: 2, batchFirst: true })),
  "GRU, both directions, time first": () => last(new nn.GRU(3, 5, { bidirectional: true })),
  "RNN with ReLU": () => last(new nn.RNN(3, 5, { nonlinearity: "relu", bias: false, batchFirst: true })),
  "norms and activations": () => [
    sequential(
      new nn.GroupNorm(2, 4), new nn.InstanceNorm1d(4, { affine: true }), new nn.PReLU(), new nn.ELU(), new nn.SiLU(), new nn.Mish(),
      new nn.Softplus(), new nn.Hardswish(), new nn.GLU({ dim: 1 }), new nn.Softsign(), new nn.LeakyReLU(), new nn.Hardtanh(),
    ), images(4, 6),
  ], // prettier-ignore
  "functions of two inputs": () => [new Functions(), (n) => [randn([n, 4, 3]), randn([n, 4, 3])]],
};

test.each(Object.keys(CASES))("%s", async (name) => {
  manualSeed(7);
  const [model, inputs, options] = CASES[name]();
  await expectSameInOnnx(model, inputs, options, [1, 4, 7]);
});
