// Batch normalisation of x [N, C, L]. Statistics are taken in parts, each with its own mean, and merged in a fixed order: a
// sum of squares would cancel.
import { sizeOf, type PrimitiveCall, type View } from "@sonograd/core";
import { KernelBuilder, type Kernel, type LowerContext } from "./kernel.js";
import { partCount } from "./reduce.js";
import { reshaped } from "./views.js";
import { requireFloat32 } from "./wgsl-types.js";

/** Numbers of an [N, C, L] array that every kernel here needs. */
function extents(builder: KernelBuilder, x: View, parts: number): KernelBuilder {
  const [images, channels, length] = x.shape;
  return builder
    .u32("channels", channels)
    .u32("length", length)
    .u32("count", images * length)
    .u32("parts", parts);
}

const asColumn = (view: View): View => reshaped(view, [...view.shape, 1], [...view.strides, 0]);

export function batchNormStats(call: PrimitiveCall<"batchNormStats">, context: LowerContext): void {
  const x = call.inputs[0];
  const [mean, variance] = call.outputs;
  requireFloat32("batchNormStats", [x]);
  const [images, channels, length] = x.shape;
  const parts = partCount(channels, images * length);
  if (parts === 1) {
    context.emit(partialStatistics(x, asColumn(mean), asColumn(variance), 1 / (images * length), 1));
    return;
  }
  const means = context.temporary("float32", [channels, parts]);
  const squares = context.temporary("float32", [channels, parts]);
  context.emit(partialStatistics(x, means, squares, 1, parts));
  context.emit(mergedStatistics(x, means, squares, mean, variance, parts));
}

// Mean and squared distance from it of every parts-th element of a channel.
function partialStatistics(x: View, means: View, squares: View, scale: number, parts: number): Kernel {
  const builder = extents(new KernelBuilder("batch_norm:statistics"), x, parts).f32("scale", scale);
  builder.read("x", x).write("means", means).write("squares", squares);
  return builder.build(
    x.shape[1] * parts,
    `  let part = i % p.parts;
  let c = i / p.parts;
  var sum = 0.0;
  var count = 0.0;
  for (var k = part; k < p.count; k += p.parts) {
    sum = sum + x_get(k / p.length, c, k % p.length);
    count = count + 1.0;
  }
  let mean = sum / count;
  var square = 0.0;
  for (var k = part; k < p.count; k += p.parts) {
    let distance = x_get(k / p.length, c, k % p.length) - mean;
    square = square + distance * distance;
  }
  means_set(c, part, mean);
  squares_set(c, part, square * p.scale);`,
  );
}

// Chan, Golub and LeVeque: two parts' squared distances, plus what their means are apart.
function mergedStatistics(x: View, means: View, squares: View, mean: View, variance: View, parts: number): Kernel {
  const builder = extents(new KernelBuilder("batch_norm:merge"), x, parts);
  builder.read("means", means).read("squares", squares).write("mean", mean).write("variance", variance);
  return builder.build(
    x.shape[1],
    `  var total = 0.0;
  var mean = 0.0;
  var square = 0.0;
  for (var part = 0u; part < p.parts; part++) {
    let count = f32((p.count - part + p.parts - 1u) / p.parts);
    let apart = means_get(i, part) - mean;
    let both = total + count;
    mean = mean + apart * (count / both);
    square = square + squares_get(i, part) + apart * apart * (total * count / both);
    total = both;
  }
  mean_set(i, mean);
  variance_set(i, square / total);`,
  );
}

/** Splits i into n, c, l. */
const POSITION = `  let l = i % p.length;
  let c = (i / p.length) % p.channels;
  let n = i / (p.length * p.channels);`;

export function batchNormGrad(call: PrimitiveCall<"batchNormGrad">, context: LowerContext): void {
  const [gradY, x, mean, variance, weight] = call.inputs;
  const [gradX, gradWeight, gradBias] = call.outputs;
  const { eps, training } = call.attrs;
  requireFloat32("batchNormGrad", [gradY, x]);
  const [images, channels, length] = x.shape;
  const parts = partCount(channels, images * length);
  if (parts === 1)
    context.emit(partialGradients(gradY, x, mean, variance, asColumn(gradWeight), asColumn(gradBias), eps, 1));
  else {
    const products = context.temporary("float32", [channels, parts]);
    const sums = context.temporary("float32", [channels, parts]);
    context.emit(partialGradients(gradY, x, mean, variance, products, sums, eps, parts));
    context.emit(mergedGradients(x, products, sums, gradWeight, gradBias, parts));
  }
  context.emit(inputGradient(gradY, x, mean, variance, weight, gradWeight, gradBias, gradX, eps, training));
}

function partialGradients(
  gradY: View,
  x: View,
  mean: View,
  variance: View,
  products: View,
  sums: View,
  eps: number,
  parts: number,
): Kernel {
  const builder = extents(new KernelBuilder("batch_norm_grad:partial"), x, parts).f32("eps", eps);
  builder.read("g", gradY).read("x", x).read("mean", mean).read("variance", variance);
  builder.write("products", products).write("sums", sums);
  return builder.build(
    x.shape[1] * parts,
    `  let part = i % p.parts;
  let c = i / p.parts;
  let mean = mean_get(c);
  var product = 0.0;
  var sum = 0.0;
  for (var k = part; k < p.count; k += p.parts) {
    let g = g_get(k / p.length, c, k % p.length);
    sum = sum + g;
    product = product + g * (x_get(k / p.length, c, k % p.length) - mean);
  }
  products_set(c, part, product / sqrt(variance_get(c) + p.eps));
  sums_set(c, part, sum);`,
  );
}

function mergedGradients(x: View, products: View, sums: View, gradWeight: View, gradBias: View, parts: number): Kernel {
  const builder = extents(new KernelBuilder("batch_norm_grad:merge"), x, parts);
  builder.read("products", products).read("sums", sums).write("grad_weight", gradWeight).write("grad_bias", gradBias);
  return builder.build(
    x.shape[1],
    `  var product = 0.0;
  var sum = 0.0;
  for (var part = 0u; part < p.parts; part++) {
    product = product + products_get(i, part);
    sum = sum + sums_get(i, part);
  }
  grad_weight_set(i, product);
  grad_bias_set(i, sum);`,
  );
}

// In training mean and variance move with x, which takes the gradient's own mean and its part along x̂ away.
function inputGradient(
  gradY: View,
  x: View,
  mean: View,
  variance: View,
  weight: View,
  gradWeight: View,
  gradBias: View,
  gradX: View,
  eps: number,
  training: boolean,
): Kernel {
  const builder = extents(new KernelBuilder("batch_norm_grad:input"), x, 1).f32("eps", eps);
  builder.read("g", gradY).read("variance", variance).read("weight", weight);
  if (training) builder.read("x", x).read("mean", mean).read("grad_weight", gradWeight).read("grad_bias", gradBias);
  builder.write("out", gradX);
  const centred = training
    ? "g_get(n, c, l) - (grad_bias_get(c) + grad_weight_get(c) * (x_get(n, c, l) - mean_get(c)) * scale) / f32(p.count)"
    : "g_get(n, c, l)";
  return builder.build(
    sizeOf(x.shape),
    `${POSITION}
  let scale = 1.0 / sqrt(variance_get(c) + p.eps);
  out_set(n, c, l, weight_get(c) * scale * (${centred}));`,
  );
}
