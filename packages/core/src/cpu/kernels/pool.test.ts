import { describe, expect, it } from "vitest";
import type { PoolAttrs } from "../../backend/index.js";
import { distance, noise, runOnArrays, strided, tensorOf } from "../run-on-arrays.js";

const attrs = (kind: "max" | "avg", kernel: number[], rest: Partial<PoolAttrs> = {}): PoolAttrs => ({
  kind,
  kernel,
  stride: kernel,
  padding: kernel.map(() => 0),
  dilation: kernel.map(() => 1),
  countIncludePad: true,
  ...rest,
});

const max = (values: number[], shape: number[], out: number[], a: PoolAttrs): number[][] =>
  runOnArrays("pool", [tensorOf(values, shape)], [{ shape: out }, { shape: out, dtype: "int32" }], a);
const avg = (values: number[], shape: number[], out: number[], a: PoolAttrs): number[] =>
  runOnArrays("pool", [tensorOf(values, shape)], [{ shape: out }], a)[0];

describe("max pooling", () => {
  it("gives the first of equal values, with its position in the plane", () => {
    const [y, index] = max([1, 5, 5, 0, 2, 2, 9, 9], [1, 2, 4], [1, 2, 2], attrs("max", [2]));
    expect(y).toEqual([5, 5, 2, 9]);
    expect(index).toEqual([1, 2, 0, 2]);
  });

  it("lets NaN win and keeps the first one", () => {
    const [y, index] = max([1, NaN, 9, NaN], [1, 1, 4], [1, 1, 1], attrs("max", [4]));
    expect(y).toEqual([NaN]);
    expect(index).toEqual([1]);
  });

  it("never chooses padding, even where all values are −∞", () => {
    const [y, index] = max([-Infinity, -3], [1, 1, 2], [1, 1, 3], attrs("max", [2], { stride: [1], padding: [1] }));
    expect(y).toEqual([-Infinity, -3, -3]);
    expect(index).toEqual([0, 1, 1]);
  });

  it("steps with dilation and starts dilated windows inside", () => {
    const a = attrs("max", [3], { stride: [1], padding: [1], dilation: [2] });
    // windows −1, 1, 3; 0, 2, 4; 1, 3, 5
    expect(max([9, 1, 2, 3, 4, 5], [1, 1, 6], [1, 1, 4], a)).toEqual([[3, 9, 5, 4], [3, 0, 5, 4]]); // prettier-ignore
  });

  it("equals a search of every window over three axes, and its gradient goes to the winners", () => {
    const [shape, out] = [[2, 2, 4, 5, 6], [2, 2, 2, 3, 3]]; // prettier-ignore
    const a = attrs("max", [3, 3, 3], { stride: [2, 2, 2], padding: [1, 1, 1] });
    const values = noise(shape);
    const expected: number[] = [];
    const winners: number[] = [];
    for (let plane = 0; plane < 4; plane++)
      for (let od = 0; od < 2; od++)
        for (let oh = 0; oh < 3; oh++)
          for (let ow = 0; ow < 3; ow++) {
            let winner = -1;
            for (let at = 0; at < 120; at++) {
              const [d, h, w] = [Math.floor(at / 30), Math.floor(at / 6) % 5, at % 6];
              const inside = Math.abs(d - 2 * od) <= 1 && Math.abs(h - 2 * oh) <= 1 && Math.abs(w - 2 * ow) <= 1;
              if (inside && (winner < 0 || values[plane * 120 + at] > values[plane * 120 + winner])) winner = at;
            }
            winners.push(winner);
            expected.push(values[plane * 120 + winner]);
          }
    const results = [{ shape: out }, { shape: out, dtype: "int32" }] as const;
    expect(runOnArrays("pool", [strided(tensorOf(values, shape))], results, a)).toEqual([expected, winners]);
    const grad = noise(out, 2);
    const expectedGrad = values.map(() => 0);
    grad.forEach((g, i) => (expectedGrad[Math.floor(i / 18) * 120 + winners[i]] += g));
    const inputs = [tensorOf(grad, out), tensorOf(winners, out, "int32")];
    expect(distance(runOnArrays("poolGrad", inputs, [{ shape }], a)[0], expectedGrad)).toBeLessThan(1e-15);
  });
});

describe("average pooling", () => {
  it("divides by the kernel's size, padding counted or not", () => {
    const padded = attrs("avg", [3], { stride: [2], padding: [1] });
    expect(avg([3, 6, 9, 12], [1, 1, 4], [1, 1, 2], padded)).toEqual([3, 9]);
    expect(avg([3, 6, 9, 12], [1, 1, 4], [1, 1, 2], { ...padded, countIncludePad: false })).toEqual([4.5, 9]);
  });

  it("does not count what a ceilMode window overhangs, but does count padding", () => {
    // torch.nn.AvgPool1d(3, 2, padding=1, ceil_mode=True) on five samples: windows −1…1, 1…3, 3…5 (5 is padding)
    const padded = attrs("avg", [3], { stride: [2], padding: [1] });
    expect(avg([1, 2, 3, 4, 5], [1, 1, 5], [1, 1, 3], padded)).toEqual([1, 3, 3]);
    // kernel 3, stride 2, no padding, six samples: the last window is 4…6 and 6 does not exist
    expect(avg([1, 2, 3, 4, 5, 6], [1, 1, 6], [1, 1, 3], attrs("avg", [3], { stride: [2] }))).toEqual([2, 4, 5.5]);
  });

  it("averages planes, and its gradient is the adjoint", () => {
    const [shape, out] = [[2, 3, 5, 7], [2, 3, 3, 4]]; // prettier-ignore
    for (const countIncludePad of [true, false]) {
      const a = attrs("avg", [3, 2], { stride: [2, 2], padding: [1, 1], countIncludePad });
      const [x, grad] = [noise(shape, 1), noise(out, 2)];
      const y = avg(x, shape, out, a);
      const [gradX] = runOnArrays("poolGrad", [tensorOf(grad, out)], [{ shape }], a);
      const dot = (p: number[], q: number[]): number => p.reduce((sum, value, i) => sum + value * q[i], 0);
      expect(dot(y, grad)).toBeCloseTo(dot(x, gradX), 12);
      const first = (x[0] + x[7]) / (countIncludePad ? 6 : 2);
      expect(y[0]).toBeCloseTo(first, 14);
    }
  });
});
