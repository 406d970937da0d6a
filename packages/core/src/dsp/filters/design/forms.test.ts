import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bilinearTransform, bilinearZpk, buttap, lp2bpZpk, lp2bsZpk, lp2hpZpk, lp2lpZpk, ParameterError, sos2tf, sos2zpk, tf2sos, tf2zpk, zpk2sos, zpk2tf, type Complex, type ZerosPolesGain,
} from "../../../index.js"; // prettier-ignore

const distance = (a: Complex, b: Complex): number => Math.hypot(a.re - b.re, a.im - b.im);
/** How far the roots are from the nearest of the others, each taken once. */
function furthest(own: readonly Complex[], others: readonly Complex[]): number {
  const left = [...others];
  let worst = own.length === others.length ? 0 : Infinity;
  for (const root of own) {
    left.sort((a, b) => distance(a, root) - distance(b, root));
    worst = Math.max(worst, left.length > 0 ? distance(left.shift()!, root) : Infinity);
  }
  return worst;
}
/** k · Π (x - z) / Π (x - p) for x on the real axis. */
const valueAt = ({ z, p, k }: ZerosPolesGain, x: number): number => {
  const square = (roots: readonly Complex[]): number =>
    roots.reduce((g, { re, im }) => g * (im === 0 ? x - re : Math.hypot(x - re, im)), 1);
  return (k * square(z)) / square(p);
};

/** Not 0, as roots there fill sections up. */
const part = fc.integer({ min: -90, max: 90 }).filter((i) => i !== 0).map((i) => i / 100); // prettier-ignore
const pairs = fc.array(
  fc.tuple(
    part,
    fc.integer({ min: 5, max: 90 }).map((i) => i / 100),
  ),
  { maxLength: 3 },
);
/** Conjugate pairs and real roots, none on another. */
const roots = fc.tuple(pairs, fc.array(part, { maxLength: 2 })).map(([complex, real]) => [
  ...complex.flatMap(([re, im]): Complex[] => [{ re, im }, { re, im: -im }]), // prettier-ignore
  ...real.map((re): Complex => ({ re, im: 0 })),
]);
const apart = (list: readonly Complex[]): boolean => list.every((a, i) => list.every((b, j) => i === j || distance(a, b) > 0.05)); // prettier-ignore
const systems = fc
  .record({ z: roots, p: roots, k: fc.double({ min: 0.1, max: 5, noNaN: true }) })
  .filter(({ z, p }) => apart(z) && apart(p));

describe("zeros, poles and gain", () => {
  it("are found again in the coefficients", () => {
    fc.assert(
      fc.property(systems, (system) => {
        const { b, a } = zpk2tf(system);
        const found = tf2zpk(b, a);
        expect(furthest(found.z, system.z)).toBeLessThan(1e-7);
        expect(furthest(found.p, system.p)).toBeLessThan(1e-7);
        expect(found.k).toBeCloseTo(system.k, 12);
      }),
    );
  });

  it("are found again in the sections, whatever the pairing", () => {
    fc.assert(
      fc.property(systems, fc.constantFrom("nearest", "keep_odd", "minimal"), (system, pairing) => {
        if (pairing === "minimal" && system.z.length > system.p.length)
          return void expect(() => zpk2sos(system, { pairing })).toThrow(/may not have more than/);
        const sos = zpk2sos(system, { pairing });
        expect(sos.length).toBe(Math.max(1, Math.ceil(Math.max(system.z.length, system.p.length) / 2)));
        const { z, p, k } = sos2zpk(sos);
        expect(furthest(p.filter((r) => r.re !== 0 || r.im !== 0), system.p)).toBeLessThan(1e-9); // prettier-ignore
        expect(furthest(z.filter((r) => r.re !== 0 || r.im !== 0), system.z)).toBeLessThan(1e-9); // prettier-ignore
        expect(k).toBeCloseTo(system.k, 10);
      }),
      { numRuns: 1000 },
    );
  });

  it("multiply out of sections as of the whole", () => {
    const { b, a } = sos2tf([[1, 2, 3, 1, 0.5, 0], [2, 0, 1, 1, 0, -0.25]]); // prettier-ignore
    expect(Array.from(b)).toEqual([2, 4, 7, 2, 3]);
    expect(Array.from(a)).toEqual([1, 0.5, -0.25, -0.125, 0]);
  });
});

