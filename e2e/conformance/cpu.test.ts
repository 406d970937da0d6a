// The table on the CPU: float32 held to float64, and every gradient to finite differences.
import { gradcheck } from "@sonograd/core";
import { describe, expect, it } from "vitest";
import { caseFunction, CASES, compareRuns, runCase, wantsGradient } from "../../packages/core/conformance/index.js";

/** Functions whose float32 and float64 results differ by nature, not by rounding. */
const SINGLE_ONLY = new Set(["mul of int32 that overflows"]);

describe("conformance on the CPU", () => {
  it("has unique names", () => {
    expect(new Set(CASES.map((c) => c.name)).size).toBe(CASES.length);
  });

  it.each(CASES.filter((c) => !SINGLE_ONLY.has(c.name)))("$name: float32 agrees with float64", async (testCase) => {
    const comparison = compareRuns(testCase, await runCase(testCase, "cpu"), await runCase(testCase, "cpu", "double"));
    expect(comparison.message).toBe("");
  });

  it.each(CASES.filter((c) => wantsGradient(c) && !c.notDifferentiable))(
    "$name: the gradient is the slope",
    (testCase) => {
      const { fn, inputs } = caseFunction(testCase);
      if (inputs.every((x) => x.numel === 0)) return expect(() => fn(...inputs)).not.toThrow();
      const y = fn(...inputs);
      if (!y.requiresGrad) return expect(["bool", "int32"]).toContain(y.dtype);
      return expect(gradcheck(fn, inputs)).toBe(true);
    },
  );
});
