import { compile, ones, type Tensor } from "@sonograd/core";
import { describe, expect } from "vitest";
import { gpuTest } from "../test/device.js";
import { profile, useWebGPU } from "./index.js";

const square = (x: Tensor): Tensor => x.matmul(x).relu();

describe("profile", () => {
  gpuTest("measures every dispatch, of calls as written and of a replay", async () => {
    await useWebGPU();
    const x = ones([64, 64], { device: "webgpu" });
    const compiled = compile(square);
    await compiled(x).data();
    const report = await profile(async () => {
      await compiled(x).data();
      return (await square(x).data())[0];
    });
    expect(report.result).toBe(64);
    // One fused kernel, then a product and a map.
    expect(report.dispatches).toHaveLength(3);
    expect(report.dispatches.map((d) => d.name.split("(")[0].split(" ").at(-1))).toEqual(["matmul", "matmul", "map"]);
    for (const { milliseconds, bytes } of report.dispatches) {
      expect(milliseconds).toBeGreaterThanOrEqual(0);
      expect(bytes).toBeGreaterThanOrEqual(2 * 4 * 64 * 64);
    }
    expect(report.milliseconds).toBeGreaterThan(0);
    expect(report.kernels.reduce((sum, k) => sum + k.share, 0)).toBeCloseTo(1);
    expect(report.kernels.reduce((sum, k) => sum + k.calls, 0)).toBe(3);
  });

  gpuTest("writes a table and a trace that Chrome reads", async () => {
    await useWebGPU();
    const x = ones([32, 32], { device: "webgpu" });
    const report = await profile(() => square(x));
    const lines = report.table(1).split("\n");
    expect(lines[0]).toMatch(/^kernel +calls +ms +share +MiB +GB\/s$/);
    expect(lines.at(-1)).toMatch(/^… 1 more kernels, [\d.]+ ms$/);
    const { traceEvents } = JSON.parse(JSON.stringify(report.chromeTrace())) as { traceEvents: { ph: string; dur: number; ts: number }[] }; // prettier-ignore
    const spans = traceEvents.filter((e) => e.ph === "X");
    expect(spans).toHaveLength(2);
    expect(spans[1].ts).toBeGreaterThanOrEqual(spans[0].ts + spans[0].dur - 1e-6);
  });

  gpuTest("one profile at a time, and none is left behind by a failure", async () => {
    await useWebGPU();
    await expect(profile(() => profile(() => 1))).rejects.toThrow(/is being taken already/);
    await expect(profile(() => Promise.reject(new Error("mine")))).rejects.toThrow("mine");
    expect((await profile(() => 1)).dispatches).toEqual([]);
  });
});
