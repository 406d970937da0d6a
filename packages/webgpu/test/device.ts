// The adapter of the tests. Without one they are skipped aloud, or fail where REQUIRE_GPU=1.
import { test } from "vitest";
import { probeWebGPU, useWebGPU, type WebGpuBackend } from "../src/index.js";

const probe = await probeWebGPU();
if (!probe.available) {
  if (process.env["REQUIRE_GPU"] === "1") throw new Error(`REQUIRE_GPU=1 and no adapter: ${probe.reason}`);
  console.warn(`SKIPPED: WebGPU tests need an adapter. ${probe.reason}`);
}

/** A test that needs the device. */
export const gpuTest: typeof test.skip = probe.available ? test : test.skip;

export const gpuBackend = async (): Promise<WebGpuBackend> => useWebGPU();
