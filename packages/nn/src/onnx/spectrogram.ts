// The fused spectrogram: framing, window and transform are one convolution with windowed cosines and sines.
import { fromTypedArray, noGrad, Tensor, UnsupportedOpError, type DType, type SpectrogramAttrs } from "@sonograd/core";
import type { GraphBuilder } from "./graph.js";
import { isFixed, lin, product } from "./linear-number.js";
import { shapeOf, type Value, type ViewPair } from "./view-pair.js";

const DECIBELS_PER_NEPER = 10 / Math.LN10;

/** [2 · bins, 1, nFft]: rows cos and −sin of 2π k n / nFft, times the window. */
function waves(nFft: number, window: Tensor, dtype: DType): Tensor {
  const bins = Math.floor(nFft / 2) + 1;
  const table = new Float64Array(2 * bins * nFft);
  for (let k = 0; k < bins; k++)
    for (let n = 0; n < nFft; n++) {
      const angle = (2 * Math.PI * ((k * n) % nFft)) / nFft;
      table[k * nFft + n] = Math.cos(angle);
      table[(bins + k) * nFft + n] = -Math.sin(angle);
    }
  const onHost = window.dtype === "float64" ? fromTypedArray(table, [2 * bins, 1, nFft]) : fromTypedArray(Float32Array.from(table), [2 * bins, 1, nFft]); // prettier-ignore
  return noGrad(() => onHost.to(window.device).mul(window).to(dtype));
}

/** Samples of [signals, 1, length] with `pad` more on both sides. */
function padded(graph: GraphBuilder, signals: Value, { pad, padMode }: SpectrogramAttrs): string {
  if (pad === 0) return signals.name;
  const mode = { constant: "constant", reflect: "reflect", edge: "edge", wrap: undefined, symmetric: undefined }[padMode]; // prettier-ignore
  if (mode === undefined)
    throw new UnsupportedOpError(`exportOnnx: padMode="${padMode}" of a spectrogram has no ONNX form. Use "reflect".`);
  return graph.add("Pad", [signals.name, graph.int64([0, 0, pad, 0, 0, pad])], { mode });
}

function decibels(graph: GraphBuilder, mel: string, { amin, ref, topDb }: SpectrogramAttrs, dtype: DType): string {
  const level = (of: string): string =>
    graph.add("Mul", [graph.add("Log", [graph.add("Max", [of, graph.scalar(amin, dtype)])]), graph.scalar(DECIBELS_PER_NEPER, dtype)]); // prettier-ignore
  const largest = (of: string): string => graph.add("ReduceMax", [of], { keepdims: 0 });
  const levels = level(mel);
  const zero = ref === "max" ? largest(levels) : graph.scalar(10 * Math.log10(Math.max(amin, ref)), dtype);
  const relative = graph.add("Sub", [levels, zero]);
  if (topDb === null) return relative;
  return graph.add("Max", [relative, graph.add("Sub", [largest(relative), graph.scalar(topDb, dtype)])]);
}

/** Adds the nodes of `spectrogram` with a real result. */
export function addSpectrogram(
  graph: GraphBuilder,
  [x, windowViews, bankViews]: readonly ViewPair[],
  output: ViewPair,
  attrs: SpectrogramAttrs,
): void {
  if (attrs.output === "complex")
    throw new UnsupportedOpError("exportOnnx: a complex spectrogram has no ONNX form. Export its power.");
  if (!graph.isConstant(windowViews)) throw new UnsupportedOpError("exportOnnx: a window that the model computes has no ONNX form."); // prettier-ignore
  const samples = graph.resolve(x);
  const length = samples.shape.at(-1)!;
  if (!isFixed(length)) throw new UnsupportedOpError("exportOnnx: the length of a signal grows with the batch.");
  const count = product(samples.shape.slice(0, -1));
  const signals = graph.reshape(samples, [count, lin(1), length]);
  const [view] = windowViews;
  const { dtype } = output[0];
  const kernel = graph.constant(waves(attrs.nFft, new Tensor(view.storage, view.shape, { ...view }), dtype));
  const parts = graph.add("Conv", [padded(graph, signals, attrs), kernel], { strides: [attrs.hopLength] });
  const bins = Math.floor(attrs.nFft / 2) + 1;
  const out = shapeOf(output);
  const [frames, rows] = out.slice(-2);
  const split = graph.reshape({ name: graph.add("Mul", [parts, parts]), shape: [] }, [
    count,
    lin(2),
    lin(bins),
    frames,
  ]);
  let name = graph.add("ReduceSum", [split.name, graph.int64([1])], { keepdims: 0 }); // [count, bins, frames]
  if (attrs.power !== 2) name = graph.add("Pow", [name, graph.scalar(attrs.power / 2, dtype)]);
  if (bankViews) name = graph.add("MatMul", [graph.resolve(bankViews).name, name]);
  if (attrs.output === "logMel") name = decibels(graph, name, attrs, dtype);
  const turned = graph.transpose({ name, shape: [count, rows, frames] }, [0, 2, 1]);
  graph.define(output, graph.reshape(turned, out).name);
}
