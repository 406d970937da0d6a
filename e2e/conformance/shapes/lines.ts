// Primitives along axes: reduce, argReduce, scan, sort, softmaxCrossEntropy, batch norm, iirFilter.
import type { DType, PrimitiveAttrs } from "@sonograd/core";
import { REAL_DTYPES, type Draw, type Fill } from "./draw.js";
import { shapeCase, type Family, type ShapeCase } from "./family.js";

/** Mostly short, now and then long enough for the kernels that split a line. */
function lineShape(draw: Draw, empty: boolean): { shape: number[]; dim: number } {
  const shape = draw.shape(0, 4, { max: 5, empty });
  const dim = draw.int(0, Math.max(0, shape.length - 1));
  if (shape.includes(0) || shape.length === 0 || !draw.chance(20)) return { shape, dim };
  return { shape: shape.map((extent, axis) => (axis === dim ? draw.int(40, 700) : Math.min(extent, 2))), dim };
}

/** dtypes of a sum or product: of bools and bytes as int32. */
const sumDtype = (dtype: DType): DType => (dtype === "uint8" || dtype === "bool" ? "int32" : dtype);

/** Products of many large numbers overflow: numbers close to one, complex ones below it. */
const factors = (dtype: DType): Fill =>
  dtype === "complex64" ? { low: -0.7, high: 0.7 } : dtype === "float32" ? { low: 0.9, high: 1.1 } : {};

function drawReduce(draw: Draw): ShapeCase {
  const kind = draw.pick(["sum", "prod", "max", "min", "any", "all"] as const);
  const isExtreme = kind === "max" || kind === "min";
  const dtype = isExtreme ? draw.pick(REAL_DTYPES) : draw.pick<DType>(["float32", "int32", "bool", "complex64"]);
  const { shape } = lineShape(draw, !isExtreme);
  const dims = shape.map((_, axis) => axis).filter(() => draw.chance(50));
  const out = shape.map((extent, axis) => (dims.includes(axis) ? 1 : extent));
  const outDtype = kind === "any" || kind === "all" ? "bool" : isExtreme ? dtype : sumDtype(dtype);
  const fill = kind === "prod" ? factors(dtype) : { special: isExtreme };
  return shapeCase("reduce", [draw.view(shape, dtype, fill)], [draw.target(out, outDtype)], { kind, dims }, 2e-5);
}

function drawArgReduce(draw: Draw): ShapeCase {
  const { shape, dim } = lineShape(draw, false);
  const out = shape.map((extent, axis) => (axis === dim ? 1 : extent));
  const view = draw.view(shape, draw.pick(REAL_DTYPES), { special: draw.chance(50) });
  return shapeCase("argReduce", [view], [draw.target(out, "int32")], { kind: draw.pick(["max", "min"]), dim });
}

function drawScan(draw: Draw): ShapeCase {
  const kind = draw.pick(["sum", "prod", "max", "min"] as const);
  const isExtreme = kind === "max" || kind === "min";
  const dtype = isExtreme ? draw.pick(REAL_DTYPES) : draw.pick<DType>(["float32", "int32", "bool", "complex64"]);
  const { shape, dim } = lineShape(draw, true);
  const fill = kind === "prod" ? factors(dtype) : { special: draw.chance(30) };
  const out = isExtreme ? dtype : sumDtype(dtype);
  return shapeCase("scan", [draw.view(shape, dtype, fill)], [draw.target(shape, out)], { kind, dim, reverse: draw.chance(50) }, 2e-5); // prettier-ignore
}

function drawSort(draw: Draw): ShapeCase {
  const { shape, dim } = lineShape(draw, true);
  const dtype = draw.pick(REAL_DTYPES);
  const view = draw.view(shape, dtype, { low: -9, high: 9, special: draw.chance(50) });
  return shapeCase("sort", [view], [draw.target(shape, dtype), draw.target(shape, "int32")], { dim, descending: draw.chance(50) }); // prettier-ignore
}

function drawSoftmax(draw: Draw): ShapeCase {
  const [items, classes] = [draw.int(0, 6), draw.chance(20) ? draw.int(40, 700) : draw.int(1, 9)];
  const target = draw.view([items], "int32", { low: 0, high: classes });
  if (draw.chance(30)) target.data[0] = -100;
  const inputs = [draw.view([items, classes], "float32", { low: -20, high: 20 }), target, draw.view([classes], "float32", { low: 0.1, high: 2 })]; // prettier-ignore
  const attrs = { ignoreIndex: -100, labelSmoothing: draw.pick([0, 0.1]) };
  return shapeCase("softmaxCrossEntropy", inputs, [draw.target([items]), draw.target([items, classes])], attrs, 1e-5);
}

function drawBatchNorm(draw: Draw): ShapeCase {
  const [images, channels] = [draw.int(1, 5), draw.chance(5) ? 0 : draw.int(1, 5)];
  const shape = [images, channels, draw.chance(20) ? draw.int(40, 500) : draw.int(1, 9)];
  const channel = (low: number): ReturnType<Draw["view"]> => draw.view([channels], "float32", { low, high: 2 });
  const x = draw.view(shape);
  const perChannel = [draw.target([channels]), draw.target([channels])];
  if (draw.chance(50)) return shapeCase("batchNormStats", [x], perChannel, {}, 2e-5);
  const attrs: PrimitiveAttrs["batchNormGrad"] = { eps: 1e-5, training: draw.chance(50) };
  const inputs = [draw.view(shape), x, channel(-1), channel(0.1), channel(-2)];
  return shapeCase("batchNormGrad", inputs, [draw.target(shape), ...perChannel], attrs, 1e-4);
}

/** Poles inside the unit circle in conjugate pairs or alone, so that any order is a filter that rests. */
function drawFilter(draw: Draw): ShapeCase {
  const order = draw.int(0, 8);
  let a = [1];
  const multiply = (factor: number[]): void => {
    a = Array.from({ length: a.length + factor.length - 1 }, (_, k) =>
      factor.reduce((sum, f, j) => sum + f * (a[k - j] ?? 0), 0),
    );
  };
  for (let left = order; left > 0; left -= 2) {
    const radius = draw.int(0, 60) / 100;
    if (left === 1) multiply([1, -radius]);
    else multiply([1, -2 * radius * Math.cos(draw.int(0, 30) / 10), radius * radius]);
  }
  const scale = draw.pick([1, 2]);
  const batch = draw.shape(0, 3, { max: 4 });
  const length = draw.chance(30) ? draw.int(60, 700) : draw.int(0, 9);
  const coefficients = draw.view([order + 1]);
  const poles = draw.view([order + 1]);
  const contiguous = { ...poles, strides: [1], offset: 0, data: Float32Array.from(a, (v) => v * scale) };
  const inputs = [draw.view([...batch, length]), coefficients, contiguous, draw.view([...batch, order])];
  return shapeCase("iirFilter", inputs, [draw.target([...batch, length]), draw.target([...batch, order])], {}, 3e-5);
}

export const LINES: readonly Family[] = [
  { title: "reduce", draw: drawReduce, teams: true },
  { title: "argReduce", draw: drawArgReduce, teams: true },
  { title: "scan", draw: drawScan, teams: true },
  { title: "sort", draw: drawSort, teams: true },
  { title: "softmaxCrossEntropy", draw: drawSoftmax, teams: true },
  { title: "batchNormStats and batchNormGrad", draw: drawBatchNorm, teams: true },
  { title: "iirFilter", draw: drawFilter, teams: true },
];
