import { describe, expect, it } from "vitest";
import { distance, noise, runOnArrays, strided, tensorOf } from "../run-on-arrays.js";

describe("overlapAdd", () => {
  for (const [hopLength, length] of [
    [2, 11],
    [5, 25],
    [7, 40],
    [3, 6],
    [1, 1],
  ])
    // prettier-ignore
    it(`puts frames ${hopLength} apart into ${length} samples, cutting or leaving zeros`, () => {
      const shape = [2, 5, 4];
      const x = noise(shape);
      const expected = Array.from({ length: 2 * length }, () => 0);
      for (let s = 0; s < 2; s++)
        for (let i = 0; i < 5; i++)
          for (let t = 0; t < 4; t++)
            if (t * hopLength + i < length) expected[s * length + t * hopLength + i] += x[(s * 5 + i) * 4 + t];
      const [y] = runOnArrays("overlapAdd", [strided(tensorOf(x, shape))], [{ shape: [2, length] }], { hopLength });
      expect(distance(y, expected)).toBeLessThan(1e-15);
    });

  it("weighs the samples of each frame, and those of the sum", () => {
    const [window, factors] = [noise([3], 2), noise([8], 3)];
    const x = noise([1, 3, 3]);
    const expected = Array.from({ length: 8 }, () => 0);
    for (let i = 0; i < 3; i++)
      for (let t = 0; t < 3; t++)
        if (2 * t + i < 8) expected[2 * t + i] += x[i * 3 + t] * window[i] * factors[2 * t + i];
    const inputs = [tensorOf(x, [1, 3, 3]), tensorOf(window, [3]), tensorOf(factors, [8])];
    const [y] = runOnArrays("overlapAdd", inputs, [{ shape: [1, 8] }], { hopLength: 2 });
    expect(distance(y, expected)).toBeLessThan(1e-15);
  });

  it("gives zeros for no frames", () => {
    expect(runOnArrays("overlapAdd", [tensorOf([], [5, 0])], [{ shape: [3] }], { hopLength: 2 })).toEqual([[0, 0, 0]]);
  });
});
