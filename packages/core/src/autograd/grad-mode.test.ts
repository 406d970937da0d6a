import { describe, expect, it } from "vitest";
import {
  detectAnomaly, DTypeError, enableGrad, inferenceMode, isGradEnabled, noGrad, ones, ParameterError, setGradEnabled, tensor, zeros,
} from "../index.js"; // prettier-ignore

describe("recording", () => {
  it("stops inside noGrad and inferenceMode, and goes on inside enableGrad", () => {
    const x = tensor([2], { requiresGrad: true });
    expect(noGrad(() => x.mul(2)).requiresGrad).toBe(false);
    expect(inferenceMode(() => x.mul(2)).requiresGrad).toBe(false);
    expect(noGrad(() => enableGrad(() => x.mul(2))).requiresGrad).toBe(true);
    expect(isGradEnabled()).toBe(true);
  });

  it("is switched by setGradEnabled, inside noGrad until it ends", () => {
    const x = tensor([2], { requiresGrad: true });
    setGradEnabled(false);
    try {
      expect(x.mul(2).requiresGrad).toBe(false);
    } finally {
      setGradEnabled(true);
    }
    noGrad(() => {
      setGradEnabled(true);
      expect(x.mul(2).requiresGrad).toBe(true);
      setGradEnabled(false);
    });
    expect(isGradEnabled()).toBe(true);
  });

  it("resumes when the function throws", () => {
    expect(() => noGrad(() => { throw new Error("x"); })).toThrow("x"); // prettier-ignore
    expect(isGradEnabled()).toBe(true);
  });

  it("refuses an asynchronous function, and its own failure stays silent", async () => {
    const fails = async (): Promise<void> => {
      await Promise.resolve();
      throw new Error("later");
    };
    for (const [name, run] of Object.entries({ noGrad, enableGrad, inferenceMode, detectAnomaly })) {
      expect(() => run(fails)).toThrow(ParameterError);
      expect(() => run(fails)).toThrow(`${name}: fn returned a promise`);
    }
    await new Promise((done) => setTimeout(done, 0));
    expect(isGradEnabled()).toBe(true);
  });
});

describe("requiresGrad", () => {
  it("can be set on a leaf, and a result has it by itself", () => {
    const x = ones([2]);
    expect([x.requiresGrad, x.isLeaf]).toEqual([false, true]);
    x.requiresGrad = true;
    const y = x.mul(2);
    expect([x.isLeaf, y.isLeaf, y.requiresGrad]).toEqual([true, false, true]);
    y.requiresGrad = true; // says nothing new
    expect(y.gradNode!.name).toBe("mul");
  });

  it("cannot be taken from a result, nor given to a dtype without fractions", () => {
    const y = ones([2]).requiresGrad_().mul(2);
    expect(() => y.requiresGrad_(false)).toThrow(/result of "mul", but only a leaf.*\.detach\(\)/);
    expect(() => (y.requiresGrad = false)).toThrow(ParameterError);
    for (const dtype of ["int32", "uint8", "bool"] as const) {
      const x = zeros([1], { dtype });
      expect(() => x.requiresGrad_()).toThrow(DTypeError);
      expect(() => x.requiresGrad_()).toThrow(`dtype="${dtype}" has no gradient`);
      expect(x.requiresGrad_(false).requiresGrad).toBe(false);
    }
    expect(zeros([1], { dtype: "complex64" }).requiresGrad_().requiresGrad).toBe(true);
  });

  it("is false for results without fractions", () => {
    const x = ones([2]).requiresGrad_();
    expect([x.to("int32"), x.gt(0), x.argmax()].map((t) => [t.requiresGrad, t.isLeaf])).toEqual([
      [false, true],
      [false, true],
      [false, true],
    ]);
  });

  it("ends at detach, whose result is a leaf on the same memory", () => {
    const x = ones([2]).requiresGrad_();
    const y = x.mul(2);
    const cut = y.detach();
    expect([cut.requiresGrad, cut.isLeaf, cut.storage === y.storage]).toEqual([false, true, true]);
    cut.requiresGrad_().sum().backward();
    expect([cut.grad!.arraySync(), x.grad]).toEqual([[1, 1], null]);
  });

  it("switched off after use: a leaf gets nothing from a walk", () => {
    const [x, w] = [ones([2]).requiresGrad_(), ones([2]).requiresGrad_()];
    const y = x.mul(w).sum();
    w.requiresGrad = false;
    y.backward();
    expect([x.grad!.arraySync(), w.grad]).toEqual([[1, 1], null]);
  });
});
