// RNN, LSTM and GRU as ONNX has them: one operator per layer, both directions in it, gates in another order.
import { cat, noGrad, type Tensor } from "@sonograd/core";
import { GRU, LSTM, type RNN } from "../modules/index.js";
import type { GraphBuilder } from "./graph.js";
import { lin } from "./linear-number.js";
import type { Value, ViewPair } from "./view-pair.js";

/** ONNX's gates as positions of PyTorch's: i o f c of i f g o; z r h of r z n. */
const orderOf = (layer: RNN | LSTM | GRU): number[] => (layer instanceof LSTM ? [0, 3, 1, 2] : layer instanceof GRU ? [1, 0, 2] : [0]); // prettier-ignore

/** [gates · hidden, …] with the gates in ONNX's order. */
function reordered(weight: Tensor, hidden: number, order: readonly number[]): Tensor {
  return cat(order.map((gate) => weight.narrow(0, gate * hidden, hidden)));
}

/** W, R and B of one layer with a leading axis for directions. */
function weightsOf(layer: RNN | LSTM | GRU, index: number): Tensor[] {
  const own = layer as unknown as Record<string, Tensor>;
  const order = orderOf(layer);
  const suffixes = layer.bidirectional ? [`L${index}`, `L${index}Reverse`] : [`L${index}`];
  const both = (...fields: string[]): Tensor =>
    cat(suffixes.map((suffix) => cat(fields.map((f) => reordered(own[f + suffix], layer.hiddenSize, order))).unsqueeze(0))); // prettier-ignore
  return noGrad(() => [both("weightIh"), both("weightHh"), ...(layer.bias ? [both("biasIh", "biasHh")] : [])]);
}

export function addRecurrent(
  graph: GraphBuilder,
  layer: RNN | LSTM | GRU,
  [x, ...given]: readonly ViewPair[],
  outputs: readonly ViewPair[],
): void {
  const directions = layer.bidirectional ? 2 : 1;
  const isLstm = layer instanceof LSTM;
  const op = isLstm ? "LSTM" : layer instanceof GRU ? "GRU" : "RNN";
  const activation = "nonlinearity" in layer && layer.nonlinearity === "relu" ? "Relu" : "Tanh";
  const attributes = {
    hidden_size: layer.hiddenSize,
    direction: layer.bidirectional ? "bidirectional" : "forward",
    ...(op === "GRU" ? { linear_before_reset: 1 } : {}),
    ...(op === "RNN" ? { activations: Array.from({ length: directions }, () => activation) } : {}),
  };
  const input = graph.resolve(x);
  let sequence: Value = layer.batchFirst ? graph.transpose(input, [1, 0, 2]) : input; // [time, batch, features]
  const start = given.map((views) => graph.resolve(views).name);
  const last: string[][] = [];
  for (let index = 0; index < layer.numLayers; index++) {
    const [w, r, b] = weightsOf(layer, index).map((t) => graph.constant(t));
    const from = index * directions;
    const states = start.map((s) =>
      layer.numLayers === 1 ? s : graph.add("Slice", [s, ...[from, from + directions, 0].map((n) => graph.int64([n]))]),
    );
    const inputs = [sequence.name, w, r, b ?? "", "", ...states];
    while (inputs.at(-1) === "") inputs.pop();
    const [y, ...finals] = graph.addMany(op, inputs, isLstm ? 3 : 2, attributes);
    last.push(finals);
    const [time, batch] = sequence.shape;
    // [time, directions, batch, hidden] → [time, batch, directions · hidden]
    const all = graph.transpose(
      { name: y, shape: [time, lin(directions), batch, lin(layer.hiddenSize)] },
      [0, 2, 1, 3],
    );
    sequence = graph.reshape(all, [time, batch, lin(directions * layer.hiddenSize)]);
  }
  const whole = layer.batchFirst ? graph.transpose(sequence, [1, 0, 2]) : sequence;
  graph.define(outputs[0], whole.name);
  for (let state = 0; state < last[0].length; state++) {
    const parts = last.map((finals) => finals[state]);
    graph.define(outputs[state + 1], parts.length === 1 ? parts[0] : graph.add("Concat", parts, { axis: 0 }));
  }
}
