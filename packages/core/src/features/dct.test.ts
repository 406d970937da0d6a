import { expect, test } from "vitest";
import { dctValues, type DctType } from "./dct.js";

test.each([1, 2, 3] as DctType[])(
  "the orthonormal transform of type %d times its transpose is the identity",
  (type) => {
    const n = 5;
    const m = dctValues("test", n, n, { type, norm: "ortho" });
    for (let a = 0; a < n; a++)
      for (let b = 0; b < n; b++) {
        const dot = Array.from({ length: n }, (_, k) => m[a * n + k] * m[b * n + k]).reduce((x, y) => x + y, 0);
        expect(dot).toBeCloseTo(a === b ? 1 : 0, 12);
      }
  },
);

test("type 2 without scaling is twice the sum of cosines", () => {
  expect(dctValues("test", 2, 2, { type: 2, norm: null })[0]).toBe(2);
  expect(dctValues("test", 2, 2, { type: 2, norm: null })[2]).toBeCloseTo(Math.SQRT2, 12);
});
