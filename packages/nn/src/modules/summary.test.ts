import { describe, expect, it } from "vitest";
import { tensor, type Tensor } from "@sonograd/core";
import * as nn from "./index.js";
import { summary } from "./index.js";

const costs = (model: nn.Module, input: Parameters<typeof summary>[1]): number => summary(model, input).multiplyAdds;

describe("summary", () => {
  class Net extends nn.Module {
    conv = new nn.Conv2d(1, 4, 3, { padding: 1 });
    bn = new nn.BatchNorm2d(4);
    head = new nn.Sequential(new nn.Flatten(), new nn.Linear(64, 10));
    override forward(x: Tensor): Tensor {
      return this.head(this.bn(this.conv(x)).relu());
    }
  }

  it("lists what is called with shapes, parameters and costs", () => {
    const net = new Net();
    net.conv.requiresGrad_(false);
    net.bn.eval();
    const result = summary(net, [2, 1, 4, 4]);
    expect(result.rows.map(({ name, depth, parameters, multiplyAdds }) => [name, depth, parameters, multiplyAdds])).toEqual([
      ["", 0, 0, 0],
      ["conv", 1, 40, 2 * 4 * 16 * 9],
      ["bn", 1, 8, 0],
      ["head", 1, 0, 0],
      ["head.0", 2, 0, 0],
      ["head.1", 2, 650, 2 * 64 * 10],
    ]); // prettier-ignore
    expect(result.rows[1]).toMatchObject({ type: "Conv2d", inputShapes: [[2, 1, 4, 4]], outputShapes: [[2, 4, 4, 4]] });
    expect(result).toMatchObject({ parameters: 698, trainableParameters: 658, multiplyAdds: 2432, flops: 4864 });
    expect(result.stateBytes).toBe(4 * (698 + 8 + 1));
    // Modes, hooks and statistics are as they were.
    expect([net.training, net.bn.training]).toEqual([true, false]);
    expect(net.bn.numBatchesTracked!.itemSync()).toBe(0);
    expect(summary(net, [1, 1, 4, 4]).rows).toHaveLength(6);
  });

  it("prints a table", () => {
    expect(String(summary(new nn.Sequential(new nn.Linear(40, 50), new nn.ReLU()), [1, 40]))).toBe(
      [
        "Module       Output shape  Parameters  Multiply-adds",
        "----------------------------------------------------",
        "Sequential   [1, 50]                -              -",
        "  0: Linear  [1, 50]            2,050          2,000",
        "  1: ReLU    [1, 50]                -              -",
        "----------------------------------------------------",
        "Parameters: 2,050, of which trained: 2,050",
        "Multiply-adds: 2,000 (4,000 floating-point operations)",
        "Parameters and buffers: 8,200 bytes",
      ].join("\n"),
    );
  });

  it("counts grouped, transposed and recurrent layers, attention, and shared ones", () => {
    expect(costs(new nn.Conv1d(4, 6, 5, { groups: 2, bias: false }), [1, 4, 9])).toBe(6 * 5 * 2 * 5);
    expect(costs(new nn.ConvTranspose1d(4, 6, 5, { groups: 2, stride: 2 }), [1, 4, 9])).toBe(4 * 9 * 3 * 5);
    expect(costs(new nn.LSTM(3, 5), [7, 2, 3])).toBe(7 * 2 * (3 * 20 + 5 * 20));
    const attention = new nn.MultiheadAttention(8, 2, { batchFirst: true });
    // four projections of 6 steps, then 6 · 6 scores and as many readings over 8 values
    expect(costs(attention, [[1, 6, 8], [1, 6, 8], [1, 6, 8]])).toBe(4 * 6 * 64 + 2 * 36 * 8); // prettier-ignore
    const shared = new nn.Linear(3, 3);
    const twice = summary(new nn.Sequential(shared, shared), [1, 3]);
    expect(twice.rows.map(({ parameters }) => parameters)).toEqual([0, 12, 0]);
    expect([twice.parameters, twice.multiplyAdds]).toEqual([12, 18]);
    expect(summary(new nn.Embedding(5, 2), tensor([1, 2], { dtype: "int32" })).rows[0].outputShapes).toEqual([[2, 2]]);
  });
});
