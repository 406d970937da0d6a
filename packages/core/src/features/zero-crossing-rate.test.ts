import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frame, ParameterError, tensor, tone, zeroCrossingRate, zeroCrossings, zeros } from "../index.js";

describe("zeroCrossingRate", () => {
  test("of a tone is twice its frequency over the sample rate", () => {
    const y = tone(100, { sampleRate: 8000, length: 8000, phi: 0.3 });
    const rates = zeroCrossingRate(y, { frameLength: 1601, hopLength: 400, center: false }).arraySync() as number[][];
    for (const rate of rates[0]) expect(rate).toBeCloseTo(40 / 1601, 6);
  });

  test("equals the crossings counted in every frame on its own", () => {
    const signal = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(
        signal,
        fc.integer({ min: 2, max: 8 }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        fc.boolean(),
        (values, frameLength, hopLength, pad, zeroPos) => {
          const y = tensor(values, { dtype: "float64" });
          const rate = zeroCrossingRate(y, { frameLength, hopLength, center: false, pad, zeroPos }).arraySync();
          const columns = zeroCrossings(frame(y, { frameLength, hopLength }), { dim: -2, pad, zeroPos });
          expect(rate).toEqual(columns.to("float64").sum(-2, { keepdim: true }).div(frameLength).arraySync());
        },
      ),
    );
  });

  test("of silence and of a constant is 0, whatever the padding", () => {
    expect(zeroCrossingRate(zeros([100]), { frameLength: 10, hopLength: 50 }).arraySync()).toEqual([[0, 0, 0]]);
    expect(zeroCrossingRate(tensor([-3]), { frameLength: 4, hopLength: 1 }).arraySync()).toEqual([[0, 0]]);
  });

  test("repeats the ends when centred", () => {
    // frames [1 1 1 -1] and [1 -1 -1 -1]… of [1, 1, -1, -1]
    expect(zeroCrossingRate(tensor([1, 1, -1, -1]), { frameLength: 4, hopLength: 2 }).arraySync()).toEqual([
      [0, 0.25, 0],
    ]);
  });

  test("keeps leading axes and the dtype of the signal", () => {
    expect(zeroCrossingRate(zeros([2, 3, 50]), { frameLength: 9, hopLength: 7 }).shape).toEqual([2, 3, 1, 8]);
    expect(zeroCrossingRate(zeros([50], { dtype: "float64" }), { frameLength: 8, hopLength: 8 }).dtype).toBe("float64");
  });

  test("names what does not fit", () => {
    expect(() => zeroCrossingRate(zeros([9]), { frameLength: 1 })).toThrow(ParameterError);
    expect(() => zeroCrossingRate(zeros([9]), { frameLength: 1 })).toThrow(/frameLength=1 must be an integer ≥ 2/);
    expect(() => zeroCrossingRate(zeros([9]), { frameLength: 10, center: false })).toThrow(/length 9/);
    expect(() => zeroCrossingRate(zeros([9]), { frameLength: 4, threshold: -1 })).toThrow(/threshold=-1/);
  });
});
