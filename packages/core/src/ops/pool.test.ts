import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  adaptiveAvgPool3d, adaptiveMaxPool3dWithIndices, arange, avgPool1d, avgPool2d, avgPool3d, DTypeError, Generator, lpPool3d, maxPool1d, maxPool1dWithIndices,
  maxPool3dWithIndices, maxUnpool1d, maxUnpool3d, ones, ParameterError, randn, ShapeError, tensor, zeros, type Tensor,
} from "../index.js"; // prettier-ignore

const list = (x: Tensor): unknown => x.arraySync();

interface Plan {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  readonly ceilMode: boolean;
}

/** PyTorch's windows along one axis: first position, and for averages how many cells count with the padding. */
function windows(n: number, { kernel, stride, padding, dilation, ceilMode }: Plan): number[][] {
  const steps = (n + 2 * padding - dilation * (kernel - 1) - 1) / stride;
  let count = (ceilMode ? Math.ceil(steps) : Math.floor(steps)) + 1;
  if (ceilMode && (count - 1) * stride >= n + padding) count--; // would start in the right padding
  return Array.from({ length: count }, (_, o) =>
    Array.from({ length: kernel }, (__, k) => o * stride - padding + k * dilation),
  );
}

const plans = fc
  .record({
    n: fc.integer({ min: 4, max: 11 }),
    kernel: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 4 }),
    half: fc.boolean(),
    dilation: fc.integer({ min: 1, max: 2 }),
    ceilMode: fc.boolean(),
  })
  .map(({ half, ...rest }) => ({ ...rest, padding: half ? Math.floor(rest.kernel / 2) : 0 }))
  .filter(({ n, kernel, dilation, padding }) => n + 2 * padding >= dilation * (kernel - 1) + 1);

describe("pooling along one axis", () => {
  it("takes the largest of PyTorch's windows, dilated, padded and rounded up or down", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const x = randn([plan.n], { generator: new Generator(plan.n) });
        const values = [...x.dataSync()];
        const expected = windows(plan.n, plan).map((places) => Math.max(...places.map((p) => values[p] ?? -Infinity)));
        const y = maxPool1d(x.reshape([1, 1, -1]), plan.kernel, plan);
        expect([...y.dataSync()]).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("averages them, the padding counted or not", () => {
    fc.assert(
      fc.property(plans, fc.boolean(), (given, countIncludePad) => {
        const plan = { ...given, dilation: 1 };
        const x = randn([plan.n], { dtype: "float64", generator: new Generator(plan.n) });
        const values = [...x.dataSync()];
        const expected = windows(plan.n, plan).map((places) => {
          const inside = places.filter((p) => p >= 0 && p < plan.n);
          const counted = countIncludePad ? places.filter((p) => p < plan.n + plan.padding) : inside;
          return inside.reduce((sum, p) => sum + values[p], 0) / counted.length;
        });
        const y = avgPool1d(x.reshape([1, 1, -1]), plan.kernel, { ...plan, countIncludePad });
        const summed = avgPool1d(x.reshape([1, 1, -1]), plan.kernel, { ...plan, divisorOverride: -2 });
        expect(y.numel).toBe(expected.length);
        y.dataSync().forEach((v, i) => expect(v).toBeCloseTo(expected[i], 12));
        windows(plan.n, plan).forEach((places, i) =>
          expect(summed.dataSync()[i]).toBeCloseTo(places.reduce((s, p) => s + (values[p] ?? 0), 0) / -2, 12),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe("pooling over three axes", () => {
  const x = arange(2 * 3 * 4).reshape([1, 1, 2, 3, 4]);

  it("names the flat position of each winner in its volume", () => {
    const { values, indices } = maxPool3dWithIndices(x, [1, 2, 2], { stride: [1, 1, 2] });
    expect([...values.dataSync()]).toEqual([5, 7, 9, 11, 17, 19, 21, 23]);
    expect(list(indices.to("float32"))).toEqual(list(values));
    expect(list(maxUnpool3d(values, indices, [1, 2, 2], { stride: [1, 1, 2] }).sum())).toBe(112);
    expect(list(avgPool3d(x, 2, { stride: [1, 1, 2] }))).toEqual([[[[[8.5, 10.5], [12.5, 14.5]]]]]); // prettier-ignore
    expect(list(lpPool3d(x, 1, [2, 3, 4]))).toEqual([[[[[276]]]]]);
    expect(() => maxPool3dWithIndices(zeros([2, 3, 4]), 2)).toThrow(ShapeError);
  });

  it("adapts to a wanted size", () => {
    expect(list(adaptiveAvgPool3d(x, [1, null, 2]))).toEqual([[[[[6.5, 8.5], [10.5, 12.5], [14.5, 16.5]]]]]); // prettier-ignore
    const { values, indices } = adaptiveMaxPool3dWithIndices(x, [2, 2, 1]);
    expect([list(values), list(indices)]).toEqual([[[[[[7], [11]], [[19], [23]]]]], [[[[[7], [11]], [[19], [23]]]]]]); // prettier-ignore
  });
});

describe("errors and odd numbers", () => {
  it("refuses divisors of 0, integers and complex numbers", () => {
    expect(() => avgPool2d(ones([1, 2, 2]), 2, { divisorOverride: 0 })).toThrow(/divisorOverride=0/);
    expect(() => maxPool1d(zeros([1, 4], { dtype: "int32" }), 2)).toThrow(DTypeError);
    expect(() => avgPool1d(zeros([1, 4], { dtype: "complex64" }), 2)).toThrow(DTypeError);
    expect(list(maxPool1d(ones([1, 4]), [2]))).toEqual([[1, 1]]);
  });

  it("unpools NaN and infinities to their places, and takes a whole shape", () => {
    const { values, indices } = maxPool1dWithIndices(tensor([[[NaN, 1, 2, Infinity]]]), 2);
    expect(list(maxUnpool1d(values, indices, 2, { outputSize: [1, 1, 5] }))).toEqual([[[NaN, 0, 0, Infinity, 0]]]);
    const wrong = tensor([[[0, 9]]], { dtype: "int32" });
    expect(() => maxUnpool1d(values, wrong, 2)).toThrow(ParameterError);
  });
});
