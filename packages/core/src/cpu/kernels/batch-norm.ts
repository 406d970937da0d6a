// Batch normalisation of x [N, C, L]: statistics per channel and gradient.
import type { PrimitiveCall } from "../../backend/index.js";
import type { Shape, TypedArray } from "../../tensor/index.js";
import { dense, putBack, writable } from "../dense.js";

/** Calls `line` for every (image, channel) with the position of its first element. */
function forEachLine([images, channels, length]: Shape, line: (channel: number, start: number) => void): void {
  for (let n = 0; n < images; n++) for (let c = 0; c < channels; c++) line(c, (n * channels + c) * length);
}

/** Mean and variance over N and L in two passes: subtracting squares of means would cancel. */
export function batchNormStats({ inputs: [x], outputs: [mean, variance] }: PrimitiveCall<"batchNormStats">): void {
  const [images, channels, length] = x.shape;
  const [data, means, variances] = [dense(x), writable(mean), writable(variance)];
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  const count = images * length;
  forEachLine(x.shape, (c, start) => {
    sums[c] += sum(data, start, length);
  });
  for (let c = 0; c < channels; c++) sums[c] /= count;
  forEachLine(x.shape, (c, start) => {
    squares[c] += squaredDistance(data, start, length, sums[c]);
  });
  for (let c = 0; c < channels; c++) {
    means[c] = sums[c];
    variances[c] = squares[c] / count;
  }
  putBack(mean, means);
  putBack(variance, variances);
}

// Four sums hide the latency of the additions.
function sum(data: TypedArray, start: number, length: number): number {
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0; // prettier-ignore
  const end = start + length - (length & 3);
  for (let i = start; i < end; i += 4) {
    s0 += data[i];
    s1 += data[i + 1];
    s2 += data[i + 2];
    s3 += data[i + 3];
  }
  for (let i = end; i < start + length; i++) s0 += data[i];
  return s0 + s1 + (s2 + s3);
}

function squaredDistance(data: TypedArray, start: number, length: number, mean: number): number {
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0; // prettier-ignore
  const end = start + length - (length & 3);
  for (let i = start; i < end; i += 4) {
    s0 += (data[i] - mean) * (data[i] - mean);
    s1 += (data[i + 1] - mean) * (data[i + 1] - mean);
    s2 += (data[i + 2] - mean) * (data[i + 2] - mean);
    s3 += (data[i + 3] - mean) * (data[i + 3] - mean);
  }
  for (let i = end; i < start + length; i++) s0 += (data[i] - mean) * (data[i] - mean);
  return s0 + s1 + (s2 + s3);
}

export function batchNormGrad({
  inputs,
  outputs: [gradX, gradWeight, gradBias],
  attrs: { eps, training },
}: PrimitiveCall<"batchNormGrad">): void {
  const [grad, data, means, variances, weights] = inputs.map(dense);
  const { shape } = inputs[1];
  const [images, channels, length] = shape;
  const result = writable(gradX);
  const scales = Float64Array.from(variances, (variance) => 1 / Math.sqrt(variance + eps));
  const sums = new Float64Array(channels);
  const products = new Float64Array(channels);
  forEachLine(shape, (c, start) => {
    sums[c] += sum(grad, start, length);
    products[c] += centredProduct(grad, data, start, length, means[c]) * scales[c];
  });
  // In training mean and variance move with x, which takes the gradient's own mean and its part along x̂ away.
  const count = images * length;
  forEachLine(shape, (c, start) => {
    const scale = weights[c] * scales[c];
    const slope = training ? (products[c] / count) * scales[c] : 0;
    gradLine(grad, data, result, start, length, means[c], scale, training ? sums[c] / count : 0, slope);
  });
  putBack(gradX, result);
  putAll(gradWeight, products);
  putAll(gradBias, sums);
}

function centredProduct(grad: TypedArray, data: TypedArray, start: number, length: number, mean: number): number {
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0; // prettier-ignore
  const end = start + length - (length & 3);
  for (let i = start; i < end; i += 4) {
    s0 += grad[i] * (data[i] - mean);
    s1 += grad[i + 1] * (data[i + 1] - mean);
    s2 += grad[i + 2] * (data[i + 2] - mean);
    s3 += grad[i + 3] * (data[i + 3] - mean);
  }
  for (let i = end; i < start + length; i++) s0 += grad[i] * (data[i] - mean);
  return s0 + s1 + (s2 + s3);
}

function gradLine(
  grad: TypedArray,
  data: TypedArray,
  result: TypedArray,
  start: number,
  length: number,
  mean: number,
  scale: number,
  offset: number,
  slope: number,
): void {
  const end = start + length - (length & 3);
  for (let i = start; i < end; i += 4) {
    result[i] = scale * (grad[i] - offset - slope * (data[i] - mean));
    result[i + 1] = scale * (grad[i + 1] - offset - slope * (data[i + 1] - mean));
    result[i + 2] = scale * (grad[i + 2] - offset - slope * (data[i + 2] - mean));
    result[i + 3] = scale * (grad[i + 3] - offset - slope * (data[i + 3] - mean));
  }
  for (let i = end; i < start + length; i++) result[i] = scale * (grad[i] - offset - slope * (data[i] - mean));
}

function putAll(view: Parameters<typeof writable>[0], values: Float64Array): void {
  const data = writable(view);
  data.set(values);
  putBack(view, data);
}
