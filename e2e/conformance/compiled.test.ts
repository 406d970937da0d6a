// The table once more, compiled: every case, forward and gradient, gives the same bits as when it runs as written.
import { CaptureError } from "@sonograd/core";
import { describe, expect, it } from "vitest";
import { CASES, callCompiled, compiledDifference, isAsynchronous } from "../../packages/core/conformance/index.js";

describe("compiled on the CPU", () => {
  it.each(CASES)("$name", (testCase) => {
    if (!testCase.host && !isAsynchronous(testCase)) return expect(compiledDifference(testCase)).toBeNull();
    // The host computes it, or its result's shape depends on values: nothing that could be recorded.
    return expect(() => callCompiled(testCase)).toThrow(CaptureError);
  });
});
