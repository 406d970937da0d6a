// What the table of cases does not see of tensors on WebGPU in Node: writing in place, printing, sending, errors.
import { arange, BackendError, fromCloneable, tensor, toCloneable, zeros, type Tensor } from "@sonograd/core";
import { probeWebGPU, useWebGPU } from "@sonograd/webgpu";
import { beforeAll, describe, expect, it } from "vitest";

const probe = await probeWebGPU();
if (!probe.available && process.env["REQUIRE_GPU"] === "1")
  throw new Error(`WebGPU in Node is missing: ${probe.reason}`);
if (!probe.available) console.warn(`WebGPU in Node is missing, tensors on it are not tried: ${probe.reason}`);

const on = (t: Tensor): Tensor => t.to("webgpu");

describe.skipIf(!probe.available)("tensors on WebGPU", () => {
  beforeAll(async () => void (await useWebGPU()));

  it("are written through index tensors, lists, slices and masks", async () => {
    const x = on(zeros([3, 4]));
    x.set([on(tensor([0, -1, 0], { dtype: "int32" })), 1], on(tensor([1, 2, 3])));
    x.set([1, [0, 3]], 7);
    x.set([on(tensor([[false, false, true, false]])).expand(3, 4)], -1);
    x.set([[false, true, false], [1]], on(tensor([[9]]))); // prettier-ignore
    x.set([2, [0, 0]], on(tensor([4, 5])), { accumulate: true });
    expect(await x.array()).toEqual([[0, 3, -1, 0], [7, 9, -1, 7], [9, 2, -1, 0]]); // prettier-ignore
    expect(await x.get([[true, false, true]].flat(), -1).array()).toEqual([0, 0]);
    expect(await x.get(tensor([true, false, false]), 1).array()).toEqual([3]); // a mask on the CPU
  });

  it("say which way to go where a mask has to be read", () => {
    const x = on(arange(4));
    expect(() => x.get(x.gt(1))).toThrow(BackendError);
    expect(() => x.get(x.gt(1))).toThrow(/the mask \[4\] is on device "webgpu".*await maskedSelect\(x, mask\)/);
  });

  it("are printed with their values when that may wait, and by their kind when not", async () => {
    const x = on(tensor([[1, 2.5], [-3, 4]])); // prettier-ignore
    expect(String(x)).toBe("tensor(..., device=webgpu, size=(2, 2))");
    expect(await x.toStringAsync()).toBe("tensor([[ 1.0000,  2.5000],\n        [-3.0000,  4.0000]], device=webgpu)");
    expect(await on(zeros([2000])).toStringAsync()).toBe("tensor([0., 0., 0.,  ..., 0., 0., 0.], device=webgpu)");
    expect(String(on(zeros([0], { dtype: "int32" })))).toBe("tensor([], device=webgpu, dtype=int32)");
  });

  it("are sent as records and arrive on the device that is asked for", async () => {
    const x = on(arange(6).reshape([2, 3])).t();
    const record = await toCloneable(x);
    expect([record.shape, [...record.data]]).toEqual([[3, 2], [0, 3, 1, 4, 2, 5]]); // prettier-ignore
    const there = fromCloneable(structuredClone(record), { device: "webgpu" });
    expect(there.device).toBe("webgpu");
    expect(await there.array()).toEqual(await x.array());
    expect(await fromCloneable(structuredClone(arange(4).reshape([2, 2]).t()), { device: "webgpu" }).array()).toEqual([[0, 2], [1, 3]]); // prettier-ignore
    expect(await there.tolist()).toEqual(await there.to(x).array());
  });
});
