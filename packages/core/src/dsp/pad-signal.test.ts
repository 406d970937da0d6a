import { describe, expect, test } from "vitest";
import { fixLength, padCenter, ParameterError, ShapeError, tensor, zeros, type SignalPadMode } from "../index.js";
import { padSignal } from "./pad-signal.js";

// numpy.pad([1, 2, 3], (4, 5), mode)
const NUMPY: Record<SignalPadMode, number[]> = {
  constant: [0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0],
  reflect: [1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2],
  edge: [1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3, 3],
  wrap: [3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2],
  symmetric: [3, 3, 2, 1, 1, 2, 3, 3, 2, 1, 1, 2],
  linear_ramp: [0, 0.25, 0.5, 0.75, 1, 2, 3, 2.4, 1.8, 1.2, 0.6, 0],
  maximum: [3, 3, 3, 3, 1, 2, 3, 3, 3, 3, 3, 3],
  mean: [2, 2, 2, 2, 1, 2, 3, 2, 2, 2, 2, 2],
  median: [2, 2, 2, 2, 1, 2, 3, 2, 2, 2, 2, 2],
  minimum: [1, 1, 1, 1, 1, 2, 3, 1, 1, 1, 1, 1],
};

describe("padSignal", () => {
  test.each(Object.entries(NUMPY) as [SignalPadMode, number[]][])(
    "%s continues as numpy.pad does, also beyond one length",
    (mode, expected) => {
      const padded = padSignal("test", tensor([1, 2, 3], { dtype: "float64" }), { before: 4, after: 5, mode });
      padded.dataSync().forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
    },
  );

  test("repeats a single sample in every mode but constant", () => {
    for (const mode of ["reflect", "edge", "wrap", "symmetric"] as const)
      expect(padSignal("test", tensor([7]), { before: 2, after: 1, mode }).arraySync()).toEqual([7, 7, 7, 7]);
  });

  test("pads the named dimension only", () => {
    expect(padSignal("test", tensor([[1, 2]]), { before: 1, after: 0, mode: "constant", dim: 0 }).arraySync()).toEqual([
      [0, 0],
      [1, 2],
    ]);
    expect(padSignal("test", zeros([2, 3, 4]), { before: 1, after: 2, mode: "edge", dim: 1 }).shape).toEqual([2, 6, 4]);
  });

  test("the median of an even number of samples is the mean of the middle two, row by row", () => {
    const rows = tensor([
      [4, 1, 3, 9],
      [0, 0, 2, 2],
    ]);
    const padded = padSignal("test", rows, { before: 1, after: 0, mode: "median" });
    expect(padded.arraySync()).toEqual([
      [3.5, 4, 1, 3, 9],
      [1, 0, 0, 2, 2],
    ]);
  });

  test("fills a constant padding with the value that is asked for", () => {
    expect(fixLength(tensor([1]), 3, { constantValues: 2.5 }).arraySync()).toEqual([1, 2.5, 2.5]);
    expect(padCenter(tensor([1]), 3, { constantValues: -1 }).arraySync()).toEqual([-1, 1, -1]);
  });

  test("refuses to repeat samples of an empty signal, and unknown modes", () => {
    expect(() => padSignal("test", zeros([0]), { before: 1, after: 0, mode: "edge" })).toThrow(ShapeError);
    expect(() => padSignal("test", zeros([2]), { before: 1, after: 0, mode: "zeros" as SignalPadMode })).toThrow(
      /padMode="zeros"/,
    );
  });
});

describe("padCenter", () => {
  test("puts an odd surplus at the end", () => {
    expect(padCenter(tensor([1, 2]), 5).arraySync()).toEqual([0, 1, 2, 0, 0]);
  });

  test("refuses to cut", () => {
    expect(() => padCenter(tensor([1, 2]), 1)).toThrow(ParameterError);
    expect(() => padCenter(tensor([1, 2]), 1)).toThrow(/size=1 must be an integer ≥ 2/);
  });
});

describe("fixLength", () => {
  test("cuts or pads the end", () => {
    expect(fixLength(tensor([1, 2, 3]), 2).arraySync()).toEqual([1, 2]);
    expect(fixLength(tensor([1, 2, 3]), 3).arraySync()).toEqual([1, 2, 3]);
    expect(fixLength(tensor([1, 2, 3]), 5, { mode: "edge" }).arraySync()).toEqual([1, 2, 3, 3, 3]);
    expect(fixLength(tensor([1, 2, 3]), 0).shape).toEqual([0]);
    expect(() => fixLength(tensor([1]), -1)).toThrow(/size=-1/);
  });
});
