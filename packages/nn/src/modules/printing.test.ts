import { describe, expect, it } from "vitest";
import type { Tensor } from "@sonograd/core";
import * as nn from "./index.js";
import { pythonFloat, toSnakeCase } from "./python-text.js";

// The expected texts are what PyTorch 2 prints for the same modules.
describe("String(module)", () => {
  it.each<[nn.Module, string]>([
    [new nn.Linear(7, 5, { bias: false }), "Linear(in_features=7, out_features=5, bias=False)"],
    [new nn.Conv1d(1, 32, 80, { stride: 4 }), "Conv1d(1, 32, kernel_size=(80,), stride=(4,))"],
    [
      new nn.Conv2d(4, 8, [3, 5], { padding: [1, 2], dilation: 2, groups: 4, bias: false, paddingMode: "reflect" }),
      "Conv2d(4, 8, kernel_size=(3, 5), stride=(1, 1), padding=(1, 2), dilation=(2, 2), groups=4, bias=False, padding_mode=reflect)",
    ],
    [new nn.Conv1d(1, 2, 7, { padding: "same" }), "Conv1d(1, 2, kernel_size=(7,), stride=(1,), padding=same)"],
    [
      new nn.BatchNorm1d(4, { momentum: null, affine: false }),
      "BatchNorm1d(4, eps=1e-05, momentum=None, affine=False, track_running_stats=True)",
    ],
    [new nn.MaxPool1d(4), "MaxPool1d(kernel_size=4, stride=4, padding=0, dilation=1, ceil_mode=False)"],
    [
      new nn.MaxPool2d([3, 2], { stride: 2, ceilMode: true }),
      "MaxPool2d(kernel_size=(3, 2), stride=2, padding=0, dilation=1, ceil_mode=True)",
    ],
    [new nn.AvgPool1d(3), "AvgPool1d(kernel_size=(3,), stride=(3,), padding=(0,))"],
    [new nn.AvgPool2d(2), "AvgPool2d(kernel_size=2, stride=2, padding=0)"],
    [new nn.AdaptiveAvgPool2d([null, 4]), "AdaptiveAvgPool2d(output_size=(None, 4))"],
    [new nn.Dropout(), "Dropout(p=0.5, inplace=False)"],
    [new nn.Flatten(), "Flatten(start_dim=1, end_dim=-1)"],
    [new nn.LeakyReLU(), "LeakyReLU(negative_slope=0.01)"],
    [new nn.GELU(), "GELU(approximate='none')"],
    [new nn.Softmax({ dim: 1 }), "Softmax(dim=1)"],
    [new nn.LogSoftmax({ dim: -1 }), "LogSoftmax(dim=-1)"],
    [new nn.Tanh(), "Tanh()"],
    [new nn.Sequential(), "Sequential()"],
    [new nn.Bilinear(3, 4, 5, { bias: false }), "Bilinear(in1_features=3, in2_features=4, out_features=5, bias=False)"],
    [
      new nn.Conv3d(1, 2, [1, 2, 3], { padding: 1 }),
      "Conv3d(1, 2, kernel_size=(1, 2, 3), stride=(1, 1, 1), padding=(1, 1, 1))",
    ],
    [
      new nn.ConvTranspose1d(3, 2, 4, { stride: 2, padding: 1, outputPadding: 1 }),
      "ConvTranspose1d(3, 2, kernel_size=(4,), stride=(2,), padding=(1,), output_padding=(1,))",
    ],
    [
      new nn.ConvTranspose2d(4, 2, [2, 3], { dilation: 2, groups: 2, bias: false }),
      "ConvTranspose2d(4, 2, kernel_size=(2, 3), stride=(1, 1), dilation=(2, 2), groups=2, bias=False)",
    ],
    [new nn.LPPool1d(2, 3), "LPPool1d(norm_type=2, kernel_size=3, stride=None, ceil_mode=False)"],
    [
      new nn.LPPool2d(1.2, [3, 2], { stride: [2, 1], ceilMode: true }),
      "LPPool2d(norm_type=1.2, kernel_size=(3, 2), stride=(2, 1), ceil_mode=True)",
    ],
    [new nn.MaxUnpool1d(3), "MaxUnpool1d(kernel_size=(3,), stride=(3,), padding=(0,))"],
    [
      new nn.MaxUnpool2d([3, 2], { stride: 2, padding: 1 }),
      "MaxUnpool2d(kernel_size=(3, 2), stride=(2, 2), padding=(1, 1))",
    ],
    [new nn.AdaptiveMaxPool1d(5), "AdaptiveMaxPool1d(output_size=5)"],
    [new nn.AdaptiveMaxPool2d([null, 3]), "AdaptiveMaxPool2d(output_size=(None, 3))"],
    [new nn.LayerNorm(8), "LayerNorm((8,), eps=1e-05, elementwise_affine=True)"],
    [
      new nn.LayerNorm([3, 4], { eps: 1e-3, elementwiseAffine: false }),
      "LayerNorm((3, 4), eps=0.001, elementwise_affine=False)",
    ],
    [new nn.RMSNorm(8), "RMSNorm((8,), eps=None, elementwise_affine=True)"],
    [new nn.GroupNorm(3, 6, { affine: false }), "GroupNorm(3, 6, eps=1e-05, affine=False)"],
    [new nn.LocalResponseNorm(2), "LocalResponseNorm(2, alpha=0.0001, beta=0.75, k=1.0)"],
    [
      new nn.InstanceNorm2d(4, { affine: true, trackRunningStats: true }),
      "InstanceNorm2d(4, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)",
    ],
    [new nn.Embedding(10, 3), "Embedding(10, 3)"],
    [
      new nn.Embedding(10, 3, { paddingIdx: -1, maxNorm: 1, normType: 1, scaleGradByFreq: true }),
      "Embedding(10, 3, padding_idx=9, max_norm=1.0, norm_type=1.0, scale_grad_by_freq=True)",
    ],
    [new nn.ELU(), "ELU(alpha=1.0)"],
    [new nn.CELU({ alpha: 0.5 }), "CELU(alpha=0.5)"],
    [new nn.SELU(), "SELU()"],
    [new nn.Softplus(), "Softplus(beta=1.0, threshold=20.0)"],
    [new nn.Hardtanh({ minVal: -0.5, maxVal: 2 }), "Hardtanh(min_val=-0.5, max_val=2.0)"],
    [new nn.Hardshrink(), "Hardshrink(0.5)"],
    [new nn.Softshrink({ lambd: 0.3 }), "Softshrink(0.3)"],
    [new nn.Threshold(0.1, 20), "Threshold(threshold=0.1, value=20)"],
    [new nn.PReLU({ numParameters: 3 }), "PReLU(num_parameters=3)"],
    [new nn.RReLU(), "RReLU(lower=0.125, upper=0.3333333333333333)"],
    [new nn.GLU(), "GLU(dim=-1)"],
    [new nn.Softmin({ dim: 1 }), "Softmin(dim=1)"],
    [new nn.ReLU6(), "ReLU6()"],
    [new nn.RNN(3, 4, { nonlinearity: "relu" }), "RNN(3, 4)"],
    [
      new nn.LSTM(3, 5, { numLayers: 2, batchFirst: true, bidirectional: true, dropout: 0.5 }),
      "LSTM(3, 5, num_layers=2, batch_first=True, dropout=0.5, bidirectional=True)",
    ],
    [new nn.LSTM(3, 5, { projSize: 2, bias: false }), "LSTM(3, 5, proj_size=2, bias=False)"],
    [new nn.GRU(3, 4), "GRU(3, 4)"],
    [new nn.RNNCell(3, 4, { nonlinearity: "relu", bias: false }), "RNNCell(3, 4, bias=False, nonlinearity=relu)"],
    [new nn.LSTMCell(3, 4), "LSTMCell(3, 4)"],
    [new nn.GRUCell(3, 4, { bias: false }), "GRUCell(3, 4, bias=False)"],
    [new nn.Upsample({ scaleFactor: 2 }), "Upsample(scale_factor=2.0, mode='nearest')"],
    [new nn.Upsample({ scaleFactor: [2, 3] }), "Upsample(scale_factor=(2.0, 3.0), mode='nearest')"],
    [new nn.Upsample({ size: [3, 4], mode: "bilinear" }), "Upsample(size=(3, 4), mode='bilinear')"],
    [new nn.ReflectionPad1d(2), "ReflectionPad1d((2, 2))"],
    [new nn.ReplicationPad2d(1), "ReplicationPad2d((1, 1, 1, 1))"],
    [new nn.ZeroPad2d([1, 2, 3, 4]), "ZeroPad2d((1, 2, 3, 4))"],
    [new nn.ConstantPad1d([1, 2], 3.5), "ConstantPad1d(padding=(1, 2), value=3.5)"],
    [new nn.PixelShuffle(3), "PixelShuffle(upscale_factor=3)"],
    [new nn.PixelUnshuffle(3), "PixelUnshuffle(downscale_factor=3)"],
    [new nn.ChannelShuffle(2), "ChannelShuffle(groups=2)"],
    [new nn.Unflatten(1, [2, 3]), "Unflatten(dim=1, unflattened_size=(2, 3))"],
    [new nn.Dropout1d(), "Dropout1d(p=0.5, inplace=False)"],
    [new nn.AlphaDropout(0.2), "AlphaDropout(p=0.2, inplace=False)"],
    [new nn.CosineSimilarity(), "CosineSimilarity()"],
  ])("prints %s as PyTorch does", (module, text) => {
    expect(String(module)).toBe(text);
  });

  it("indents what is nested", () => {
    class Net extends nn.Module {
      features = new nn.Sequential(new nn.Conv2d(1, 16, 3, { padding: 1 }), new nn.Sequential(new nn.ReLU()));
      fcOut = new nn.Linear(16, 2);
      override forward(x: Tensor): Tensor {
        return x;
      }
    }
    expect(String(new Net())).toBe(
      [
        "Net(",
        "  (features): Sequential(",
        "    (0): Conv2d(1, 16, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))",
        "    (1): Sequential(",
        "      (0): ReLU()",
        "    )",
        "  )",
        "  (fc_out): Linear(in_features=16, out_features=2, bias=True)",
        ")",
      ].join("\n"),
    );
  });

  it("shows the layers of a transformer by their names, equal ones once", () => {
    const encoder = new nn.TransformerEncoder(new nn.TransformerEncoderLayer(8, 2, { dimFeedforward: 16 }), 2, {
      norm: new nn.LayerNorm(8),
    });
    expect(String(encoder)).toBe(
      [
        "TransformerEncoder(",
        "  (layers): ModuleList(",
        "    (0-1): 2 x TransformerEncoderLayer(",
        "      (self_attn): MultiheadAttention(",
        "        (out_proj): NonDynamicallyQuantizableLinear(in_features=8, out_features=8, bias=True)",
        "      )",
        "      (linear1): Linear(in_features=8, out_features=16, bias=True)",
        "      (dropout): Dropout(p=0.1, inplace=False)",
        "      (linear2): Linear(in_features=16, out_features=8, bias=True)",
        "      (norm1): LayerNorm((8,), eps=1e-05, elementwise_affine=True)",
        "      (norm2): LayerNorm((8,), eps=1e-05, elementwise_affine=True)",
        "      (dropout1): Dropout(p=0.1, inplace=False)",
        "      (dropout2): Dropout(p=0.1, inplace=False)",
        "    )",
        "  )",
        "  (norm): LayerNorm((8,), eps=1e-05, elementwise_affine=True)",
        ")",
      ].join("\n"),
    );
  });

  it("shows encoder and decoder of a whole transformer in PyTorch's order", () => {
    const options = { dModel: 8, nhead: 2, numEncoderLayers: 1, numDecoderLayers: 1, dimFeedforward: 16 };
    const { encoder, decoder } = new nn.Transformer(options);
    expect(String(encoder)).toMatch(/norm\): LayerNorm\(\(8,\)/);
    expect(String(decoder)).toBe(
      [
        "TransformerDecoder(",
        "  (layers): ModuleList(",
        "    (0): TransformerDecoderLayer(",
        "      (self_attn): MultiheadAttention(",
        "        (out_proj): NonDynamicallyQuantizableLinear(in_features=8, out_features=8, bias=True)",
        "      )",
        "      (multihead_attn): MultiheadAttention(",
        "        (out_proj): NonDynamicallyQuantizableLinear(in_features=8, out_features=8, bias=True)",
        "      )",
        "      (linear1): Linear(in_features=8, out_features=16, bias=True)",
        "      (dropout): Dropout(p=0.1, inplace=False)",
        "      (linear2): Linear(in_features=16, out_features=8, bias=True)",
        "      (norm1): LayerNorm((8,), eps=1e-05, elementwise_affine=True)",
        "      (norm2): LayerNorm((8,), eps=1e-05, elementwise_affine=True)",
        "      (norm3): LayerNorm((8,), eps=1e-05, elementwise_affine=True)",
        "      (dropout1): Dropout(p=0.1, inplace=False)",
        "      (dropout2): Dropout(p=0.1, inplace=False)",
        "      (dropout3): Dropout(p=0.1, inplace=False)",
        "    )",
        "  )",
        "  (norm): LayerNorm((8,), eps=1e-05, elementwise_affine=True)",
        ")",
      ].join("\n"),
    );
  });

  it("joins equal neighbours of a ModuleList", () => {
    const list = new nn.ModuleList([new nn.Linear(2, 2), new nn.Linear(2, 2), new nn.ReLU()]);
    expect(String(list)).toBe(
      "ModuleList(\n  (0-1): 2 x Linear(in_features=2, out_features=2, bias=True)\n  (2): ReLU()\n)",
    );
  });
});

describe("pythonFloat", () => {
  it.each([
    [1, "1.0"],
    [0, "0.0"],
    [0.1, "0.1"],
    [1e-5, "1e-05"],
    [1.5e-7, "1.5e-07"],
    [0.0001, "0.0001"],
    [1e16, "1e+16"],
    [Infinity, "inf"],
    [NaN, "nan"],
  ])("writes %d as Python does", (value, text) => expect(pythonFloat(value)).toBe(text));
});

describe("toSnakeCase", () => {
  it.each([
    ["runningMean", "running_mean"],
    ["conv1", "conv1"],
    ["weightIhL0", "weight_ih_l0"],
    ["convBN", "conv_bn"],
    ["fc_out", "fc_out"],
  ])("turns %s into %s", (name, expected) => expect(toSnakeCase(name)).toBe(expected));
});
