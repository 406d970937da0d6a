// Runs the table on one device against the CPU, and says it in a line.
import type { Device } from "../src/index.js";
import type { ConformanceCase } from "./case.js";
import { isAsynchronous, runCompiled } from "./compiled-case.js";
import { compareRuns, runCase, type Comparison } from "./run-case.js";
import { SKIPS } from "./skips.js";

export interface CaseResult extends Comparison {
  readonly skipped: boolean;
}

/** Why a case does not run on a device, where that is known, and what its error then says. */
function skipFor({ name, host }: ConformanceCase, device: Device): { reason: string; says?: string } | undefined {
  if (host && device !== "cpu") return { reason: "the host computes it", says: "the host computes it" };
  return SKIPS.find((s) => s.case === name && s.device === device);
}

/** Run as written, or recorded and replayed. */
export type Mode = "eager" | "compiled";

/** One case on `device` held to the CPU's as written; an error is a failure with its message. */
export async function checkCase(testCase: ConformanceCase, device: Device, mode: Mode = "eager"): Promise<CaseResult> {
  const isRecorded = mode === "compiled" && !testCase.host;
  const skip =
    isRecorded && isAsynchronous(testCase)
      ? { reason: "the shape of its result depends on values", says: "compile: " }
      : skipFor(testCase, device);
  let result: Comparison;
  try {
    const expected = await runCase(testCase, "cpu");
    result = compareRuns(testCase, await (isRecorded ? runCompiled : runCase)(testCase, device), expected);
  } catch (error) {
    const message = `${testCase.name}: ${error instanceof Error ? error.message : String(error)}`;
    result = { name: testCase.name, passed: false, forward: Infinity, gradient: Infinity, message };
  }
  if (!skip) return { ...result, skipped: false };
  if (result.passed) {
    const message = `${testCase.name}: is skipped (${skip.reason}) but passes. Delete the skip.`;
    return { ...result, passed: false, skipped: false, message };
  }
  const isRefusal = result.message.includes(skip.says ?? "");
  return { ...result, passed: isRefusal, skipped: isRefusal };
}

/** "conformance on ADAPTER: 250 cases, 250 passed, 0 skipped, worst forward 0.12, worst gradient 0.3 of the tolerance" */
export function summarize(results: readonly CaseResult[], adapter: string): string {
  const ran = results.filter((r) => !r.skipped);
  const worst = (pick: (r: CaseResult) => number): string => Math.max(0, ...ran.map(pick)).toPrecision(3);
  return (
    `conformance on ${adapter}: ${results.length} cases, ${ran.filter((r) => r.passed).length} passed, ` +
    `${ran.filter((r) => !r.passed).length} failed, ${results.length - ran.length} skipped; ` +
    `worst forward ${worst((r) => r.forward)}, worst gradient ${worst((r) => r.gradient)} of the tolerance`
  );
}
