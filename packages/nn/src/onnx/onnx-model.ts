// A traced model as an ONNX graph.
import { cat, formatShape, noGrad, ParameterError, Tensor, type Storage } from "@sonograd/core";
import type { OnnxInitializer, OnnxModel, OnnxValue } from "@sonograd/io";
import type { Module } from "../modules/index.js";
import { GraphBuilder } from "./graph.js";
import { layerRuleOf } from "./layers.js";
import { extentText, SIZES } from "./linear-number.js";
import { addPrimitive } from "./primitives.js";
import { dependsOnBatch, elementType } from "./refusals.js";
import { traceModel, type Trace } from "./trace.js";
import { shapeOf, type ViewPair } from "./view-pair.js";

/** Operators as of ONNX 1.12. */
const OPSET = 17;

export interface ExportOnnxOptions {
  /** Leave the extent of the batch open (default true); otherwise every extent is that of the example. */
  readonly dynamicBatch?: boolean;
  /** The batch's axis in every input (default 0). */
  readonly batchAxis?: number;
  /** Default: "input", or "input_0", "input_1", … */
  readonly inputNames?: readonly string[];
  /** Default: "output", or "output_0", "output_1", … */
  readonly outputNames?: readonly string[];
}

/** What `exportOnnx` writes. */
export async function onnxModel(
  model: Module,
  exampleInputs: Tensor | readonly Tensor[],
  { dynamicBatch = true, batchAxis = 0, inputNames, outputNames }: ExportOnnxOptions = {},
): Promise<OnnxModel> {
  const examples = exampleInputs instanceof Tensor ? [exampleInputs] : exampleInputs;
  const inputs = dynamicBatch ? SIZES.map((size) => examples.map((x) => withBatch(x, batchAxis, size))) : [examples];
  const traces = inputs.map((list) => traceModel(model, list));
  const [first, second] = [traces[0], traces.at(-1)!];
  const named = nameInputs("inputNames", "input", inputNames, examples.length);
  const graph = new GraphBuilder(
    parameterNames(model),
    dynamicBatch ? { input: named[0], axis: batchAxis } : undefined,
  );
  const pairs = inputs[0].map((x, i): ViewPair => [x, inputs.at(-1)![i]]);
  pairs.forEach((views, i) => graph.define(views, named[i]));
  addEvents(graph, first, second);
  const results = nameInputs("outputNames", "output", outputNames, first.outputs.length);
  const outputs = first.outputs.map((y, i): ViewPair => [y, second.outputs[i]]);
  outputs.forEach((views, i) => {
    graph.nodes.push({ op: "Identity", inputs: [graph.resolve(views).name], outputs: [results[i]] });
  });
  await checkConstants(graph);
  const value = (views: ViewPair, name: string): OnnxValue => ({ name, type: elementType(views[0].dtype), shape: shapeOf(views).map(extentText) }); // prettier-ignore
  return {
    opset: OPSET,
    name: model.constructor.name || "model",
    producer: "sonograd",
    nodes: graph.nodes,
    initializers: await initializersOf(graph),
    inputs: pairs.map((views, i) => value(views, named[i])),
    outputs: outputs.map((views, i) => value(views, results[i])),
  };
}

function nameInputs(
  option: string,
  stem: string,
  given: readonly string[] | undefined,
  count: number,
): readonly string[] {
  const names = given ?? Array.from({ length: count }, (_, i) => (count === 1 ? stem : `${stem}_${i}`));
  if (names.length !== count || new Set(names).size !== count || names.includes(""))
    throw new ParameterError(`exportOnnx: ${option}=[${names.join(", ")}] must be ${count} different names.`);
  return names;
}

/** A batch of `size` items: those of the example again and again, in fresh memory. */
function withBatch(x: Tensor, axis: number, size: number): Tensor {
  const extent = x.shape[axis];
  if (extent === undefined || extent < 1)
    throw new ParameterError(`exportOnnx: exampleInputs ${formatShape(x.shape)} has no items along batchAxis=${axis}. Give one, or { dynamicBatch: false }.`); // prettier-ignore
  return noGrad(() =>
    cat(
      Array.from({ length: size }, (_, i) => x.narrow(axis, i % extent, 1)),
      axis,
    ),
  );
}

const parameterNames = (model: Module): Map<Storage, string> =>
  new Map(Object.entries(model.stateDict()).map(([name, t]) => [t.storage, name]));

function addEvents(graph: GraphBuilder, first: Trace, second: Trace): void {
  if (first.events.length !== second.events.length || first.outputs.length !== second.outputs.length)
    throw dependsOnBatch(`it takes ${first.events.length} steps for ${SIZES[0]} items, ${second.events.length} for ${SIZES[1]}`); // prettier-ignore
  first.events.forEach((a, i) => {
    const b = second.events[i];
    if (a.kind === "layer" && b.kind === "layer" && a.layer === b.layer) {
      const zip = (key: "inputs" | "outputs"): ViewPair[] => a[key].map((view, k) => [view, b[key][k]]);
      layerRuleOf(a.layer)!.add(graph, { layer: a.layer, inputs: zip("inputs"), outputs: zip("outputs") });
    } else if (a.kind === "primitive" && b.kind === "primitive" && a.call.name === b.call.name) {
      const zip = (key: "inputs" | "outputs"): ViewPair[] => a.call[key].map((view, k) => [view, b.call[key][k]]);
      addPrimitive(graph, { name: a.call.name, attrs: a.call.attrs, inputs: zip("inputs"), outputs: zip("outputs") });
    } else throw dependsOnBatch(`step ${i} differs`);
  });
}

/** What is taken for one number, or for alike in every item, must be so. */
async function checkConstants(graph: GraphBuilder): Promise<void> {
  for (const { one, all, refuse } of graph.sameForAll) {
    const same = await noGrad(() => all.eq(one).all()).item();
    if (same === 0) throw refuse();
  }
}

async function initializersOf(graph: GraphBuilder): Promise<OnnxInitializer[]> {
  const list: OnnxInitializer[] = graph.integers.map(({ name, values }) => {
    const data = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    return { name, type: "int64", shape: [values.length], data };
  });
  for (const { name, type, tensor } of graph.constants) {
    const data = await noGrad(() => tensor.contiguous()).data();
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
    list.push({ name, type, shape: tensor.shape, data: bytes });
  }
  return list;
}
