import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  anomalies, AnomalyError, backward, detectAnomaly, differentiable, isAnomalyEnabled, ones, registerBackend, setDetectAnomaly, tensor,
  unregisterBackend, type Backend, type Storage, type Tensor, zeros,
  type DType, type TypedArray,
} from "../index.js"; // prettier-ignore
import { CpuBackend } from "../cpu/index.js";

const message = (fn: () => unknown): string => {
  try {
    fn();
  } catch (error) {
    expect(error).toBeInstanceOf(AnomalyError);
    return (error as Error).message;
  }
  return expect.unreachable();
};

/** √x · 0 at 0: the slope is ∞ · 0. */
const rootTimesZero = (x: Tensor): Tensor => x.sqrt().mul(0).sum();

describe("detectAnomaly", () => {
  it("names the op whose rule made a NaN, the input, its shape and where the op was called", () => {
    const x = tensor([1, 0], { requiresGrad: true });
    const text = message(() => detectAnomaly(() => rootTimesZero(x).backward()));
    expect(text).toMatch(
      /^backward: the gradient of "sqrt" with respect to its input 0, float32 \[2\], holds NaN\. The op was called from\n/,
    );
    const place = text.split("\n")[1];
    expect(place).toMatch(/rootTimesZero .*anomaly\.test\.ts:\d+:\d+/);
    expect(text).not.toContain("first result with NaN");
    expect(x.grad).toBeNull();
  });

  it("names the op whose result was the first with NaN", () => {
    const x = tensor([-1, 4], { requiresGrad: true });
    const text = message(() => detectAnomaly(() => x.mul(2).log().square().sum().backward()));
    expect(text).toContain('gradient of "square"');
    expect(text).toMatch(/The first result with NaN was that of "log", called from\n.*anomaly\.test\.ts/);
  });

  it("blames no op for a NaN that was given: in the data, in the gradient, by a hook", () => {
    const x = tensor([Number.NaN], { requiresGrad: true });
    expect(message(() => detectAnomaly(() => x.square().backward()))).not.toContain("first result");
    const y = tensor([1], { requiresGrad: true });
    expect(message(() => detectAnomaly(() => y.mul(2).backward(tensor([Number.NaN]))))).toBe("backward: the gradient passed in holds NaN already."); // prettier-ignore
    const z = y.mul(2);
    z.registerHook((g) => g.mul(Number.NaN));
    expect(message(() => detectAnomaly(() => z.backward()))).toContain("(it was given NaN, by a hook)");
  });

  it("lets healthy walks be, and looks at nothing afterwards", () => {
    const x = tensor([4], { requiresGrad: true });
    expect(detectAnomaly(() => (x.sqrt().backward(), isAnomalyEnabled()))).toBe(true);
    expect(x.grad!.arraySync()).toEqual([0.25]);
    expect(isAnomalyEnabled()).toBe(false);
    rootTimesZero(zeros([1], { requiresGrad: true })).backward();
  });

  it("can be switched for a whole program, and says so where an op came before", () => {
    const y = rootTimesZero(zeros([1], { requiresGrad: true }));
    setDetectAnomaly(true);
    try {
      expect(message(() => y.backward())).toContain("called before anomalies were looked for");
    } finally {
      setDetectAnomaly(false);
    }
  });

  it("looks at complex gradients and at rules of several inputs", () => {
    const z = zeros([2], { dtype: "complex64", requiresGrad: true });
    const x = ones([2], { requiresGrad: true });
    const y = differentiable("odd", [x, z], () => x.mul(2), () => [(g) => g, (g) => g.mul(Number.NaN).to("complex64")]); // prettier-ignore
    expect(message(() => detectAnomaly(() => backward(y, ones([2]))))).toContain('"odd" with respect to its input 1, complex64 [2]'); // prettier-ignore
  });
});

describe("on a device that answers later", () => {
  /** The CPU under another name, without reads at once. */
  function slowDevice(): Backend {
    const cpu = new CpuBackend();
    const own = (storage: Storage): Storage => Object.defineProperty(storage, "device", { value: "webgpu" });
    return Object.assign(new CpuBackend(), {
      device: "webgpu" as never,
      allocate: (dtype: DType, length: number) => own(cpu.allocate(dtype, length)),
      adopt: (dtype: DType, data: TypedArray) => own(cpu.adopt(dtype, data)),
      readSync: () => expect.unreachable(),
    }) as Backend;
  }
  beforeEach(() => registerBackend(slowDevice()));
  afterEach(() => unregisterBackend("webgpu"));

  it("findings wait for anomalies(), which tells the first once", async () => {
    const x = tensor([1, 0], { requiresGrad: true, device: "webgpu" });
    detectAnomaly(() => rootTimesZero(x).backward());
    expect(await x.grad!.array()).toEqual([0, Number.NaN]);
    await expect(anomalies()).rejects.toThrow(/gradient of "sqrt".*holds NaN/);
    await anomalies();
    detectAnomaly(() => x.square().sum().backward());
    await anomalies();
  });
});
