import { describe, expect, it } from "vitest";
import {
  gradcheck,
  manualSeed,
  ones,
  ParameterError,
  randn,
  ShapeError,
  stack,
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

describe("recurrent networks", () => {
  it("have PyTorch's parameters, in its order, within ±1/√hidden", () => {
    manualSeed(1);
    const lstm = new nn.LSTM(3, 5, { numLayers: 2, bidirectional: true, projSize: 2 });
    const shapes = Object.entries(lstm.stateDict()).map(([name, t]) => `${name} ${t.shape.join("x")}`);
    expect(shapes).toEqual([
      "weight_ih_l0 20x3", "weight_hh_l0 20x2", "bias_ih_l0 20", "bias_hh_l0 20", "weight_hr_l0 2x5",
      "weight_ih_l0_reverse 20x3", "weight_hh_l0_reverse 20x2", "bias_ih_l0_reverse 20", "bias_hh_l0_reverse 20", "weight_hr_l0_reverse 2x5",
      "weight_ih_l1 20x4", "weight_hh_l1 20x2", "bias_ih_l1 20", "bias_hh_l1 20", "weight_hr_l1 2x5",
      "weight_ih_l1_reverse 20x4", "weight_hh_l1_reverse 20x2", "bias_ih_l1_reverse 20", "bias_hh_l1_reverse 20", "weight_hr_l1_reverse 2x5",
    ]); // prettier-ignore
    const values = lstm.parameters().flatMap(numbers).map(Math.abs);
    expect(Math.max(...values)).toBeLessThanOrEqual(1 / Math.sqrt(5));
    expect(Math.max(...values)).toBeGreaterThan(0.4);
    expect(Object.keys(new nn.GRU(3, 4, { bias: false }).stateDict())).toEqual(["weight_ih_l0", "weight_hh_l0"]);
  });

  it("walk a sequence as their cells do step by step", () => {
    manualSeed(2);
    const x = randn([4, 2, 3]);
    const rnn = new nn.RNN(3, 5, { nonlinearity: "relu" });
    const gru = new nn.GRU(3, 5);
    for (const [model, cell] of [[rnn, new nn.RNNCell(3, 5, { nonlinearity: "relu" })], [gru, new nn.GRUCell(3, 5)]] as const) {
      cell.loadStateDict(Object.fromEntries(Object.entries(model.stateDict()).map(([k, v]) => [k.replace("_l0", ""), v])));
      const steps: Tensor[] = [];
      for (let t = 0, h = zeros([2, 5]); t < 4; t++) steps.push((h = cell(x.select(0, t), h)));
      const [output, hN] = model(x);
      near(output, stack(steps));
      near(hN.squeeze(0), steps[3]);
    } // prettier-ignore
    const [lstm, cell] = [new nn.LSTM(3, 5), new nn.LSTMCell(3, 5)];
    cell.loadStateDict(Object.fromEntries(Object.entries(lstm.stateDict()).map(([k, v]) => [k.replace("_l0", ""), v]))); // prettier-ignore
    let [h, c] = [ones([2, 5]), zeros([2, 5])];
    for (let t = 0; t < 4; t++) [h, c] = cell(x.select(0, t), [h, c]);
    const [, [hN, cN]] = lstm(x, [ones([1, 2, 5]), zeros([1, 2, 5])]);
    near(hN.squeeze(0), h);
    near(cN.squeeze(0), c);
  });

  it("read backwards in the second direction, and join both", () => {
    manualSeed(3);
    const x = randn([3, 1, 2]);
    const both = new nn.GRU(2, 4, { bidirectional: true });
    const one = new nn.GRU(2, 4);
    const state = both.stateDict();
    one.loadStateDict(Object.fromEntries(Object.keys(one.stateDict()).map((k) => [k, state[`${k}_reverse`]])));
    const [output, hN] = both(x);
    const [reverse, last] = one(x.flip(0));
    expect(output.shape).toEqual([3, 1, 8]);
    near(output.narrow(2, 4, 4), reverse.flip(0));
    near(hN.select(0, 1), last.squeeze(0));
  });

  it("take the batch first or leave it out", () => {
    manualSeed(4);
    const model = new nn.LSTM(3, 4, { numLayers: 2 });
    const first = new nn.LSTM(3, 4, { numLayers: 2, batchFirst: true });
    first.loadStateDict(model.stateDict());
    const x = randn([5, 2, 3]);
    const [output, [hN]] = model(x);
    const [swapped, [hFirst]] = first(x.transpose(0, 1));
    near(swapped.transpose(0, 1), output);
    near(hFirst, hN);
    const [single, [h]] = model(x.select(1, 1));
    near(single, output.select(1, 1));
    near(h, hN.select(1, 1));
  });

  it("use dropout between layers while training only", () => {
    manualSeed(5);
    const model = new nn.RNN(2, 3, { numLayers: 2, dropout: 1 });
    const [a] = model(randn([3, 1, 2]));
    const [b] = model(randn([3, 1, 2]));
    near(a, b); // all that the second layer sees is 0
    const [c] = model.eval()(ones([3, 1, 2]));
    expect(numbers(c)).not.toEqual(numbers(a));
  });

  it("pass gradients to input, states and parameters", () => {
    manualSeed(6);
    const model = new nn.LSTM(2, 3, { bidirectional: true, projSize: 2 }).to("float64");
    const inputs = [randn([3, 2, 2], { dtype: "float64" }), randn([2, 2, 2], { dtype: "float64" }), randn([2, 2, 3], { dtype: "float64" })]; // prettier-ignore
    inputs.forEach((t) => t.requiresGrad_());
    const run = (x: Tensor, h: Tensor, c: Tensor): Tensor => {
      const [output, [hN, cN]] = model(x, [h, c]);
      return output.square().sum().add(hN.sum()).add(cN.sum()); // prettier-ignore
    };
    expect(gradcheck(run, inputs)).toBe(true);
    run(inputs[0], inputs[1], inputs[2]).backward();
    expect(model.parameters().every(({ grad }) => grad && numbers(grad).some((v) => v !== 0))).toBe(true);
  });

  it("name what does not fit", () => {
    const model = new nn.GRU(3, 4);
    expect(() => model(zeros([5, 2, 2]))).toThrow(ShapeError);
    expect(() => model(zeros([5, 2, 2]))).toThrow(/\[5, 2, 2\].*inputSize=3/);
    expect(() => model(zeros([5, 2, 3]), zeros([2, 2, 4]))).toThrow(/\[2, 2, 4\].*\[1, 2, 4\]/);
    expect(() => model(zeros([0, 2, 3]))).toThrow(/no steps/);
    expect(() => new nn.LSTM(3, 4, { projSize: 4 })).toThrow(ParameterError);
    expect(() => new nn.RNN(3, 4, { nonlinearity: "sin" as "tanh" })).toThrow(/nonlinearity="sin"/);
    expect(() => new nn.RNN(3, 4, { dropout: 2 })).toThrow(/dropout=2/);
    expect(() => new nn.GRUCell(3, 4)(zeros([2, 3]), zeros([2, 5]))).toThrow(/\[2, 5\].*\[2, 4\]/);
  });
});
