import { describe, expect, it } from "vitest";
import { BackendError, complex, ParameterError, tensor, zeros } from "../index.js";

describe("to", () => {
  const x = tensor([1.9, -1.9, 300]);

  it("converts as an array of the dtype would hold it", () => {
    expect(x.to("int32").arraySync()).toEqual([1, -1, 300]);
    expect(x.to("uint8").arraySync()).toEqual([1, 255, 44]);
    expect(tensor([0, 0.5, NaN]).to("bool").arraySync()).toEqual([false, true, true]);
    expect(complex(x, x).to("float64").dtype).toBe("float64");
    expect(tensor([true]).to("complex64").arraySync()).toEqual([[1, 0]]);
  });

  it("gives the tensor itself where nothing changes, a copy when asked for one", () => {
    expect(x.to("float32")).toBe(x);
    expect(x.to({ device: "cpu", dtype: "float32" })).toBe(x);
    const copy = x.to({ copy: true });
    copy.fill_(0);
    expect(x.get(2).itemSync()).toBe(300);
    expect(x.to({ dtype: "float64", copy: true }).dtype).toBe("float64");
  });

  it("takes dtype and device of another tensor", () => {
    expect(x.to(zeros([1], { dtype: "float64" })).dtype).toBe("float64");
  });

  it("names what it does not know", () => {
    expect(() => x.to("float16" as "float32")).toThrow(
      /to: target="float16" must be a dtype \(float32, .*\) or a device/,
    );
    expect(() => x.to({ dtype: "int64" as "int32" })).toThrow(/dtype="int64"/);
    expect(() => x.to({ device: "cuda" as "cpu" })).toThrow(ParameterError);
    expect(() => x.to("webgpu")).toThrow(BackendError);
  });
});
