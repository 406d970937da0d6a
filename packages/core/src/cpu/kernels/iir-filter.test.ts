import { describe, expect, it } from "vitest";
import { distance, noise, runOnArrays, strided, tensorOf } from "../run-on-arrays.js";

/** The difference equation a0·y[n] = Σ b_k·x[n−k] − Σ a_k·y[n−k], from rest. */
function difference(x: number[], b: number[], a: number[]): number[] {
  const y: number[] = [];
  x.forEach((_, n) => {
    let sum = 0;
    for (let k = 0; k < b.length && k <= n; k++) sum += b[k] * x[n - k];
    for (let k = 1; k < a.length && k <= n; k++) sum -= a[k] * y[n - k];
    y.push(sum / a[0]);
  });
  return y;
}

const run = (x: number[], rows: number, b: number[], a: number[], state: number[]): number[][] => {
  const order = b.length - 1;
  const inputs = [
    strided(tensorOf(x, [rows, x.length / rows])),
    tensorOf(b, [order + 1]),
    tensorOf(a, [order + 1]),
    tensorOf(state, [rows, order]),
  ];
  return runOnArrays("iirFilter", inputs, [{ shape: [rows, x.length / rows] }, { shape: [rows, order] }], {});
};

const FILTERS = [
  { name: "a gain", b: [0.5], a: [2] },
  { name: "first order", b: [0.2, 0.3], a: [1, -0.5] },
  { name: "second order, a0 ≠ 1", b: [0.5, -0.2, 0.1], a: [2, -0.6, 0.4] },
  { name: "fourth order", b: [0.1, 0.2, 0.3, 0.2, 0.1], a: [1, -0.4, 0.3, -0.2, 0.1] },
];

describe("iirFilter", () => {
  for (const { name, b, a } of FILTERS) {
    const zeros = Array.from({ length: 2 * (b.length - 1) }, () => 0);
    it(`${name}: equals the difference equation on every row`, () => {
      const x = noise([2, 50]);
      const [y] = run(x, 2, b, a, zeros);
      expect(distance(y, [...difference(x.slice(0, 50), b, a), ...difference(x.slice(50), b, a)])).toBeLessThan(1e-14);
    });
    it(`${name}: block by block equals whole when the state is handed on`, () => {
      const x = noise([40]);
      const order = b.length - 1;
      const [whole, end] = run(x, 1, b, a, zeros.slice(0, order));
      const [first, state] = run(x.slice(0, 13), 1, b, a, zeros.slice(0, order));
      const [second, last] = run(x.slice(13), 1, b, a, state);
      expect([...first, ...second]).toEqual(whole);
      expect(last).toEqual(end);
    });
  }
});
