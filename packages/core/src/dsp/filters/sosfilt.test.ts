import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  butter, cat, ellip, Generator, lfilter, randn, ShapeError, sos2tf, sosfilt, sosfiltfilt, sosfiltWithState, sosfiltZi, tensor, zeros, type EndPadding, type Tensor,
} from "../../index.js"; // prettier-ignore

const double = (values: readonly number[]): Tensor => tensor([...values], { dtype: "float64" });
const signal = (shape: number[], seed: number): Tensor => randn(shape, { dtype: "float64", generator: new Generator(seed) }); // prettier-ignore
const furthest = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync();

/** Evenly spread: fc.double prefers numbers next to 0, which test nothing here. */
const part = fc.integer({ min: -100, max: 100 }).map((i) => i / 100);
/** Stable sections: |a1| + |a2| < 1. */
const sections = fc.array(
  fc.tuple(part, part, part, part, part).map(([b0, b1, b2, a1, a2]) => [b0, b1, b2, 1, a1 / 2.1, a2 / 2.1]),
  { minLength: 1, maxLength: 4 },
);

// Of scipy 1.10: scipy.signal.butter(3, 0.4, output="sos") on this signal.
const SOS = butter(3, 0.4, { output: "sos" });
const X = double([0.5, -0.25, 0.75, 0, -0.5, 0.25, 1, -0.75]);

describe("sosfilt", () => {
  it("is lfilter of the sections multiplied", () => {
    fc.assert(
      fc.property(sections, fc.integer({ min: 1, max: 50 }), fc.nat({ max: 1e6 }), (sos, n, seed) => {
        const x = signal([2, n], seed);
        const { b, a } = sos2tf(sos);
        expect(furthest(sosfilt(x, sos), lfilter(x, a, b, { clamp: false }))).toBeLessThan(1e-10);
        expect(furthest(sosfilt(x, tensor(sos, { dtype: "float64" })), sosfilt(x, sos))).toBe(0);
      }),
    );
  });

  it("goes on from its states", () => {
    fc.assert(
      fc.property(sections, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (sos, n, m) => {
        const x = signal([3, n + m], n);
        const whole = sosfiltWithState(x, sos);
        const first = sosfiltWithState(x.narrow(-1, 0, n), sos);
        const second = sosfiltWithState(x.narrow(-1, n, m), sos, { zi: first.zf });
        expect(whole.zf.shape).toEqual([sos.length, 3, 2]);
        expect(furthest(cat([first.y, second.y], -1), whole.y)).toBeLessThan(1e-12);
        expect(furthest(second.zf, whole.zf)).toBeLessThan(1e-12);
      }),
    );
  });

  it("is scipy's", () => {
    const expected = [0.04926558046, 0.1516020407, 0.2145279991, 0.2597263154, 0.2157709403, -0.02218571217, -0.06456121621, 0.2305655057]; // prettier-ignore
    expect(furthest(sosfilt(X, SOS), double(expected))).toBeLessThan(1e-9);
    const states = sosfiltZi(SOS).map((row) => Array.from(row, (v) => Number(v.toFixed(9))));
    expect(states).toEqual([[0.369764178, 0.098531161], [0.531704661, -0.355446762]]); // prettier-ignore
  });

  it("started with sosfiltZi it has always seen its first sample", () => {
    fc.assert(
      fc.property(sections, (sos) => {
        const zi = tensor(sosfiltZi(sos).map((row) => [...row]), { dtype: "float64" }).mul(3); // prettier-ignore
        const gain = sos.reduce((g, [b0, b1, b2, a0, a1, a2]) => (g * (b0 + b1 + b2)) / (a0 + a1 + a2), 1);
        const y = sosfilt(double([3, 3, 3, 3]), sos, { zi });
        expect(furthest(y, double([1, 1, 1, 1]).mul(3 * gain))).toBeLessThan(1e-9 * (1 + Math.abs(gain)));
      }),
    );
  });

  it("stays what it is where one polynomial does not", () => {
    // The poles of such a narrow band lie on one another, as far as coefficients can tell.
    const sos = ellip(6, 0.1, 80, [0.01, 0.011], { btype: "bandpass", output: "sos" });
    const impulse = cat([double([1]), zeros([4000], { dtype: "float64" })]);
    const y = sosfilt(impulse, sos);
    expect(y.abs().amax().itemSync()).toBeLessThan(0.01);
  });

  it("names what is wrong", () => {
    expect(() => sosfilt(zeros([5]), [[1, 2, 3]])).toThrow(ShapeError);
    expect(() => sosfilt(zeros([5]), SOS, { zi: zeros([3, 2]) })).toThrow(/zi \[3, 2\] must be \[sections, ..., 2\] with 2 sections/); // prettier-ignore
    expect(() => sosfiltfilt(zeros([5]), SOS, { padlen: 5 })).toThrow(/padlen=5/);
  });
});

describe("sosfiltfilt", () => {
  it.each<[EndPadding, number[]]>([
    ["odd", [0.5262855975, 0.3210522235, 0.09429727392, -0.01576131966, 0.1207569538, 0.3199416417, 0.09102419337, -0.7006706089]],
    ["even", [0.2166007846, 0.2105231186, 0.1626916944, 0.04332142467, 0.0003040210982, 0.121854659, 0.2804493273, 0.3354303059]],
    ["constant", [0.3714431911, 0.265787671, 0.1284944841, 0.0137800525, 0.06053048745, 0.2208981504, 0.1857367604, -0.1826201515]],
    [null, [0.3639785729, 0.2697143713, 0.1541306355, 0.03299463463, 0.01137952573, 0.111007797, 0.2076948763, 0.2355860327]],
  ])("continues the ends as scipy, %s", (padType, expected) => {
    expect(furthest(sosfiltfilt(X, SOS, { padType, padlen: 4 }), double(expected))).toBeLessThan(1e-9);
  }); // prettier-ignore
  it("pads as far as scipy unless told otherwise", () => {
    const x = double(Array.from({ length: 40 }, (_, i) => 0.4 * Math.sin(i ** 1.5)));
    const end = sosfiltfilt(x, SOS).narrow(-1, 37, 3);
    expect(furthest(end, double([0.06872232525, -0.07660236384, -0.3986259266]))).toBeLessThan(1e-9);
  });
});
