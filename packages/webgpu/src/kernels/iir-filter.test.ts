// Filters over lines that are long enough to be cut into chunks.
import { expect } from "vitest";
import { backendOf } from "@sonograd/core";
import { gpuBackend, gpuTest } from "../../test/device.js";
import { expectParity, randomSource, randomView, runOn, viewOf, type HostView } from "../../test/parity.js";

/** A pair of poles at `radius` and ±`angle`. */
const pair = (radius: number, angle: number): number[] => [1, -2 * radius * Math.cos(angle), radius * radius];
const multiply = (p: readonly number[], q: readonly number[]): number[] =>
  Array.from({ length: p.length + q.length - 1 }, (_, k) => q.reduce((sum, f, j) => sum + f * (p[k - j] ?? 0), 0));
const line = (values: readonly number[]): HostView => viewOf("float32", [values.length], values);

/** Inputs and outputs of a filter over `x` with delays that are not at rest. */
function filterCall(x: HostView, b: readonly number[], a: readonly number[], rest = false) {
  const batch = x.shape.slice(0, -1);
  const state = randomView(randomSource(5), [...batch, a.length - 1], "float32", rest ? { low: 0, high: 0 } : {});
  const outputs = [viewOf("float32", x.shape, []), viewOf("float32", state.shape, [])];
  return { inputs: [x, line(b), line(a), state], outputs };
}

gpuTest("chunks agree with the CPU for orders 1 to 8 and with delays that are not at rest", async () => {
  const random = randomSource(97);
  for (let order = 1; order <= 8; order++) {
    let a = order % 2 === 1 ? [1, -0.6] : [1];
    for (let k = 1; k <= order / 2; k++) a = multiply(a, pair(0.6 - 0.05 * k, 0.4 + k));
    for (const shape of [[600], [3, 1001]]) {
      const x = randomView(random, shape, "float32", { layout: "reversed" });
      const b = Array.from({ length: order + 1 }, () => random() - 0.5);
      const { inputs, outputs } = filterCall(x, b, a);
      await expectParity("iirFilter", inputs, outputs, {}, { atol: 3e-5, rtol: 3e-5 });
    }
  }
});

gpuTest("poles close to the unit circle lose nothing to the cut", async () => {
  const x = randomView(randomSource(98), [1, 20_000], "float32", { low: -0.5, high: 0.5 });
  // Filtered in float32 step by step, a low cutoff is right to about 2e-4 of full scale; through chunks not less.
  for (const [b, a, atol] of [
    [[1, -2, 1], pair(0.998, 0.003), 3e-4],
    [[1, -1], [1, -0.999], 2e-6],
    [[0.001, 0, 0], pair(0.99995, 0.3), 3e-6],
    [[1, 0], [1, -1], 5e-4],
  ] as [number[], number[], number][]) {
    const { inputs, outputs } = filterCall(x, b, a, true);
    const [expected] = await runOn(backendOf("cpu"), "iirFilter", inputs, outputs, {});
    const [actual] = await runOn(await gpuBackend(), "iirFilter", inputs, outputs, {});
    const worst = Math.max(...Array.from(expected, (v, k) => Math.abs(actual[k] - v)));
    expect(worst).toBeLessThan(atol);
  }
});

gpuTest("silence through a filter that is not stable stays silence", async () => {
  const { inputs, outputs } = filterCall(viewOf("float32", [2, 2000], []), [1, 0, 0], pair(8, 0.3), true);
  const [y, state] = await runOn(await gpuBackend(), "iirFilter", inputs, outputs, {});
  expect(y).toEqual(new Float32Array(4000));
  expect(state).toEqual(new Float32Array(4));
});

gpuTest("a missing sample spoils what comes after it only", async () => {
  const x = randomView(randomSource(99), [1, 3000]);
  x.data[1234] = NaN;
  const { inputs, outputs } = filterCall(x, [0.2, 0.1], [1, -0.5]);
  await expectParity("iirFilter", inputs, outputs, {});
});

gpuTest("few long lines take four kernels, many or short lines one", async () => {
  const backend = await gpuBackend();
  const dispatches = async (shape: number[]): Promise<number> => {
    const before = backend.statistics.dispatches;
    const { inputs, outputs } = filterCall(randomView(randomSource(1), shape), [0.5, 0.1], [1, -0.5]);
    await runOn(backend, "iirFilter", inputs, outputs, {});
    return backend.statistics.dispatches - before;
  };
  expect(await dispatches([1, 5000])).toBe(4);
  expect(await dispatches([1, 100])).toBe(1);
  expect(await dispatches([64, 600])).toBe(1);
});
