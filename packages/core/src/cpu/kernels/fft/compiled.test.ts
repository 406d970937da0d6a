import { afterEach, expect, it, vi } from "vitest";
import { noise } from "../../run-on-arrays.js";
import { compiledPlanOf, compiledRealPlanOf } from "./compiled.js";
import { makePlan, planOf } from "./plan.js";
import { evenForward, realPlanOf } from "./real.js";

const LENGTHS = Array.from({ length: 12 }, (_, i) => 16 << i); // 16…32768

afterEach(() => vi.unstubAllGlobals());

it("gives the bits of the passes in JavaScript, for every length there is", () => {
  for (const n of LENGTHS) {
    const [compiled, script] = [compiledPlanOf(n)!, makePlan(n)];
    for (const plan of [compiled, script]) plan.input.set(noise([n], n, 2));
    expect(Array.from(compiled.run()), `n=${n}`).toEqual(Array.from(script.run()));
  }
});

it("gives the bins of real samples as JavaScript puts them together", () => {
  for (const n of LENGTHS.slice(1)) {
    const bins = [compiledRealPlanOf(n)!, evenForward(n)].map((plan) => {
      plan.samples.set(noise([n], 3));
      plan.run();
      return Array.from(plan.bins);
    });
    expect(bins[0], `n=${n}`).toEqual(bins[1]);
  }
});

it("tapers, rounds, squares and takes magnitudes as JavaScript would", () => {
  for (const n of [32, 2048]) {
    const { single, samples, bins, run } = compiledRealPlanOf(n)!;
    const x = Float32Array.from(noise([n + 7], 5));
    const window = Float64Array.from(noise([n], 6));
    single!.window.set(window);
    single!.load(x, 3);
    expect(Array.from(samples)).toEqual(Array.from(window, (w, i) => w * x[3 + i]));
    run();
    const rounded = new Float32Array(n + 4);
    single!.store(rounded, 1);
    expect(Array.from(rounded)).toEqual([0, ...Float32Array.from(bins), 0]);
    const squares = Array.from({ length: n / 2 + 1 }, (_, k) => bins[2 * k] ** 2 + bins[2 * k + 1] ** 2);
    for (const power of [1, 2] as const) {
      single!.storeMagnitudes(rounded, 2, power);
      const expected = Float32Array.from(squares, (square) => (power === 1 ? Math.sqrt(square) : square));
      expect(Array.from(rounded.subarray(2, 3 + n / 2))).toEqual(Array.from(expected));
    }
    expect(Array.from(single!.powers().subarray(0, n / 2 + 1))).toEqual(squares);
  }
});

it("leaves other lengths to JavaScript", () => {
  for (const n of [1, 8, 24, 1000, 65536]) expect(compiledPlanOf(n), `n=${n}`).toBeUndefined();
  expect(compiledRealPlanOf(16)).toBeUndefined();
});

it("does without WebAssembly, and finds the same", async () => {
  vi.stubGlobal("WebAssembly", undefined);
  vi.resetModules();
  const { planOf: planWithout } = await import("./plan.js");
  const { realPlanOf: realWithout } = await import("./real.js");
  expect(planWithout(64)).not.toBe(planWithout(128));
  const spectra = [planOf(64), planWithout(64)].map((plan) => {
    plan.input.set(noise([64], 1, 2));
    return Array.from(plan.run());
  });
  expect(spectra[0]).toEqual(spectra[1]);
  expect(realWithout(2048).single).toBeUndefined();
  expect(realPlanOf(2048).single).toBeDefined();
});
