import { describe, expect, it } from "vitest";
import { frequencyAtHeight } from "./frequency-axis.js";

describe("frequencyAtHeight", () => {
  it.each(["linear", "log", "mel"] as const)("has the ends of a %s axis at 0 and 1", (scale) => {
    expect(frequencyAtHeight({ scale, range: [20, 8000] }, 0)).toBeCloseTo(20, 9);
    expect(frequencyAtHeight({ scale, range: [20, 8000] }, 1)).toBeCloseTo(8000, 6);
  });

  it("is halfway what the scale says", () => {
    expect(frequencyAtHeight({ scale: "linear", range: [0, 8000] }, 0.5)).toBe(4000);
    expect(frequencyAtHeight({ scale: "log", range: [100, 6400] }, 0.5)).toBeCloseTo(800, 9);
    // 1000 Hz is 15 mel, 6400 Hz is 42.
    expect(frequencyAtHeight({ scale: "mel", range: [0, 6400] }, 15 / 42)).toBeCloseTo(1000, 6);
  });
});
