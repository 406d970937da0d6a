import { compile, manualSeed, ones, ShapeError, zeros, type Tensor } from "@sonograd/core";
import { describe, expect, it } from "vitest";
import { SGD } from "../optim/index.js";
import * as nn from "./index.js";

describe("lazy layers", () => {
  it.each<[nn.Module, Tensor, string, string]>([
    [new nn.LazyLinear(2, { bias: false }), ones([3, 5]), "LazyLinear(in_features=0, out_features=2, bias=False)", "Linear(in_features=5, out_features=2, bias=False)"],
    [new nn.LazyConv1d(4, 3, { groups: 2 }), ones([1, 6, 9]), "LazyConv1d(0, 4, kernel_size=(3,), stride=(1,), groups=2)", "Conv1d(6, 4, kernel_size=(3,), stride=(1,), groups=2)"],
    [new nn.LazyConv2d(4, [3, 2], { padding: 1 }), ones([5, 9, 9]), "LazyConv2d(0, 4, kernel_size=(3, 2), stride=(1, 1), padding=(1, 1))", "Conv2d(5, 4, kernel_size=(3, 2), stride=(1, 1), padding=(1, 1))"],
    [new nn.LazyConvTranspose1d(2, 3), ones([1, 4, 5]), "LazyConvTranspose1d(0, 2, kernel_size=(3,), stride=(1,))", "ConvTranspose1d(4, 2, kernel_size=(3,), stride=(1,))"],
    [new nn.LazyConvTranspose3d(2, 2), ones([1, 3, 2, 2, 2]), "LazyConvTranspose3d(0, 2, kernel_size=(2, 2, 2), stride=(1, 1, 1))", "ConvTranspose3d(3, 2, kernel_size=(2, 2, 2), stride=(1, 1, 1))"],
    [new nn.LazyBatchNorm1d({ momentum: null }), ones([3, 4]), "LazyBatchNorm1d(0, eps=1e-05, momentum=None, affine=True, track_running_stats=True)", "BatchNorm1d(4, eps=1e-05, momentum=None, affine=True, track_running_stats=True)"],
    [new nn.LazyInstanceNorm2d(), ones([3, 4, 4]), "LazyInstanceNorm2d(0, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)", "InstanceNorm2d(3, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)"],
  ])("%s becomes the layer with the inputs of the first call", (layer, x, before, after) => {
    expect(String(layer)).toBe(before);
    const y = (layer as nn.TensorModule)(x);
    expect(String(layer)).toBe(after);
    expect((layer as nn.TensorModule)(x).shape).toEqual(y.shape);
  }); // prettier-ignore

  it("has the values that the layer would have had, under handles that an optimizer holds", () => {
    const model = new nn.Sequential(new nn.Flatten(), new nn.LazyLinear(3)).to("float64").eval();
    const optimizer = new SGD(model.parameters(), { lr: 1 });
    manualSeed(4);
    const run = compile((x: Tensor) => model(x));
    const y = run(ones([1, 2, 2], { dtype: "float64" }));
    manualSeed(4);
    const { weight, bias } = new nn.Linear(4, 3).to("float64");
    expect(y.arraySync()).toEqual(ones([1, 4], { dtype: "float64" }).matmul(weight.t()).add(bias!).arraySync());
    expect(model.at(1)).toBeInstanceOf(nn.Linear);
    expect(model.at(1)!.training).toBe(false);
    model(ones([1, 4], { dtype: "float64" }))
      .sum()
      .backward();
    optimizer.step();
    expect((model.at(1) as nn.Linear).bias!.arraySync()).toEqual(bias!.sub(1).arraySync());
    expect(() => new nn.LazyConv1d(1, 1)(zeros([3]))).toThrow(ShapeError);
  });
});
