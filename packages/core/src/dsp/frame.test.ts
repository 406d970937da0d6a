import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arange, frame, ones, ParameterError, tensor, zeros } from "../index.js";

describe("frame", () => {
  test("puts frames into columns and leaves out what does not fill the last one", () => {
    expect(frame(arange(6), { frameLength: 3, hopLength: 2 }).arraySync()).toEqual([
      [0, 2],
      [1, 3],
      [2, 4],
    ]);
  });

  test("is a view: writing to the signal shows in the frames", () => {
    const y = zeros([5]);
    const frames = frame(y, { frameLength: 3, hopLength: 1 });
    expect(frames.storage).toBe(y.storage);
    y.copy_(arange(5));
    expect(frames.arraySync()).toEqual([
      [0, 1, 2],
      [1, 2, 3],
      [2, 3, 4],
    ]);
  });

  test("puts frames into rows for a dimension counted from the start", () => {
    expect(frame(arange(5), { frameLength: 2, hopLength: 3, dim: 0 }).arraySync()).toEqual([
      [0, 1],
      [3, 4],
    ]);
    expect(frame(zeros([7, 3]), { frameLength: 4, hopLength: 1, dim: 0 }).shape).toEqual([4, 4, 3]);
    expect(frame(zeros([7, 3]), { frameLength: 4, hopLength: 2, dim: -2 }).shape).toEqual([4, 2, 3]);
  });

  test("holds sample t · hop + i at row i of column t, for any sizes", () => {
    const sizes = fc.record({
      n: fc.integer({ min: 1, max: 60 }),
      length: fc.integer({ min: 1, max: 60 }),
      hop: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(sizes, ({ n, length, hop }) => {
        fc.pre(length <= n);
        const frames = frame(arange(n), { frameLength: length, hopLength: hop });
        expect(frames.shape).toEqual([length, 1 + Math.floor((n - length) / hop)]);
        const rows = frames.arraySync() as number[][];
        rows.forEach((row, i) => row.forEach((value, t) => expect(value).toBe(t * hop + i)));
      }),
    );
  });

  test("keeps leading axes and takes a frame as long as the signal", () => {
    expect(frame(zeros([2, 3, 8]), { frameLength: 8, hopLength: 5 }).shape).toEqual([2, 3, 8, 1]);
    expect(frame(tensor([5]), { frameLength: 1, hopLength: 1 }).arraySync()).toEqual([[5]]);
  });

  test("sends to each sample the gradients of all frames that hold it", () => {
    const y = ones([5]).requiresGrad_();
    frame(y, { frameLength: 3, hopLength: 1 }).sum().backward();
    expect(y.grad!.arraySync()).toEqual([1, 2, 3, 2, 1]);
  });

  test("names both lengths where the frame is longer than the signal", () => {
    expect(() => frame(zeros([100]))).toThrow(ParameterError);
    expect(() => frame(zeros([100]))).toThrow(/frameLength=2048 must be at most the signal's length 100/);
    expect(() => frame(zeros([9]), { frameLength: 10 })).toThrow(
      /frame: frameLength=10 must be at most the signal's length 9/,
    );
    expect(() => frame(zeros([9]), { frameLength: 3, hopLength: 0 })).toThrow(/hopLength=0/);
    expect(() => frame(zeros([9]), { frameLength: 2.5, hopLength: 1 })).toThrow(/frameLength=2\.5/);
    expect(() => frame(zeros([9]), { frameLength: 2, hopLength: 1, dim: 1 })).toThrow(/dim=1/);
  });
});
