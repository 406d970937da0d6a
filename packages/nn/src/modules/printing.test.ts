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
