// The sum of overlapping frames: a transposed convolution whose kernel puts each sample in its place.
import { eye, UnsupportedOpError } from "@sonograd/core";
import type { GraphBuilder } from "./graph.js";
import { isFixed, lin, product } from "./linear-number.js";
import { shapeOf, type ViewPair } from "./view-pair.js";

/** Adds the nodes of `overlapAdd` without window: [..., n, frames] → [..., length]. */
export function addOverlapAdd(graph: GraphBuilder, inputs: readonly ViewPair[], output: ViewPair, hop: number): void {
  if (inputs.length > 1) throw new UnsupportedOpError('exportOnnx: the primitive "overlapAdd" with a window has no ONNX operator.'); // prettier-ignore
  const frames = graph.resolve(inputs[0]);
  const [n, count] = frames.shape.slice(-2);
  const out = shapeOf(output);
  const length = out.at(-1)!;
  if (![n, count, length].every(isFixed)) throw new UnsupportedOpError("exportOnnx: frames that grow with the batch have no ONNX form."); // prettier-ignore
  const signals = product(frames.shape.slice(0, -2));
  const flat = graph.reshape(frames, [signals, n, count]);
  const kernel = graph.constant(eye(n.fixed).unsqueeze(1)); // [n, 1, n]
  const whole = graph.add("ConvTranspose", [flat.name, kernel], { strides: [hop] });
  // Negative pads cut what is beyond the length.
  const rest = length.fixed - ((count.fixed - 1) * hop + n.fixed);
  const name = rest === 0 ? whole : graph.add("Pad", [whole, graph.int64([0, 0, 0, 0, 0, rest])]);
  graph.define(output, graph.reshape({ name, shape: [signals, lin(1), length] }, out).name);
}
