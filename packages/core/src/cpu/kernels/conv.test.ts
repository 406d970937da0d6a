import { describe, expect, it } from "vitest";
import type { ConvAttrs } from "../../backend/index.js";
import { distance, noise, runOnArrays, strided, tensorOf } from "../run-on-arrays.js";

interface Case {
  name: string;
  x: number[];
  w: number[];
  attrs: ConvAttrs;
}

const plain = (axes: number): ConvAttrs => ({
  stride: Array.from({ length: axes }, () => 1),
  padding: Array.from({ length: axes }, () => [0, 0] as const),
  dilation: Array.from({ length: axes }, () => 1),
  groups: 1,
});

const CASES: Case[] = [
  { name: "one axis", x: [2, 3, 9], w: [4, 3, 3], attrs: plain(1) },
  { name: "one sample, one tap", x: [1, 1, 1], w: [1, 1, 1], attrs: plain(1) },
  { name: "a long first layer with a stride", x: [2, 1, 50], w: [5, 1, 11], attrs: { ...plain(1), stride: [4] } },
  { name: "asymmetric padding", x: [1, 2, 7], w: [3, 2, 4], attrs: { ...plain(1), padding: [[3, 1]] } },
  { name: "padding wider than the input", x: [1, 2, 2], w: [3, 2, 2], attrs: { ...plain(1), padding: [[5, 4]] } },
  {
    name: "padding wider than the stride",
    x: [2, 2, 9],
    w: [3, 2, 5],
    attrs: { ...plain(1), stride: [2], padding: [[3, 4]] },
  },
  { name: "two axes, padded", x: [3, 2, 5, 6], w: [5, 2, 3, 3], attrs: { ...plain(2), padding: [[1, 1], [1, 1]] } }, // prettier-ignore
  {
    name: "two axes, everything at once",
    x: [2, 4, 9, 11],
    w: [6, 2, 3, 2],
    attrs: { stride: [2, 3], padding: [[2, 1], [0, 2]], dilation: [2, 1], groups: 2 }, // prettier-ignore
  },
  { name: "depthwise", x: [2, 6, 8, 8], w: [6, 1, 3, 3], attrs: { ...plain(2), padding: [[1, 1], [1, 1]], groups: 6 } }, // prettier-ignore
  { name: "three axes", x: [1, 2, 4, 5, 6], w: [3, 2, 2, 3, 2], attrs: { ...plain(3), stride: [1, 2, 1] } },
  { name: "more columns than one block holds", x: [2, 1, 700], w: [2, 1, 3], attrs: plain(1) },
];

function outputShape({ x, w, attrs }: Case): number[] {
  const spatial = x.slice(2).map((n, i) => {
    const [before, after] = attrs.padding[i];
    return Math.floor((n + before + after - attrs.dilation[i] * (w[i + 2] - 1) - 1) / attrs.stride[i]) + 1;
  });
  return [x[0], w[0], ...spatial];
}

const indicesOf = (shape: number[]): number[][] =>
  shape.reduce<number[][]>(
    (all, n) => all.flatMap((index) => Array.from({ length: n }, (_, i) => [...index, i])),
    [[]],
  );
const flat = (shape: number[], index: number[]): number => index.reduce((at, i, axis) => at * shape[axis] + i, 0);

/** Every product x·w that the definition sums into y, as flat positions. */
function forEachProduct(c: Case, visit: (y: number, x: number, w: number) => void): void {
  const yShape = outputShape(c);
  const kernels = indicesOf(c.w.slice(1));
  for (const yIndex of indicesOf(yShape))
    for (const [channel, ...kernel] of kernels) {
      const [n, o, ...out] = yIndex;
      const at = out.map((p, i) => p * c.attrs.stride[i] - c.attrs.padding[i][0] + kernel[i] * c.attrs.dilation[i]);
      if (at.some((p, i) => p < 0 || p >= c.x[i + 2])) continue;
      const group = Math.floor(o / (c.w[0] / c.attrs.groups));
      visit(flat(yShape, yIndex), flat(c.x, [n, group * c.w[1] + channel, ...at]), flat(c.w, [o, channel, ...kernel]));
    }
}

describe("convolution equals its definition", () => {
  for (const c of CASES) {
    const yShape = outputShape(c);
    const [x, w, grad, bias] = [noise(c.x, 1), noise(c.w, 2), noise(yShape, 3), noise([c.w[0]], 4)];
    it(`forward with ${c.name}`, () => {
      const expected = grad.map((_, i) => bias[Math.floor(i / (grad.length / yShape[0] / yShape[1])) % yShape[1]]);
      forEachProduct(c, (yi, xi, wi) => (expected[yi] += x[xi] * w[wi]));
      const inputs = [tensorOf(x, c.x), tensorOf(w, c.w), tensorOf(bias, [c.w[0]])];
      expect(distance(runOnArrays("conv", inputs, [{ shape: yShape }], c.attrs)[0], expected)).toBeLessThan(1e-13);
      const [fromViews] = runOnArrays("conv", inputs.map(strided), [{ shape: yShape }], c.attrs);
      expect(distance(fromViews, expected)).toBeLessThan(1e-13);
    });
    it(`input gradient with ${c.name}`, () => {
      const expected = x.map(() => 0);
      forEachProduct(c, (yi, xi, wi) => (expected[xi] += grad[yi] * w[wi]));
      const inputs = [tensorOf(grad, yShape), tensorOf(w, c.w)];
      expect(distance(runOnArrays("convInputGrad", inputs, [{ shape: c.x }], c.attrs)[0], expected)).toBeLessThan(
        1e-13,
      );
    });
    it(`weight gradient with ${c.name}`, () => {
      const expected = w.map(() => 0);
      forEachProduct(c, (yi, xi, wi) => (expected[wi] += grad[yi] * x[xi]));
      const perChannel = bias.map((_, o) => {
        const size = grad.length / yShape[0] / yShape[1];
        return grad.reduce((sum, g, i) => sum + (Math.floor(i / size) % yShape[1] === o ? g : 0), 0);
      });
      for (const inputs of [
        [tensorOf(grad, yShape), tensorOf(x, c.x)],
        [tensorOf(grad, yShape), tensorOf(x, c.x)].map(strided),
      ]) {
        // prettier-ignore
        const [alone] = runOnArrays("convWeightGrad", inputs, [{ shape: c.w }], c.attrs);
        expect(distance(alone, expected)).toBeLessThan(1e-12);
        const both = runOnArrays("convWeightGrad", inputs, [{ shape: c.w }, { shape: [c.w[0]] }], c.attrs);
        expect(both[0]).toEqual(alone);
        expect(distance(both[1], perChannel)).toBeLessThan(1e-12);
      }
    });
  }

  it("rounds float32 results once, from float64 sums", () => {
    const x = tensorOf([1e8, 1, -1e8], [1, 1, 3], "float32");
    const w = tensorOf([1, 1, 1], [1, 1, 3], "float32");
    expect(runOnArrays("conv", [x, w], [{ shape: [1, 1, 1], dtype: "float32" }], plain(1))).toEqual([[1]]);
  });
});
