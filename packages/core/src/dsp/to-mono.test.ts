import { expect, test } from "vitest";
import { tensor, toMono, zeros } from "../index.js";

test("averages all channels and leaves mono as it is", () => {
  expect(toMono(tensor([[1, 2], [3, 6]])).arraySync()).toEqual([2, 4]); // prettier-ignore
  const mono = tensor([1, 2]);
  expect(toMono(mono)).toBe(mono);
  expect(toMono(zeros([2, 3, 4])).shape).toEqual([4]);
  expect(() => toMono(zeros([0, 5]))).toThrow(/y \[0, 5\] has no channels/);
});
