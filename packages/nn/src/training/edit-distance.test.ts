import { expect, it } from "vitest";
import { editDistance } from "./edit-distance.js";

it.each([
  ["kitten", "sitting", 3],
  ["abc", "def", 3],
  ["abcd", "bcde", 2],
  ["", "abc", 3],
  ["abc", "", 3],
  ["intention", "execution", 5],
  ["𝄞a", "a", 1],
])("%s → %s", (a, b, steps) => {
  expect(editDistance(a, b)).toBe(steps);
  expect(editDistance(b, a)).toBe(steps);
});

it("compares the elements of lists", () => {
  expect(editDistance([1, 2, 3], [1, 3])).toBe(1);
  expect(editDistance("turn left".split(" "), "turn it left".split(" "))).toBe(1);
});
