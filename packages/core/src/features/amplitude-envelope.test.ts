import { describe, expect, test } from "vitest";
import { amplitudeEnvelope, ParameterError, ShapeError, tensor, zeros } from "../index.js";

describe("amplitudeEnvelope", () => {
  test("is the largest sample of each frame, or the largest magnitude", () => {
    const y = tensor([1, -5, 2, 0, -3, -4]);
    expect(amplitudeEnvelope(y, { frameLength: 2, hopLength: 2 }).arraySync()).toEqual([1, 2, -3]);
    expect(amplitudeEnvelope(y, { frameLength: 2, hopLength: 2, mode: "absmax" }).arraySync()).toEqual([5, 2, 4]);
  });

  test("leaves out what does not fill the last frame", () => {
    expect(amplitudeEnvelope(tensor([1, 2, 3, 9]), { frameLength: 3, hopLength: 2 }).arraySync()).toEqual([3]);
  });

  test("centres frames on request, with any padding", () => {
    const y = tensor([1, -2, 3]);
    expect(amplitudeEnvelope(y, { frameLength: 3, hopLength: 1, center: true }).arraySync()).toEqual([1, 3, 3]);
    expect(amplitudeEnvelope(y, { frameLength: 3, hopLength: 1, center: true, padMode: "wrap" }).arraySync()).toEqual([
      3, 3, 3,
    ]);
  });

  test("keeps leading axes, and silence is 0", () => {
    expect(amplitudeEnvelope(zeros([2, 3, 10]), { frameLength: 4, hopLength: 3 }).shape).toEqual([2, 3, 3]);
    expect(amplitudeEnvelope(zeros([4]), { frameLength: 4, hopLength: 1 }).arraySync()).toEqual([0]);
  });

  test("NaN shows in its frame", () => {
    const envelope = amplitudeEnvelope(tensor([Number.NaN, 1, 2, 3]), { frameLength: 2, hopLength: 2 });
    expect(envelope.arraySync()).toEqual([Number.NaN, 3]);
  });

  test("names what does not fit", () => {
    expect(() => amplitudeEnvelope(zeros([100]))).toThrow(ParameterError);
    expect(() => amplitudeEnvelope(zeros([100]))).toThrow(
      /amplitudeEnvelope: frameLength=2048 must be at most the signal's length 100/,
    );
    expect(() => amplitudeEnvelope(zeros([0]))).toThrow(ShapeError);
    expect(() => amplitudeEnvelope(zeros([9]), { frameLength: 3, mode: "min" as "max" })).toThrow(/mode="min"/);
  });
});
