import { isAvailable } from "@sonograd/core";
import { expect, test } from "vitest";
import { gpuTest } from "../test/device.js";
import { adapterLine } from "./adapter.js";
import { probeWebGPU, useWebGPU } from "./index.js";

test("a probe never throws: it has an adapter or a reason", async () => {
  const probe = await probeWebGPU();
  if (probe.available) expect(probe.limits?.maxStorageBuffersPerShaderStage).toBeGreaterThanOrEqual(8);
  else expect(probe.reason).toMatch(/npm i webgpu|Vulkan|WebGPU/);
});

gpuTest("useWebGPU registers one backend and returns it again", async () => {
  const backend = await useWebGPU();
  expect(isAvailable("webgpu")).toBe(true);
  expect(await useWebGPU()).toBe(backend);
  expect(backend.description.length).toBeGreaterThan(0);
});

test("an adapter's line says when it is software", () => {
  const about = {
    vendor: "google",
    architecture: "swiftshader",
    description: "SwiftShader driver 5.0.0",
    isFallback: true,
  };
  expect(adapterLine(about)).toBe("SwiftShader driver 5.0.0 (google swiftshader), software: correct but slow");
  expect(adapterLine({ vendor: "", architecture: "", description: "", isFallback: false })).toBe("unnamed adapter");
});
