// The table on WebGPU in Node (Dawn), held to the CPU, forward and gradient, as written and compiled.
import { probeWebGPU, useWebGPU } from "@sonograd/webgpu";
import { expect, it } from "vitest";
import { CASES, checkCase, summarize, type CaseResult, type Mode } from "../../packages/core/conformance/index.js";

it.for<Mode>(["eager", "compiled"])(
  "WebGPU in Node agrees with the CPU on every case, %s",
  { timeout: 600_000 },
  async (mode, context) => {
    const probe = await probeWebGPU();
    if (!probe.available) {
      const message = `WebGPU in Node is missing, ${CASES.length} cases not run: ${probe.reason}`;
      if (process.env["REQUIRE_GPU"] === "1") throw new Error(message);
      console.warn(message);
      return context.skip();
    }
    const backend = await useWebGPU();
    const results: CaseResult[] = [];
    for (const testCase of CASES) results.push(await checkCase(testCase, "webgpu", mode));
    console.log(summarize(results, `Dawn in Node (${backend.description}), ${mode}`));
    expect(results.filter((r) => !r.passed).map((r) => r.message)).toEqual([]);
  },
);
