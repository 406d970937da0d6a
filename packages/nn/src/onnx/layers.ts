// Layers that ONNX has as one operator. All others are exported as the primitives they run.
import { noGrad, ones, Tensor, zeros } from "@sonograd/core";
import {
  BatchNorm1d, BatchNorm2d, BatchNorm3d, GRU, LayerNorm, Linear, LogSoftmax, LSTM, RNN, Softmax, type Module,
} from "../modules/index.js"; // prettier-ignore
import type { GraphBuilder } from "./graph.js";
import { addRecurrent } from "./recurrent.js";
import type { ViewPair } from "./view-pair.js";

/** What a traced layer did, in the runs with both batch sizes. */
export interface LayerPair {
  readonly layer: Module;
  readonly inputs: readonly ViewPair[];
  readonly outputs: readonly ViewPair[];
}

interface LayerRule {
  /** Whether a call with these arguments is what the operator computes. */
  readonly suits: (args: readonly unknown[]) => boolean;
  readonly add: (graph: GraphBuilder, call: LayerPair) => void;
}

const whole = (t: Tensor): Tensor => t.detach();

/** The layer's own tensor, or one that changes nothing. */
const orElse = (graph: GraphBuilder, own: Tensor | null, neutral: () => Tensor): string =>
  own ? graph.constantView(whole(own)) : graph.constant(neutral());

const oneTensor = (args: readonly unknown[]): boolean => args.length === 1 && args[0] instanceof Tensor;

function linearRule(layer: Linear): LayerRule {
  return {
    suits: oneTensor,
    add: (graph, { inputs: [x], outputs: [y] }) => {
      const { name, shape } = graph.resolve(x);
      const bias = layer.bias ? [graph.constantView(whole(layer.bias))] : [];
      if (shape.length === 2) {
        graph.define(y, graph.add("Gemm", [name, graph.constantView(whole(layer.weight)), ...bias], { transB: 1 }));
        return;
      }
      const product = graph.add("MatMul", [name, graph.constantView(noGrad(() => layer.weight.t()))]);
      graph.define(y, bias.length === 0 ? product : graph.add("Add", [product, bias[0]]));
    },
  };
}

function batchNormRule(layer: BatchNorm1d | BatchNorm2d | BatchNorm3d): LayerRule | undefined {
  const { runningMean: mean, runningVar: variance, numFeatures } = layer;
  if (!mean || !variance) return undefined; // the batch's own statistics: as primitives
  return {
    suits: oneTensor,
    add: (graph, { inputs: [x], outputs: [y] }) => {
      const scale = orElse(graph, layer.weight, () => ones([numFeatures]));
      const offset = orElse(graph, layer.bias, () => zeros([numFeatures]));
      const inputs = [
        graph.resolve(x).name,
        scale,
        offset,
        ...[mean, variance].map((t) => graph.constantView(whole(t))),
      ];
      graph.define(y, graph.add("BatchNormalization", inputs, { epsilon: { float: layer.eps } }));
    },
  };
}

function layerNormRule(layer: LayerNorm): LayerRule {
  return {
    suits: oneTensor,
    add: (graph, { inputs: [x], outputs: [y] }) => {
      const scale = orElse(graph, layer.weight, () => ones(layer.normalizedShape));
      const inputs = [graph.resolve(x).name, scale, ...(layer.bias ? [graph.constantView(whole(layer.bias))] : [])];
      const attributes = { axis: -layer.normalizedShape.length, epsilon: { float: layer.eps } };
      graph.define(y, graph.add("LayerNormalization", inputs, attributes));
    },
  };
}

const softmaxRule = (op: "Softmax" | "LogSoftmax", dim: number): LayerRule => ({
  suits: oneTensor,
  add: (graph, { inputs: [x], outputs: [y] }) => graph.define(y, graph.add(op, [graph.resolve(x).name], { axis: dim })),
});

function recurrentRule(layer: LSTM | GRU | RNN): LayerRule | undefined {
  if (layer.projSize > 0) return undefined;
  return {
    suits: (args) =>
      args.every((a) => a !== null && a !== undefined) && args[0] instanceof Tensor && args[0].ndim === 3,
    add: (graph, { inputs, outputs }) => addRecurrent(graph, layer, inputs, outputs),
  };
}

/** How a layer becomes operators of its own; undefined for layers that are exported as primitives. */
export function layerRuleOf(layer: Module): LayerRule | undefined {
  if (layer instanceof Linear) return linearRule(layer);
  if (layer instanceof BatchNorm1d || layer instanceof BatchNorm2d || layer instanceof BatchNorm3d) return batchNormRule(layer); // prettier-ignore
  if (layer instanceof LayerNorm) return layerNormRule(layer);
  if (layer instanceof Softmax) return softmaxRule("Softmax", layer.dim);
  if (layer instanceof LogSoftmax) return softmaxRule("LogSoftmax", layer.dim);
  if (layer instanceof LSTM || layer instanceof GRU || layer instanceof RNN) return recurrentRule(layer);
  return undefined;
}
