// Each primitive as ONNX operators.
import {
  UnsupportedOpError,
  type ConvAttrs,
  type PoolAttrs,
  type PrimitiveAttrs,
  type PrimitiveName,
} from "@sonograd/core";
import { addExpression, castTo } from "./expressions.js";
import type { GraphBuilder } from "./graph.js";
import { isFixed, sameLin, type Lin } from "./linear-number.js";
import { addOverlapAdd } from "./overlap-add.js";
import { addSpectrogram } from "./spectrogram.js";
import { isWhole, shapeOf, type ViewPair } from "./view-pair.js";

/** A primitive call in the runs with both batch sizes. */
export interface CallPair<P extends PrimitiveName = PrimitiveName> {
  readonly name: P;
  readonly inputs: readonly ViewPair[];
  readonly outputs: readonly ViewPair[];
  readonly attrs: PrimitiveAttrs[P];
}

type Rule<P extends PrimitiveName> = (graph: GraphBuilder, call: CallPair<P>) => void;

const names = (graph: GraphBuilder, call: CallPair): string[] => call.inputs.map((views) => graph.resolve(views).name);

const fixedExtents = (views: ViewPair): number[] =>
  shapeOf(views).map((n) => {
    if (!isFixed(n)) throw new UnsupportedOpError("exportOnnx: a spatial extent grows with the batch.");
    return n.fixed;
  });
const spatial = (views: ViewPair): number[] => fixedExtents([sliceOf(views[0]), sliceOf(views[1])]);
const sliceOf = <V extends ViewPair[number]>(view: V): V => ({
  ...view,
  storage: view.storage,
  shape: view.shape.slice(2),
});

const convAttributes = ({ stride, padding, dilation, groups }: ConvAttrs) => ({
  strides: stride,
  dilations: dilation,
  group: groups,
  pads: [...padding.map(([before]) => before), ...padding.map(([, after]) => after)],
});

/** Axes that broadcasting has left at 1 although the result has more. */
function defineBroadcast(
  graph: GraphBuilder,
  output: ViewPair,
  name: string,
  inputs: readonly (readonly Lin[])[],
): void {
  const shape = shapeOf(output);
  const reached = shape.map((n, i) => inputs.some((s) => sameLin(s[s.length - shape.length + i] ?? n, n)));
  const isFull = inputs.some((s) => s.length === shape.length) && reached.every(Boolean);
  graph.define(output, isFull ? name : graph.expand({ name, shape: [] }, shape).name);
}

