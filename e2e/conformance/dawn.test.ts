// The table on WebGPU in Node (Dawn), held to the CPU, forward and gradient.
import { probeWebGPU, useWebGPU } from "@sonograd/webgpu";
import { expect, it } from "vitest";
import { CASES, checkCase, summarize, type CaseResult } from "../../packages/core/conformance/index.js";

it("WebGPU in Node agrees with the CPU on every case", async (context) => {
  const probe = await probeWebGPU();
  if (!probe.available) {
    const message = `WebGPU in Node is missing, ${CASES.length} cases not run: ${probe.reason}`;
    if (process.env["REQUIRE_GPU"] === "1") throw new Error(message);
    console.warn(message);
    return context.skip();
  }
  const backend = await useWebGPU();
  const results: CaseResult[] = [];
  for (const testCase of CASES) results.push(await checkCase(testCase, "webgpu"));
  console.log(summarize(results, `Dawn in Node (${backend.description})`));
  expect(results.filter((r) => !r.passed).map((r) => r.message)).toEqual([]);
}, 600_000);
