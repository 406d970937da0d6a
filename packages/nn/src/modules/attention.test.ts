import { describe, expect, it } from "vitest";
import {
  DTypeError,
  gradcheck,
  manualSeed,
  ParameterError,
  randn,
  ShapeError,
  tensor,
  zeros,
  type Tensor,
} from "@sonograd/core";
import * as nn from "./index.js";

const numbers = (t: Tensor): number[] => Array.from(t.dataSync());
const near = (a: Tensor, b: Tensor, digits = 5): void => {
  expect(a.shape).toEqual(b.shape);
  const expected = numbers(b);
  numbers(a).forEach((v, i) => expect(v).toBeCloseTo(expected[i], digits));
};

describe("MultiheadAttention", () => {
  it("has PyTorch's parameters, joined where all widths agree", () => {
    manualSeed(1);
    const same = new nn.MultiheadAttention(8, 2, { addBiasKv: true });
    expect(Object.entries(same.stateDict()).map(([k, v]) => `${k} ${v.shape.join("x")}`)).toEqual([
      "in_proj_weight 24x8", "in_proj_bias 24", "bias_k 1x1x8", "bias_v 1x1x8", "out_proj.weight 8x8", "out_proj.bias 8",
    ]); // prettier-ignore
    expect(Object.keys(new nn.MultiheadAttention(8, 2, { kdim: 4, bias: false }).stateDict())).toEqual([
      "q_proj_weight", "k_proj_weight", "v_proj_weight", "out_proj.weight",
    ]); // prettier-ignore
    expect(Math.max(...numbers(same.inProjWeight!).map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / 32));
    expect(
      numbers(same.inProjBias!)
        .concat(numbers(same.outProj.bias!))
        .every((v) => v === 0),
    ).toBe(true);
  });

  it("returns weights that sum to 1, per head or averaged, or none", () => {
    manualSeed(2);
    const x = randn([2, 4, 6]);
    const layer = new nn.MultiheadAttention(6, 3, { batchFirst: true });
    const [output, weights] = layer(x, x, x);
    const [same, perHead] = layer(x, x, x, { averageAttnWeights: false });
    expect(output.shape).toEqual([2, 4, 6]);
    near(same, output);
    near(weights!.sum(-1), zeros([2, 4]).add(1));
    near(perHead!.mean(1), weights!);
    expect(layer(x, x, x, { needWeights: false })[1]).toBeNull();
  });

  it("gives the same for equal inputs as for three tensors, with time first and without batch", () => {
    manualSeed(3);
    const layer = new nn.MultiheadAttention(4, 2);
    const x = randn([5, 2, 4]);
    const [output, weights] = layer(x, x, x);
    near(layer(x, x.clone(), x.clone())[0], output);
    const one = x.select(1, 1);
    const [single, own] = layer(one, one, one);
    near(single, output.select(1, 1));
    near(own!, weights!.select(0, 1));
  });

  it("does not read what masks hide: bool ones and added ones", () => {
    manualSeed(4);
    const layer = new nn.MultiheadAttention(4, 2, { batchFirst: true, addZeroAttn: true });
    const [q, kv] = [randn([2, 3, 4]), randn([2, 5, 4])];
    const keyPaddingMask = tensor([[false, false, false, true, true], [false, true, false, false, false]]); // prettier-ignore
    const [output, weights] = layer(q, kv, kv, { keyPaddingMask });
    const shown = weights!.arraySync() as number[][][];
    expect(shown[0].every((row) => row[3] === 0 && row[4] === 0 && row[5] > 0)).toBe(true);
    expect(shown[1].every((row) => row[1] === 0)).toBe(true);
    const added = zeros([2, 5]).maskedFill(keyPaddingMask, -Infinity);
    near(layer(q, kv, kv, { keyPaddingMask: added })[0], output);
    const attnMask = keyPaddingMask.unsqueeze(1).expand([2, 3, 5]).repeat(1, 2, 1).reshape([4, 3, 5]);
    near(layer(q, kv, kv, { attnMask })[0], output);
  });

  it("drops weights while training only", () => {
    manualSeed(5);
    const layer = new nn.MultiheadAttention(4, 1, { dropout: 1, batchFirst: true });
    const x = randn([1, 3, 4]);
    expect(numbers(layer(x, x, x)[0]).every((v) => v === 0)).toBe(true);
    expect(numbers(layer.eval()(x, x, x)[0]).some((v) => v !== 0)).toBe(true);
  });

  it("names what does not fit", () => {
    const layer = new nn.MultiheadAttention(4, 2, { batchFirst: true });
    const x = zeros([2, 3, 4]);
    expect(() => new nn.MultiheadAttention(4, 3)).toThrow(ParameterError);
    expect(() => layer(x, zeros([2, 3, 5]), x)).toThrow(ShapeError);
    expect(() => layer(x, x, zeros([2, 4, 4]))).toThrow(/\[2, 4, 4\]/);
    expect(() => layer(x, x, x, { attnMask: zeros([2, 3]) })).toThrow(/attnMask \[2, 3\].*\[3, 3\]/);
    expect(() => layer(x, x, x, { keyPaddingMask: zeros([3, 3]) })).toThrow(/keyPaddingMask \[3, 3\]/);
    expect(() => layer(x, x, x, { attnMask: zeros([3, 3], { dtype: "int32" }) })).toThrow(DTypeError);
  });
});

describe("TransformerEncoder", () => {
  it("starts as copies of its layer, which then go their own ways", () => {
    manualSeed(6);
    const layer = new nn.TransformerEncoderLayer(4, 2, { dimFeedforward: 8, dropout: 0 });
    const encoder = new nn.TransformerEncoder(layer, 2);
    expect(encoder.numParameters()).toBe(2 * layer.numParameters());
    const x = randn([3, 1, 4]);
    near(encoder(x), layer(layer(x)));
    encoder.layers.at(1)!.linear1.weight.detach().fill_(0);
    expect(numbers(layer.linear1.weight).some((v) => v !== 0)).toBe(true);
    expect(Object.keys(encoder.stateDict())[0]).toBe("layers.0.self_attn.in_proj_weight");
  });

  it("masks the future, so that earlier outputs do not depend on later inputs", () => {
    manualSeed(7);
    const layer = new nn.TransformerEncoderLayer(4, 2, { dimFeedforward: 8, dropout: 0, normFirst: true, batchFirst: true, activation: "gelu" }); // prettier-ignore
    const encoder = new nn.TransformerEncoder(layer, 2, { norm: new nn.LayerNorm(4) });
    const mask = tensor([[false, true, true], [false, false, true], [false, false, false]]); // prettier-ignore
    const x = randn([1, 3, 4]);
    const changed = x.clone();
    changed.narrow(1, 2, 1).fill_(9);
    const [a, b] = [x, changed].map((t) => encoder(t, { mask }));
    near(a.narrow(1, 0, 2), b.narrow(1, 0, 2));
    expect(numbers(a.narrow(1, 2, 1))).not.toEqual(numbers(b.narrow(1, 2, 1)));
  });

  it("passes gradients", () => {
    manualSeed(8);
    const layer = new nn.TransformerEncoderLayer(4, 2, { dimFeedforward: 3, dropout: 0, activation: (t) => t.tanh() }).to("float64"); // prettier-ignore
    const x = randn([2, 2, 4], { dtype: "float64", requiresGrad: true });
    expect(gradcheck((t) => layer(t), [x])).toBe(true);
    expect(() => new nn.TransformerEncoderLayer(4, 2, { activation: "sin" as "relu" })).toThrow(/activation="sin"/);
  });
});
