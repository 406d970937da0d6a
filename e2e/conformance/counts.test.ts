// What a step costs in calls to WebGPU, counted in Node: the budget of docs/performance.md holds, and whoever misses it is told.
import { probeWebGPU } from "@sonograd/webgpu";
import { describe, expect, it } from "vitest";
import { countCalls, countSteps, type Counts } from "../../bench/gpu/call-counter.js";
import { overBudget, sizeDependent, type WorkCounts } from "../../bench/gpu/budget.js";
import { countBoth, countInNode } from "../../bench/gpu/count-report.js";

const FREE: Counts = { dispatches: 1, submits: 1, bindGroups: 0, buffers: 0, pipelines: 0 };
const HELD: WorkCounts = { trainStep: { ...FREE, dispatches: 32 }, inference: FREE, logMel: FREE, logMelTopDb: FREE };

describe("the budget", () => {
  it("is held by what is exactly at its limits", () => {
    expect(overBudget(HELD)).toEqual([]);
  });

  it("names the work and the count that misses it", () => {
    const trainStep = { ...HELD.trainStep, dispatches: 33, buffers: 1 };
    expect(overBudget({ ...HELD, trainStep })).toEqual([
      "trainStep: 33 dispatches in a step, at most 32 allowed.",
      "trainStep: 1 buffers in a step, at most 0 allowed.",
    ]);
    expect(overBudget({ ...HELD, logMel: { ...FREE, dispatches: 2 } })).toHaveLength(1);
    expect(overBudget({ ...HELD, inference: { ...FREE, submits: Number.NaN } })).toHaveLength(1);
  });

  it("is missed by counts that depend on the size, and by work that went wrong", async () => {
    const second = { ...HELD, logMel: { ...FREE, dispatches: 0 } };
    expect(sizeDependent(HELD, second)).toEqual(["logMel: 1 dispatches in a step at the first size, 0 at the second."]);
    const check = async (counts: WorkCounts, wrong: string[]): Promise<readonly string[]> =>
      (await countBoth(async ({ images }) => (images.batch === 8 ? { counts: HELD, wrong: [] } : { counts, wrong })))
        .wrong;
    expect(await check(HELD, [])).toEqual([]);
    expect(await check(second, [])).toHaveLength(1);
    expect(await check(HELD, ["trained badly"])).toEqual(["second size, trained badly"]);
  });
});

describe("counting", () => {
  class GPUComputePassEncoder {
    dispatchWorkgroups(): void {}
    dispatchWorkgroupsIndirect(): void {}
  }
  class GPUQueue {
    submit(): void {}
  }

  class GPUDevice {
    createBindGroup(): void {}
    createBuffer(id: number): number {
      return id;
    }
    createComputePipeline(): void {}
    async createComputePipelineAsync(): Promise<void> {}
  }

  it("sees every call, passes it on, and leaves warm-up out", async () => {
    const read = countCalls({ GPUComputePassEncoder, GPUQueue, GPUDevice });
    const [pass, queue, device] = [new GPUComputePassEncoder(), new GPUQueue(), new GPUDevice()];
    const each = await countSteps(
      read,
      (i) => {
        pass.dispatchWorkgroups();
        pass.dispatchWorkgroupsIndirect();
        if (i === 0) device.createComputePipeline();
        expect(device.createBuffer(i)).toBe(i);
        queueMicrotask(() => queue.submit());
      },
      { warmUp: 1, steps: 2 },
    );
    const step = { dispatches: 2, submits: 1, bindGroups: 0, buffers: 1, pipelines: 0 };
    expect(each).toEqual([step, step]);
    expect(read().pipelines).toBe(1);
  });

  it("refuses a device with a method that it cannot see", () => {
    expect(() => countCalls({ GPUComputePassEncoder, GPUQueue, GPUDevice: { prototype: {} } })).toThrow(
      "GPUDevice.createBindGroup",
    );
  });
});

it("a compiled step in Node stays within its budget of calls to WebGPU, at two sizes", async (context) => {
  const probe = await probeWebGPU();
  if (!probe.available) {
    const message = `WebGPU in Node is missing, nothing counted: ${probe.reason}`;
    if (process.env["REQUIRE_GPU"] === "1") throw new Error(message);
    console.warn(message);
    return context.skip();
  }
  expect((await countInNode()).wrong).toEqual([]);
}, 300_000);
