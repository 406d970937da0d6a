import { backendOf, type TypedArray } from "@sonograd/core";
import { describe, expect, test } from "vitest";
import { bothKinds, expectBothKinds } from "../../../test/both-kinds.js";
import { gpuTest } from "../../../test/device.js";
import { expectClose, type HostView, randomSource, randomView, runOn, viewOf } from "../../../test/parity.js";
import { radicesOf, splitLength } from "./factors.js";
import { reversedIndex } from "./stages.js";

// One, every radix, mixed ones, primes beyond the largest radix.
const LENGTHS = [1, 2, 3, 4, 5, 7, 8, 11, 13, 12, 16, 30, 17, 38, 64, 97, 100, 128, 400, 441, 512];
const TEAM_LENGTHS = [1, 7, 16, 17, 30, 441, 512];
const tolerance = (n: number) => ({ atol: 2e-6 * Math.sqrt(n) * Math.log2(n + 2), rtol: 1e-5 });
const forward = (n: number, scale = 1) => ({ n, inverse: false, scale });

for (const n of LENGTHS)
  gpuTest(`transforms of length ${n} agree with the CPU, in one dispatch`, async () => {
    const random = randomSource(n);
    const bins = Math.floor(n / 2) + 1;
    const complex = randomView(random, [2, 3, n], "complex64", { layout: "reversed" });
    const counts = [];
    const withTeams = TEAM_LENGTHS.includes(n);
    for (const inverse of [false, true]) {
      const output = { shape: [2, 3, n], dtype: "complex64" } as const;
      counts.push(
        await expectBothKinds("fft", [complex], output, { n, inverse, scale: 0.5 }, tolerance(n), { withTeams }),
      );
    }
    const half = { shape: [3, bins], dtype: "complex64" } as const;
    counts.push(
      await expectBothKinds("rfft", [randomView(random, [3, n])], half, forward(n), tolerance(n), { withTeams }),
    );
    const spectrum = randomView(random, [3, bins], "complex64", { layout: "sliced" });
    const whole = { shape: [3, n], dtype: "float32" } as const;
    counts.push(
      await expectBothKinds("irfft", [spectrum], whole, { n, inverse: true, scale: 1 / n }, tolerance(n), {
        withTeams,
      }),
    );
    for (const count of counts) expect(count).toEqual({ solo: 1, team: withTeams ? 1 : null });
  });

// What a thread or a workgroup just holds, and what it does not hold: two lengths, three, a prime's convolution.
for (const [op, n, solo, team] of [
  ["rfft", 4096, 1, 1],
  ["irfft", 6000, 1, 2],
  ["fft", 8192, 2, 2],
  ["rfft", 1021, 1, 1],
  ["fft", 1031, 1, 4],
  ["fft", 2053, 4, 4],
] as const)
  gpuTest(`${op} of length ${n} takes ${solo} dispatches of threads, ${team} of teams`, async () => {
    const random = randomSource(n);
    const bins = Math.floor(n / 2) + 1;
    const x =
      op === "rfft" ? randomView(random, [3, n]) : randomView(random, [3, op === "fft" ? n : bins], "complex64");
    const output = { fft: { shape: [3, n], dtype: "complex64" }, rfft: { shape: [3, bins], dtype: "complex64" }, irfft: { shape: [3, n], dtype: "float32" } } as const; // prettier-ignore
    const attrs = { n, inverse: op === "irfft", scale: op === "irfft" ? 1 / n : 1 };
    expect(await expectBothKinds(op, [x], output[op], attrs, tolerance(n))).toEqual({ solo, team });
  });

gpuTest("many lines take as many dispatches as one: the grid folds and the last workgroup is not full", async () => {
  const x = randomView(randomSource(5), [1003, 8]);
  const output = { shape: [1003, 5], dtype: "complex64" } as const;
  expect(await expectBothKinds("rfft", [x], output, forward(8), tolerance(8))).toEqual({ solo: 1, team: 1 });
});

