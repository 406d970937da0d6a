// Every feature on signals that break careless code: a defined result or an error that names the value, never a hang and
// never a NaN that the input did not hold. Each group of functions lists its own in test/edges/<group>.edges.ts.
import { describe, expect, it } from "vitest";
import { full, fromTypedArray, SonogradError, type Tensor, zeros } from "../src/index.js";
import type { EdgeSignal } from "./edges/edge.js";
import { numbersOf, readEdges } from "./edges/read.js";

/** A sum of two tones with a little of everything else, always the same. */
const tones = (length: number): Float32Array =>
  Float32Array.from(
    { length },
    (_, n) => 0.5 * Math.sin(n * 0.35) + 0.3 * Math.sin(n * 1.1 + 1) + 0.01 * Math.cos(n * n),
  );
const withOne = (value: number): Tensor => {
  const y = tones(2000);
  y[700] = value;
  return fromTypedArray(y, [2000]);
};

const SIGNALS: Readonly<Record<EdgeSignal, () => Tensor>> = {
  silence: () => zeros([2000]),
  "direct current": () => full([2000], 0.5),
  "one sample": () => full([1], 0.25),
  "shorter than a frame": () => fromTypedArray(tones(37), [37]),
  "not a number in it": () => withOne(Number.NaN),
  "infinity in it": () => withOne(Infinity),
  "no channels": () => zeros([0, 2000]),
  "odd length": () => fromTypedArray(tones(1999 - 4), [1995]),
  "prime length": () => fromTypedArray(tones(1999), [1999]),
  "full scale": () =>
    fromTypedArray(
      Float32Array.from({ length: 2000 }, (_, n) => (n % 7 < 3 ? 1 : -1)),
      [2000],
    ),
};
/** Signals that hold a value which is no number: what comes out may hold one too. */
const UNCLEAN: ReadonlySet<string> = new Set(["not a number in it", "infinity in it"]);

const groups = await readEdges();

describe.each(groups)("$group", ({ edges }) => {
  describe.each(edges)("$name", ({ run, mayBeNaN }) => {
    it.each(Object.keys(SIGNALS) as EdgeSignal[])(
      "%s",
      async (signal) => {
        let numbers: number[];
        try {
          numbers = await numbersOf(run(SIGNALS[signal]()));
        } catch (error) {
          expect(error, String(error)).toBeInstanceOf(SonogradError);
          expect((error as Error).message).toMatch(/^[\w.]+: .+\./);
          expect((error as Error).message).not.toMatch(/^internal/);
          return;
        }
        const strange = numbers.some((x) => !Number.isFinite(x));
        if (UNCLEAN.has(signal)) return;
        if (mayBeNaN?.[signal]) expect(strange, "the excuse is not needed any more").toBe(true);
        else expect(strange, "NaN or infinity out of finite numbers").toBe(false);
      },
      20_000,
    );
  });
});

it("names every function once", () => {
  const names = groups.flatMap(({ edges }) => edges.map(({ name }) => name));
  expect(names.length).toBeGreaterThan(0);
  expect(new Set(names).size).toBe(names.length);
});
