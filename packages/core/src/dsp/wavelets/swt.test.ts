import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ParameterError, ShapeError, iswt, roll, swt, swtMaxLevel, tensor, zeros, type Tensor } from "../../index.js";

const double = (values: readonly number[]): Tensor => tensor([...values], { dtype: "float64" });
const numbers = (t: Tensor): number[] => Array.from(t.dataSync() as Float64Array);
const signal = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 });

describe("swt", () => {
  it("is undone by iswt, with pairs, trimmed, and with norm", () => {
    fc.assert(
      fc.property(signal, fc.constantFrom("haar", "db4", "sym7", "bior2.2", "rbio3.3"), fc.boolean(), (values, name, norm) => {
        const x = double(values);
        const close = (y: Tensor): void => numbers(y).forEach((v, i) => expect(v).toBeCloseTo(values[i], 9));
        close(iswt(swt(x, name, { level: 3, norm }), name, { norm }));
        close(iswt(swt(x, name, { level: 3, norm, trimApprox: true }), name, { norm }));
      }), // prettier-ignore
      { numRuns: 30 },
    );
  });

  it("moves with the signal", () => {
    fc.assert(
      fc.property(signal, fc.integer({ min: 0, max: 15 }), (values, shift) => {
        const x = double(values);
        const [moved, still] = [swt(roll(x, shift), "db3", { level: 2 }), swt(x, "db3", { level: 2 })];
        moved.forEach(({ cA, cD }, i) => {
          const pairs: [Tensor, Tensor][] = [[cA, roll(still[i].cA, shift)], [cD, roll(still[i].cD, shift)]]; // prettier-ignore
          for (const [a, b] of pairs) numbers(a).forEach((v, k) => expect(v).toBeCloseTo(numbers(b)[k], 12));
        });
      }),
      { numRuns: 20 },
    );
  });

  it("keeps the energy of an orthogonal wavelet with norm", () => {
    fc.assert(
      fc.property(signal, (values) => {
        const parts = swt(double(values), "db5", { level: 3, norm: true, trimApprox: true }).flatMap(numbers);
        const energy = (list: readonly number[]): number => list.reduce((s, v) => s + v * v, 0);
        expect(energy(parts)).toBeCloseTo(energy(values), 10);
      }),
      { numRuns: 20 },
    );
  });

  it("begins at another level where it is asked to, along any dimension", () => {
    const x = double(Array.from({ length: 8 }, (_, i) => i ** 1.5));
    const whole = swt(x.reshape([8, 1]), "db2", { level: 1, startLevel: 1, dim: 0 })[0];
    expect(whole.cA.shape).toEqual([8, 1]);
    const later = swt(x, "db2", { level: 1, startLevel: 1 })[0];
    expect(numbers(whole.cD.flatten())).toEqual(numbers(later.cD));
    // With holes of two the even samples never meet the odd ones.
    const even = swt(double([0, 2, 4, 6].map((i) => i ** 1.5)), "db2", { level: 1 })[0];
    numbers(even.cA).forEach((v, i) => expect(numbers(later.cA)[2 * i]).toBeCloseTo(v, 12));
  });

  it("refuses lengths that cannot be halved, and shapes that do not fit", () => {
    expect(swtMaxLevel(24)).toBe(3);
    expect(() => swt(zeros([6]), "db2", { level: 2 })).toThrow(/level=2.*6 samples/);
    expect(() => swt(zeros([7]), "db2")).toThrow(ParameterError);
    expect(() => swt(zeros([8]), "db2", { level: 0 })).toThrow(/level=0/);
    expect(() => iswt([zeros([8]), zeros([4])], "db2")).toThrow(ShapeError);
    expect(() => iswt([zeros([6]), zeros([6]), zeros([6])], "db2")).toThrow(/6 samples cannot be halved 2 times/);
    expect(() => iswt([zeros([6])], "db2")).toThrow(ParameterError);
  });
});