const RULES: { readonly [P in PrimitiveName]?: Rule<P> } = {
  map: (graph, { inputs, outputs, attrs }) => {
    const values = inputs.map((views) => graph.resolve(views, { broadcast: true }));
    const name = addExpression(graph, attrs.expr, values.map((v) => v.name), attrs.scalars); // prettier-ignore
    defineBroadcast(graph, outputs[0], name, values.map((v) => v.shape)); // prettier-ignore
  },
  copy: (graph, { inputs: [from], outputs: [to] }) => {
    const { name } = graph.resolve(from);
    graph.define(to, from[0].dtype === to[0].dtype ? name : castTo(graph, name, to[0].dtype));
  },
  reduce: (graph, { inputs: [x], outputs: [y], attrs: { kind, dims } }) => {
    let { name } = graph.resolve(x);
    if (kind === "sum") name = graph.add("ReduceSum", [name, graph.int64(dims)], { keepdims: 1 });
    else if (kind === "any" || kind === "all") {
      const truth = x[0].dtype === "bool" ? name : castTo(graph, name, "bool");
      const op = kind === "any" ? "ReduceMax" : "ReduceMin";
      name = castTo(graph, graph.add(op, [castTo(graph, truth, "int32")], { axes: dims, keepdims: 1 }), "bool");
    } else name = graph.add({ prod: "ReduceProd", max: "ReduceMax", min: "ReduceMin" }[kind], [name], { axes: dims, keepdims: 1 }); // prettier-ignore
    graph.define(y, name);
  },
  argReduce: (graph, { inputs: [x], outputs: [y], attrs: { kind, dim } }) => {
    const place = graph.add(kind === "max" ? "ArgMax" : "ArgMin", [graph.resolve(x).name], { axis: dim, keepdims: 1 });
    graph.define(y, castTo(graph, place, "int32"));
  },
  scan: (graph, { inputs: [x], outputs: [y], attrs: { kind, dim, reverse } }) => {
    if (kind !== "sum") throw new UnsupportedOpError(`exportOnnx: a running ${kind} has no ONNX operator.`);
    graph.define(y, graph.add("CumSum", [graph.resolve(x).name, graph.scalar(dim, "int32")], { reverse: reverse ? 1 : 0 })); // prettier-ignore
  },
  matmul: (graph, { inputs, outputs: [y] }) => {
    const values = inputs.map((views) => graph.resolve(views, { broadcast: true }));
    const name = graph.add("MatMul", values.map((v) => v.name)); // prettier-ignore
    const [a, b] = values.map((v) => v.shape);
    const n = a.length;
    const columns = b[n - 1];
    defineBroadcast(graph, y, name, [[...a.slice(0, n - 1), columns], [...b.slice(0, n - 2), a[n - 2], columns]]); // prettier-ignore
  },
  conv: (graph, call) =>
    graph.define(call.outputs[0], graph.add("Conv", names(graph, call), convAttributes(call.attrs))),
  convInputGrad: (graph, call) => {
    const [from, kernel, to] = [spatial(call.inputs[0]), spatial(call.inputs[1]), spatial(call.outputs[0])];
    const { stride, padding, dilation } = call.attrs;
    const extra = to.map((n, i) => {
      const [before, after] = padding[i];
      return n - ((from[i] - 1) * stride[i] + dilation[i] * (kernel[i] - 1) + 1 - before - after);
    });
    const attributes = { ...convAttributes(call.attrs), output_padding: extra };
    graph.define(call.outputs[0], graph.add("ConvTranspose", names(graph, call), attributes));
  },
  pool: (graph, call) => {
    const { kind, kernel, stride, padding, dilation, countIncludePad } = call.attrs;
    const attributes = {
      kernel_shape: kernel,
      strides: stride,
      pads: [...padding, ...padding],
      ceil_mode: roundsUp(call.attrs, spatial(call.inputs[0]), spatial(call.outputs[0])) ? 1 : 0,
    };
    const [x] = names(graph, call);
    if (kind === "avg")
      graph.define(call.outputs[0], graph.add("AveragePool", [x], { ...attributes, count_include_pad: countIncludePad ? 1 : 0 })); // prettier-ignore
    else {
      graph.define(call.outputs[0], graph.add("MaxPool", [x], { ...attributes, dilations: dilation }));
      graph.opaque(call.outputs[1][0], "the indices of a max-pooling have no ONNX form.");
    }
  },
  sort: (graph, { inputs: [x], outputs: [values, places], attrs: { dim, descending } }) => {
    const length = shapeOf(x)[dim];
    if (!isFixed(length)) throw new UnsupportedOpError("exportOnnx: a sort along the batch has no ONNX form.");
    const attributes = { axis: dim, largest: descending ? 1 : 0, sorted: 1 };
    const [sorted, from] = graph.addMany("TopK", [graph.resolve(x).name, graph.int64([length.fixed])], 2, attributes);
    graph.define(values, sorted);
    graph.define(places, castTo(graph, from, "int32"));
  },
  scatterAdd: (graph, call) => {
    const attributes = { axis: call.attrs.dim, reduction: "add" };
    graph.define(call.outputs[0], graph.add("ScatterElements", names(graph, call), attributes));
  },
  overlapAdd: (graph, { inputs, outputs, attrs }) => addOverlapAdd(graph, inputs, outputs[0], attrs.hopLength),
  spectrogram: (graph, { inputs, outputs, attrs }) => addSpectrogram(graph, inputs, outputs[0], attrs),
  batchNormStats: (graph, { inputs: [x], outputs: [mean, variance] }) => {
    const { name } = graph.resolve(x);
    const axes = { axes: [0, 2], keepdims: 0 };
    graph.define(mean, graph.add("ReduceMean", [name], axes));
    const centred = graph.add("Sub", [name, graph.add("ReduceMean", [name], { ...axes, keepdims: 1 })]);
    graph.define(variance, graph.add("ReduceMean", [graph.add("Mul", [centred, centred])], axes));
  },
  gather: (graph, { inputs: [x, index], outputs: [y], attrs: { dim } }) => {
    const places = graph.resolve(index, { broadcast: true });
    const [extents, wanted] = [shapeOf(x), shapeOf(index)];
    // One row of places for all: picks along the axis. Different ones everywhere: element by element.
    const isRow = places.shape.every(
      (n, i) => i === dim || (isFixed(n) && n.fixed === 1 && sameLin(wanted[i], extents[i])),
    );
    const { name } = graph.resolve(x);
    if (isRow) {
      const row = graph.reshape(places, [places.shape[dim]]);
      graph.define(y, graph.add("Gather", [name, row.name], { axis: dim }));
    } else graph.define(y, graph.add("GatherElements", [name, graph.resolve(index).name], { axis: dim }));
  },
};

/** Whether a pooling has windows beyond the last that fits. */
const roundsUp = (
  { kernel, stride, padding, dilation }: PoolAttrs,
  from: readonly number[],
  to: readonly number[],
): boolean =>
  to.some((n, i) => n > Math.floor((from[i] + 2 * padding[i] - dilation[i] * (kernel[i] - 1) - 1) / stride[i]) + 1);

/**
 * Adds the nodes of a call. A call on constants alone adds none, for what it made is a constant too; unless that is a part of
 * something, whose other parts may not be.
 *
 * @throws UnsupportedOpError  a primitive that ONNX operators do not make up
 */
export function addPrimitive(graph: GraphBuilder, call: CallPair): void {
  if (call.name === "random") throw new UnsupportedOpError("exportOnnx: the model draws random numbers. Leave that outside of it."); // prettier-ignore
  if ([...call.inputs, ...call.outputs].every(graph.isConstant) && call.outputs.every(([view]) => isWhole(view)))
    return;
  const rule = RULES[call.name] as Rule<PrimitiveName> | undefined;
  if (!rule)
    throw new UnsupportedOpError(
      `exportOnnx: the primitive "${call.name}" has no ONNX operator. Export the layers after it, and compute it outside.`,
    );
  rule(graph, call);
}
