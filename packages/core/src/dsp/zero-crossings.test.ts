import { describe, expect, test } from "vitest";
import { ParameterError, tensor, zeroCrossings, zeros } from "../index.js";

describe("zeroCrossings", () => {
  test("marks the sample after a change of sign, and the first one", () => {
    expect(zeroCrossings(tensor([1, 2, -1, -1, 3])).arraySync()).toEqual([true, false, true, false, true]);
    expect(zeroCrossings(tensor([1, -1]), { pad: false }).arraySync()).toEqual([false, true]);
  });

  test("counts zero and what is below the threshold as positive", () => {
    expect(zeroCrossings(tensor([1, 0, -1e-11, 1, -1]), { pad: false }).arraySync()).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(zeroCrossings(tensor([1, 0, -1]), { pad: false, zeroPos: false }).arraySync()).toEqual([false, true, true]);
  });

  test("compares float32 samples with the threshold itself, not with its rounding", () => {
    // 0.1 rounds up in float32: the sample lies above 0.1 and is no zero.
    expect(zeroCrossings(tensor([1, -Math.fround(0.1)]), { threshold: 0.1, pad: false }).arraySync()).toEqual([
      false,
      true,
    ]);
    // 0.3 rounds up, too, and the value below it is a zero.
    expect(zeroCrossings(tensor([1, -0.29999998]), { threshold: 0.3, pad: false }).arraySync()).toEqual([false, false]);
  });

  test("scales the threshold by a number or a function of the magnitude", () => {
    const y = tensor([4, -0.3, 4]);
    expect(zeroCrossings(y, { threshold: 0.1, refMagnitude: 4, pad: false }).arraySync()).toEqual([
      false,
      false,
      false,
    ]);
    expect(zeroCrossings(y, { threshold: 0.1, refMagnitude: (m) => m.amax(), pad: false }).arraySync()).toEqual([
      false,
      false,
      false,
    ]);
    expect(zeroCrossings(y, { threshold: 0.1, pad: false }).arraySync()).toEqual([false, true, true]);
  });

  test("works along any dimension and for a single sample", () => {
    expect(zeroCrossings(tensor([[1], [-1]]), { dim: 0 }).arraySync()).toEqual([[true], [true]]);
    expect(zeroCrossings(tensor([5])).arraySync()).toEqual([true]);
  });

  test("refuses a negative threshold and an empty signal", () => {
    expect(() => zeroCrossings(zeros([2]), { threshold: -1 })).toThrow(ParameterError);
    expect(() => zeroCrossings(zeros([0]))).toThrow(/no samples/);
  });
});
