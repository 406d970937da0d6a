import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConvAttrs } from "../../backend/index.js";
import type { DType } from "../../tensor/index.js";
import { distance, noise, runOnArrays, strided, tensorOf } from "../run-on-arrays.js";
import { convGeometry } from "./conv-geometry.js";
import { correlateTiles, kernelGradientTiles, suitsWinograd, type Images } from "./winograd.js";

const attrsOf = (padding: ConvAttrs["padding"], groups = 1): ConvAttrs => ({
  stride: [1, 1],
  dilation: [1, 1],
  padding,
  groups,
});

interface Case {
  readonly x: readonly [number, number, number, number];
  readonly y: readonly [number, number, number, number];
  /** [outputs, inputs per group, 3, 3] */
  readonly w: readonly [number, number, number, number];
  readonly attrs: ConvAttrs;
}

const pads = fc.tuple(fc.nat(3), fc.nat(3));
const cases = fc
  .record({
    images: fc.integer({ min: 1, max: 3 }),
    groups: fc.integer({ min: 1, max: 2 }),
    inputs: fc.integer({ min: 1, max: 6 }),
    outputs: fc.integer({ min: 1, max: 6 }),
    height: fc.integer({ min: 3, max: 11 }),
    width: fc.integer({ min: 3, max: 11 }),
    rows: pads,
    columns: pads,
  })
  .map(({ images, groups, inputs, outputs, height, width, rows, columns }): Case => {
    const extents = [height + rows[0] + rows[1] - 2, width + columns[0] + columns[1] - 2] as const;
    return {
      x: [images, groups * inputs, height, width],
      y: [images, groups * outputs, ...extents],
      w: [groups * outputs, inputs, 3, 3],
      attrs: attrsOf([rows, columns], groups),
    };
  });

const imagesOf = (values: number[], [, channels, height, width]: Case["x"], groups: number): Images => ({
  data: Float64Array.from(values),
  channels: channels / groups,
  height,
  width,
});

function expectPlainProducts({ x, y, w, attrs }: Case): void {
  // The sums run over the channels.
  const tolerance = 1e-14 * Math.max(10, x[1], y[1]);
  const [groups, [[top], [left]]] = [attrs.groups, attrs.padding];
  const [xs, ws, bias, grad] = [noise(x, 1), noise(w, 2), noise([w[0]], 3), noise(y, 4)];
  const [size, step] = [(w[0] / groups) * w[1] * 9, w[1] * 9];
  const kernels = (isTurned: boolean) => (group: number) => ({
    data: Float64Array.from(ws),
    start: group * size,
    outStep: isTurned ? 9 : step,
    inStep: isTurned ? step : 9,
    isTurned,
  });
  const input = imagesOf(xs, x, groups);
  const gradY = imagesOf(grad, y, groups);
  const out = imagesOf(grad, y, groups);
  correlateTiles(x[0], groups, input, kernels(false), [top, left], out, Float64Array.from(bias));
  const inputs = [tensorOf(xs, x), tensorOf(ws, w), tensorOf(bias, [w[0]])];
  expect(distance([...out.data], runOnArrays("conv", inputs, [{ shape: y }], attrs)[0])).toBeLessThan(tolerance);

  const gradX = imagesOf(xs, x, groups);
  correlateTiles(x[0], groups, gradY, kernels(true), [2 - top, 2 - left], gradX, undefined);
  const back = runOnArrays("convInputGrad", [tensorOf(grad, y), tensorOf(ws, w)], [{ shape: x }], attrs)[0];
  expect(distance([...gradX.data], back)).toBeLessThan(tolerance);

  const gradW = new Float64Array(ws.length);
  kernelGradientTiles(x[0], groups, input, [top, left], gradY, gradW);
  const sums = runOnArrays("convWeightGrad", [tensorOf(grad, y), tensorOf(xs, x)], [{ shape: w }], attrs)[0];
  expect(distance([...gradW], sums)).toBeLessThan(10 * tolerance);
}

