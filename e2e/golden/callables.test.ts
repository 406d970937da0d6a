import { tensor } from "@sonograd/core";
import { expect, test } from "vitest";
import { callable } from "./callables.js";

test("names stand for NumPy's functions over all elements", () => {
  const x = tensor([
    [1, 5],
    [2, 8],
  ]);
  const results = ["max", "min", "mean", "sum", "median", "std"].map((name) => callable(name)!(x).itemSync());
  [8, 1, 4, 16, 3.5, Math.sqrt(7.5)].forEach((expected, i) => expect(results[i]).toBeCloseTo(expected, 5));
});

test("other values stand for no function", () => {
  expect([callable("hann"), callable("toString"), callable(2), callable(undefined)]).toEqual(
    Array.from({ length: 4 }, () => undefined),
  );
});
