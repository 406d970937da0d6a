// What a step costs in calls to WebGPU, counted in a real browser: the budget of docs/performance.md holds.
import { expect, it } from "vitest";
import { withBenchPage } from "../../bench/browser/bench-page.js";
import { countBoth } from "../../bench/gpu/count-report.js";

it("a compiled step in Chromium stays within its budget of calls to WebGPU, at two sizes", async () => {
  const { wrong } = await withBenchPage((page) =>
    countBoth((sizes) => page.evaluate((s) => window.bench!.counts(s), sizes)),
  );
  expect(wrong).toEqual([]);
});