gpuTest("NaN and infinity stay in their line", async () => {
  const x = viewOf("float32", [3, 8], [...new Float32Array(24).fill(1)]);
  x.data[9] = NaN;
  x.data[17] = Infinity;
  for (const backend of Object.values(await bothKinds())) {
    const [bins] = await runOn(backend, "rfft", [x], [viewOf("complex64", [3, 5], [])], forward(8));
    expect(Array.from(bins.subarray(0, 10), (v) => v + 0)).toEqual([8, 0, 0, 0, 0, 0, 0, 0, 0, 0]); // −0 + 0 = 0
    expect(bins.slice(10).every((v) => !Number.isFinite(v))).toBe(true);
  }
});

/** ‖a − b‖ / ‖b‖. */
function relativeError(actual: TypedArray, expected: TypedArray): number {
  let [difference, norm] = [0, 0];
  expected.forEach((e, i) => {
    difference += (actual[i] - e) ** 2;
    norm += e ** 2;
  });
  return Math.sqrt(difference / norm);
}

for (const n of [512, 1000, 2048, 4096])
  gpuTest(`real transforms of ${n} samples are right to 3e-7 of their norm, there and back`, async () => {
    const x = randomView(randomSource(n), [4, n]);
    const inDouble: HostView = { ...x, dtype: "float64", data: Float64Array.from(x.data) };
    const bins = n / 2 + 1;
    const [exact] = await runOn(
      backendOf("cpu"),
      "rfft",
      [inDouble],
      [viewOf("complex128", [4, bins], [])],
      forward(n),
    );
    for (const backend of Object.values(await bothKinds())) {
      const [spectrum] = await runOn(backend, "rfft", [x], [viewOf("complex64", [4, bins], [])], forward(n));
      expect(relativeError(spectrum, exact)).toBeLessThan(3e-7);
      const rounded = viewOf("complex64", [4, bins], exact);
      const back = { n, inverse: true, scale: 1 / n };
      const [samples] = await runOn(backend, "irfft", [rounded], [viewOf("float32", [4, n], [])], back);
      expect(relativeError(samples, x.data)).toBeLessThan(3e-7);
    }
  });

gpuTest("a transform keeps six digits: a sine lies in one bin", async () => {
  const n = 480;
  const wave = viewOf(
    "float32",
    [1, n],
    Array.from({ length: n }, (_, i) => Math.sin((2 * Math.PI * 7 * i) / n)),
  );
  const expected = new Float32Array(n + 2);
  expected[2 * 7 + 1] = -n / 2;
  for (const backend of Object.values(await bothKinds())) {
    const [spectrum] = await runOn(backend, "rfft", [wave], [viewOf("complex64", [1, n / 2 + 1], [])], forward(n));
    expectClose(spectrum, expected, { atol: 2e-4 });
    expect(Math.abs(spectrum[15] + n / 2) / (n / 2)).toBeLessThan(1e-6);
  }
});

gpuTest("the same numbers give the same bits", async () => {
  const x = randomView(randomSource(6), [5, 441], "complex64");
  for (const backend of Object.values(await bothKinds())) {
    const run = () => runOn(backend, "fft", [x], [viewOf("complex64", [5, 441], [])], forward(441));
    expect(await run()).toEqual(await run());
  }
});

describe("lengths", () => {
  test("are taken apart into small radices, or not at all", () => {
    for (let n = 1; n < 600; n++) {
      const radices = radicesOf(n);
      if (radices) expect(radices.reduce((a, b) => a * b)).toBe(n);
      else expect([17, 19, 23, 29, 31, 37, 41, 43, 47].some((p) => n % p === 0) || n > 48).toBe(true);
    }
    expect(radicesOf(16)).toEqual([4, 4]);
    expect(radicesOf(34)).toBeUndefined();
  });

  test("beyond the limit are split into two alike, or with as long a first one as there can be", () => {
    expect(splitLength(4096, 1024)).toEqual([64, 64]);
    expect(splitLength(6000, 1024)).toEqual([75, 80]);
    expect(splitLength(2 ** 22, 1024)).toEqual([1024, 4096]);
  });

  test("in digit-reversed order are a permutation that begins with the first radix's multiples", () => {
    const radices = [8, 3, 5];
    const order = Array.from({ length: 120 }, (_, slot) => reversedIndex(slot, radices));
    expect([...order].sort((a, b) => a - b)).toEqual(order.map((_, i) => i));
    expect(order.slice(0, 4)).toEqual([0, 15, 30, 45]);
  });
});