// The numbers are those of scipy.signal 1.10.
it.each([
  ["nearest", {}, [1, 2.5, -0.3, 0.7], [1, -0.9, 0.5, -0.1], [[1, 2.706415029, 0, 1, -0.317368524, 0], [1, -0.2064150287, 0.2586447358, 1, -0.582631476, 0.3150911084]]],
  ["minimal", { pairing: "minimal" }, [1, 2.5, -0.3, 0.7], [1, -0.9, 0.5, -0.1], [[0, 1, 2.706415029, 0, 1, -0.317368524], [1, -0.2064150287, 0.2586447358, 1, -0.582631476, 0.3150911084]]],
  ["few zeros", {}, [1, -0.2, 0.8], [1, -0.9, 0.5, -0.1, 0.02], [[1, 0, 0, 1, -0.1707297992, 0.06426097841], [1, -0.2, 0.8, 1, -0.7292702008, 0.3112308666]]],
  ["analog", { analog: true }, [1, 2], [1, 3, 4, 2], [[0, 0, 1, 1, 2, 2], [0, 1, 2, 0, 1, 1]]],
] as const)("sections are shared out as by scipy, %s", (_, options, b, a, expected) => {
  const sos = tf2sos(b, a, options);
  expect(sos.length).toBe(expected.length);
  expected.forEach((row, i) => row.forEach((value, k) => expect(sos[i][k]).toBeCloseTo(value, 8)));
}); // prettier-ignore

describe("moved bands", () => {
  const prototype = buttap(3);
  const edge = (system: ZerosPolesGain, w: number): number => {
    const on = (r: readonly Complex[]): number => r.reduce((g, root) => g * distance({ re: 0, im: w }, root), 1);
    return (Math.abs(system.k) * on(system.z)) / on(system.p);
  };
  it("have -3 dB where the prototype's edge has gone", () => {
    expect(edge(lp2lpZpk(prototype, { wo: 7 }), 7)).toBeCloseTo(Math.SQRT1_2, 12);
    expect(edge(lp2hpZpk(prototype, { wo: 7 }), 7)).toBeCloseTo(Math.SQRT1_2, 12);
    for (const moved of [lp2bpZpk, lp2bsZpk])
      for (const w of [2, 8]) expect(edge(moved(prototype, { wo: 4, bw: 6 }), w)).toBeCloseTo(Math.SQRT1_2, 12);
    expect(edge(lp2bpZpk(prototype, { wo: 4, bw: 6 }), 4)).toBeCloseTo(1, 12);
    expect(edge(lp2bsZpk(prototype, { wo: 4, bw: 6 }), 4)).toBeCloseTo(0, 12);
  });

  it("become digital alike by roots and by coefficients", () => {
    fc.assert(
      fc.property(systems, fc.double({ min: 3, max: 9, noNaN: true }), fc.double({ min: 1.5, max: 3, noNaN: true }), (system, fs, z) => {
        fc.pre(system.z.length <= system.p.length);
        const { b, a } = zpk2tf(system);
        const polynomial = (c: Float64Array): number => c.reduce((sum, v) => sum * z + v, 0);
        const digital = bilinearTransform(b, a, fs);
        const byRoots = valueAt(bilinearZpk(system, fs), z);
        const byCoefficients = polynomial(digital.b) / polynomial(digital.a);
        // And both are the analog filter at s = 2·fs·(z - 1) / (z + 1).
        const analog = valueAt(system, (2 * fs * (z - 1)) / (z + 1));
        expect(Math.abs(Math.abs(byRoots) - Math.abs(analog))).toBeLessThan(1e-8 * (1 + Math.abs(analog)));
        expect(Math.abs(Math.abs(byCoefficients) - Math.abs(analog))).toBeLessThan(1e-8 * (1 + Math.abs(analog)));
      }), // prettier-ignore
    );
    // scipy.signal.bilinear([1, 2], [1, 3, 4], fs=3)
    const { b, a } = bilinearTransform([1, 2], [1, 3, 4], 3);
    [0.1379310345, 0.06896551724, -0.06896551724].forEach((value, i) => expect(b[i]).toBeCloseTo(value, 9));
    [1, -1.103448276, 0.3793103448].forEach((value, i) => expect(a[i]).toBeCloseTo(value, 9));
  });
});

it("names what is wrong", () => {
  const alone = { z: [], p: [{ re: 0.1, im: 0.5 }], k: 1 };
  expect(() => zpk2sos(alone)).toThrow(/p has a complex root without its conjugate/);
  expect(() => zpk2sos(buttap(2), { analog: true, pairing: "nearest" })).toThrow(/must be "minimal" for an analog/);
  expect(() => tf2zpk([1], [0, 0])).toThrow(/must not be all zeros/);
  expect(() => lp2lpZpk({ z: [{ re: 0, im: 0 }], p: [], k: 1 })).toThrow(/may not have more than the 0 poles/);
  expect(() => bilinearTransform([1], [1, -2], 1)).toThrow(/pole at 2·fs=2/);
  expect(() => sos2tf([[1, 2, 3]])).toThrow(ParameterError);
  expect(() => zpk2tf({ z: 1 } as never)).toThrow(/zpk2tf: system is/);
});