describe("tiles", () => {
  it("give what the plain products give, forward and back, for any channels, sizes and padding", () => {
    fc.assert(fc.property(cases, expectPlainProducts));
  });

  it("do so in several blocks, the last one short", () => {
    expectPlainProducts({ x: [3, 40, 9, 16], y: [3, 40, 9, 16], w: [40, 40, 3, 3], attrs: attrsOf([[1, 1], [1, 1]]) }); // prettier-ignore
  });
});

describe("convolution of float32 through tiles", () => {
  const x = [2, 16, 10, 13] as const;
  const w = [16, 8, 3, 3] as const;
  const y = [2, 16, 10, 13] as const;
  const attrs = attrsOf([[1, 1], [2, 0]], 2); // prettier-ignore
  const inputs = (values: number[], dtype: DType) =>
    [tensorOf(values, x, dtype), tensorOf(noise(w, 2).map(Math.fround), w, dtype), tensorOf(noise([16], 3).map(Math.fround), [16], dtype)]; // prettier-ignore

  it("is taken for kernels of 3 × 3 one step apart, where there are channels enough", () => {
    const suits = (w: readonly number[], y: readonly number[], change: Partial<ConvAttrs> = {}): boolean => {
      const a = { ...attrs, ...change };
      return suitsWinograd(convGeometry(x, w, y, a), a);
    };
    expect(suits(w, y)).toBe(true);
    expect(suits(w, [2, 16, 5, 7], { stride: [2, 2] })).toBe(false);
    expect(suits(w, [2, 16, 8, 11], { dilation: [2, 2] })).toBe(false);
    expect(suits([16, 8, 5, 5], [2, 16, 8, 11])).toBe(false);
    expect(suits([16, 1, 3, 3], y, { groups: 16 })).toBe(false);
  });

  it("equals float64 rounded once, from any layout, with its gradients", () => {
    const values = noise(x, 1).map(Math.fround);
    const grad = noise(y, 5).map(Math.fround);
    const results = (["float32", "float64"] as const).map((dtype) => {
      const [images, weight, bias] = inputs(values, dtype);
      const gradY = tensorOf(grad, y, dtype);
      return [
        ...runOnArrays("conv", [images, weight, bias].map(strided), [{ shape: y, dtype }], attrs),
        ...runOnArrays("convInputGrad", [gradY, weight], [{ shape: x, dtype }], attrs),
        ...runOnArrays("convWeightGrad", [strided(gradY), images], [{ shape: w, dtype }, { shape: [16], dtype }], attrs), // prettier-ignore
      ];
    });
    results[1].forEach((expected, k) => expect(distance(results[0][k], expected.map(Math.fround))).toBeLessThan(1e-6));
    expect(results[0][0].filter((v, i) => v !== Math.fround(results[1][0][i])).length).toBeLessThan(3);
  });

  it("is exact on whole numbers", () => {
    const [images, weights] = [noise(x, 1), noise(w, 2)].map((values) => values.map((v) => Math.round(9 * v)));
    const [single, double] = (["float32", "float64"] as const).map(
      (dtype) =>
        runOnArrays("conv", [tensorOf(images, x, dtype), tensorOf(weights, w, dtype)], [{ shape: y, dtype }], attrs)[0],
    );
    expect(single).toEqual(double);
  });

  it("keeps infinities and NaN to the results that they belong to", () => {
    const values = noise(x, 1).map(Math.fround);
    values[300] = Infinity;
    values[1000] = NaN;
    const [single] = runOnArrays("conv", inputs(values, "float32"), [{ shape: y, dtype: "float32" }], attrs);
    const [double] = runOnArrays("conv", inputs(values, "float64"), [{ shape: y }], attrs);
    expect(single).toEqual(double.map(Math.fround));
    expect(single.filter((v) => !Number.isFinite(v)).length).toBeLessThan(200);
  });
});
