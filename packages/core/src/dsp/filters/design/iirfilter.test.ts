import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bessel, butter, cheby1, cheby2, ellip, freqs, freqz, groupDelay, iirfilter, ParameterError, sosfreqz, type BandType, type Complex, type FilterForms, type ZerosPolesGain,
} from "../../../index.js"; // prettier-ignore

const RP = 0.7;
const RS = 43;
const decibels = (db: number): number => 10 ** (-db / 20);

interface Family {
  readonly design: <F extends keyof FilterForms>(N: number, Wn: readonly number[], o: { btype: BandType; analog: boolean; output: F }) => FilterForms[F]; // prettier-ignore
  /** Gain at the edges, least gain where it passes, most where it stops. */
  readonly edge: number;
  readonly passes: number;
  readonly stops: number;
}

const FAMILIES: Readonly<Record<string, Family>> = {
  butter: { design: (N, Wn, o) => butter(N, Wn, o), edge: Math.SQRT1_2, passes: Math.SQRT1_2, stops: Math.SQRT1_2 },
  cheby1: { design: (N, Wn, o) => cheby1(N, RP, Wn, o), edge: decibels(RP), passes: decibels(RP), stops: decibels(RP) },
  cheby2: { design: (N, Wn, o) => cheby2(N, RS, Wn, o), edge: decibels(RS), passes: decibels(RS), stops: decibels(RS) },
  ellip: { design: (N, Wn, o) => ellip(N, RP, RS, Wn, o), edge: decibels(RP), passes: decibels(RP), stops: decibels(RP) }, // prettier-ignore
  bessel: { design: (N, Wn, o) => bessel(N, Wn, { ...o, norm: "mag" }), edge: Math.SQRT1_2, passes: Math.SQRT1_2, stops: Math.SQRT1_2 }, // prettier-ignore
};

const distance = (a: Complex, b: Complex): number => Math.hypot(a.re - b.re, a.im - b.im);
/** |k · Π (x - z) / Π (x - p)| */
const gainAt = ({ z, p, k }: ZerosPolesGain, x: Complex): number =>
  Math.abs(k) * z.reduce((g, root) => g * distance(x, root), 1) / p.reduce((g, root) => g * distance(x, root), 1); // prettier-ignore
const onCircle = (f: number): Complex => ({ re: Math.cos(Math.PI * f), im: Math.sin(Math.PI * f) });
const onAxis = (w: number): Complex => ({ re: 0, im: w });

const shapes = fc.record({
  name: fc.constantFrom(...Object.keys(FAMILIES)),
  N: fc.integer({ min: 1, max: 8 }),
  btype: fc.constantFrom<BandType>("lowpass", "highpass", "bandpass", "bandstop"),
  analog: fc.boolean(),
  low: fc.double({ min: 0.1, max: 0.45, noNaN: true }),
  width: fc.double({ min: 0.1, max: 0.45, noNaN: true }),
});

describe("a classical filter", () => {
  it("has its edges at Wn, passes on one side and stops on the other, and is stable", () => {
    const property = fc.property(shapes, ({ name, N, btype, analog, low, width }) => {
      const { design, edge, passes, stops } = FAMILIES[name];
      const isSingle = btype === "lowpass" || btype === "highpass";
      const edges = (isSingle ? [low] : [low, low + width]).map((f) => (analog ? 50 * f : f));
      const system = design(N, edges, { btype, analog, output: "zpk" });
      const at = (f: number): number => gainAt(system, (analog ? onAxis : onCircle)(f));
      for (const f of edges) expect(at(f) / edge).toBeCloseTo(1, 8);
      for (const p of system.p) expect(analog ? -p.re : 1 - Math.hypot(p.re, p.im)).toBeGreaterThan(0);
      const limit = analog ? 500 : 1;
      for (let i = 0; i < 200; i++) {
        const f = (limit * i) / 200;
        const inside = isSingle ? f < edges[0] : f > edges[0] && f < edges[1];
        const passing = (btype === "lowpass" || btype === "bandpass") === inside;
        if (passing) expect(at(f)).toBeGreaterThan(passes * (1 - 1e-9));
        else expect(at(f)).toBeLessThan(stops * (1 + 1e-9));
        expect(at(f)).toBeLessThan(1 + 1e-9);
      }
    });
    fc.assert(property, { numRuns: 150 });
  });

  it("is the same filter as zeros and poles, as coefficients and as sections", () => {
    const property = fc.property(shapes, fc.double({ min: 0.02, max: 0.98, noNaN: true }), (shape, f) => {
      const { name, btype, analog, low, width } = shape;
      const N = Math.min(shape.N, 4); // of a high order coefficients lose their digits
      const edges = btype === "lowpass" || btype === "highpass" ? [low] : [low, low + width];
      const of = <F extends keyof FilterForms>(output: F): FilterForms[F] => FAMILIES[name].design(N, edges, { btype, analog, output }); // prettier-ignore
      const { b, a } = of("ba");
      const sections = of("sos");
      const magnitude = ({ h }: { h: { re: Float64Array; im: Float64Array } }): number => Math.hypot(h.re[0], h.im[0]);
      const expected = gainAt(of("zpk"), analog ? onAxis(f) : onCircle(f));
      const worN = [analog ? f : Math.PI * f];
      expect(magnitude(analog ? freqs(b, a, { worN }) : freqz(b, a, { worN }))).toBeCloseTo(expected, 6);
      const product = analog
        ? sections.reduce((g, row) => g * magnitude(freqs(row.slice(0, 3), row.slice(3), { worN })), 1)
        : magnitude(sosfreqz(sections, { worN }));
      expect(product).toBeCloseTo(expected, 9);
    });
    fc.assert(property, { numRuns: 150 });
  });

  it("of Cauer's kind reaches its attenuation, and that only in the stop band", () => {
    for (const N of [2, 3, 4, 5, 6, 7]) {
      const system = ellip(N, RP, RS, 0.3, { output: "zpk" });
      const gains = Array.from({ length: 2001 }, (_, i) => gainAt(system, onCircle(i / 2000)));
      // The last ripple before the edge and the first behind it are as high as all others.
      expect(Math.min(...gains.slice(0, 600))).toBeCloseTo(decibels(RP), 3);
      const stop = gains.slice(gains.findIndex((g) => g <= decibels(RS)));
      expect(Math.max(...stop)).toBeLessThan(decibels(RS) * (1 + 1e-9));
      expect(Math.max(...stop)).toBeGreaterThan(decibels(RS) * 0.99);
    }
  });

  it("of Bessel's kind delays slow waves by 1 / Wn seconds, all alike", () => {
    for (const N of [2, 5, 8]) {
      const { z, p, k } = bessel(N, 1, { norm: "delay", analog: true, output: "zpk" });
      expect(z).toEqual([]);
      // The delay of a pole is -re / |jω - p|².
      const delay = (w: number): number => p.reduce((sum, { re, im }) => sum - re / (re * re + (w - im) ** 2), 0);
      expect([0, 0.25, 0.5].map((w) => Number(delay(w).toFixed(N === 2 ? 1 : 4)))).toEqual([1, 1, 1]);
      expect(gainAt({ z, p, k }, onAxis(0))).toBeCloseTo(1, 10);
    }
    // By phase the slope far above Wn is Butterworth's: |H| → (Wn / w)^N.
    const byPhase = bessel(3, 20, { analog: true, output: "zpk" });
    expect(gainAt(byPhase, onAxis(2e5)) * 1e12).toBeCloseTo(1, 6);
  });
});

const close = (own: ArrayLike<number>, expected: readonly number[]): void => {
  expect(own.length).toBe(expected.length);
  expected.forEach((value, i) => expect(own[i]).toBeCloseTo(value, 8));
};

// The numbers are those of scipy.signal 1.10.
describe("scipy's numbers", () => {
  it.each([
    ["butter", butter(3, 0.25), [0.03168934385, 0.09506803155, 0.09506803155, 0.03168934385], [1, -1.459029062, 0.9103690003, -0.1978251873]],
    ["butter, a band", butter(2, [0.2, 0.5], { btype: "bandpass" }), [0.1311064399, 0, -0.2622128798, 0, 0.1311064399], [1, -1.400068516, 1.272214938, -0.6584184944, 0.2722149379]],
    ["butter, analog", butter(3, 100, { analog: true }), [1e6], [1, 200, 20000, 1e6]],
    ["cheby1, high-pass", cheby1(3, 1, 0.3, { btype: "highpass" }), [0.3251150096, -0.9753450289, 0.9753450289, -0.3251150096], [1, -0.9605012852, 0.6506002445, 0.0101814527]],
    ["cheby2", cheby2(2, 30, 0.4), [0.0504850209, 0.002737165291, 0.0504850209], [1, -1.501344551, 0.6050517578]],
    ["bessel", bessel(3, 0.3), [0.04391561662, 0.1317468499, 0.1317468499, 0.04391561662], [1, -1.063189998, 0.5036112764, -0.08909634569]],
    ["bessel by delay", bessel(3, 0.3, { norm: "delay" }), [0.1997074706, 0.5991224119, 0.5991224119, 0.1997074706], [1, 0.3814297215, 0.2014221239, 0.01480791956]],
    ["bessel by magnitude", bessel(3, 0.3, { norm: "mag" }), [0.08387715545, 0.2516314664, 0.2516314664, 0.08387715545], [1, -0.5439855765, 0.2505594238, -0.03555660372]],
  ] as const)("%s", (_, { b, a }, numerator, denominator) => {
    close(b, numerator);
    close(a, denominator);
  }); // prettier-ignore

  it.each([
    ["ellip, a band", ellip(3, 1, 60, [0.2, 0.4], { btype: "bandpass", output: "sos" }), [[0.0149524206, 0, -0.0149524206, 1, -1.063195431, 0.7202863433], [1, 1.416725781, 1, 1, -0.5852748216, 0.8378216998], [1, -1.962304917, 1, 1, -1.5264981, 0.8954067252]]],
    ["ellip in Hz", ellip(4, 0.5, 50, 1200, { btype: "highpass", fs: 8000, output: "sos" }), [[0.2629027906, -0.5154733571, 0.2629027906, 1, -0.2627082973, 0.1940648005], [1, -1.799659874, 1, 1, -1.087022487, 0.7898452381]]],
    ["butter of odd order", butter(5, 0.3, { output: "sos" }), [[0.00693319613, 0.01386639226, 0.00693319613, 1, -0.3249196962, 0], [1, 2, 1, 1, -0.7105255165, 0.20881821], [1, 1, 0, 1, -0.9404564037, 0.6]]],
    ["cheby1, an analog band", cheby1(2, 0.5, [10, 40], { btype: "bandpass", analog: true, output: "sos" }), [[0, 0, 1288.248823, 1, 35.00740532, 1804.196184], [1, 0, 0, 1, 7.761330088, 88.68215187]]],
  ] as const)("%s, as sections", (_, sections, expected) => {
    expect(sections.length).toBe(expected.length);
    expected.forEach((row, i) => row.forEach((value, k) => expect(sections[i][k] / (value || 1)).toBeCloseTo(value ? 1 : 0, 8)));
  }); // prettier-ignore

  it("iirfilter takes the families by name, and makes bands unless told otherwise", () => {
    expect(iirfilter(3, 0.3, { ftype: "ellip", rp: 1, rs: 40, btype: "lowpass" })).toEqual(ellip(3, 1, 40, 0.3));
    expect(iirfilter(2, [0.2, 0.4])).toEqual(butter(2, [0.2, 0.4], { btype: "bandpass" }));
    expect(iirfilter(2, 0.4, { ftype: "cheby1", rp: 2, btype: "highpass" })).toEqual(cheby1(2, 2, 0.4, { btype: "highpass" })); // prettier-ignore
    expect(iirfilter(2, 0.4, { ftype: "cheby2", rs: 20, btype: "lowpass" })).toEqual(cheby2(2, 20, 0.4));
    for (const norm of ["phase", "delay", "mag"] as const)
      expect(iirfilter(2, 0.4, { ftype: `bessel_${norm}`, btype: "lowpass" })).toEqual(bessel(2, 0.4, { norm }));
  });
});

it("order 0 is a gain, and a FIR's delay is half its length", () => {
  expect(butter(0, 0.3, { output: "sos" }).map((row) => [...row])).toEqual([[1, 0, 0, 1, 0, 0]]);
  expect(cheby1(0, 6, 0.3).b[0]).toBeCloseTo(decibels(6), 12);
  expect(groupDelay([1, 2, 3, 2, 1], [1], { worN: [0.1, 1] }).gd.every((d) => Math.abs(d - 2) < 1e-12)).toBe(true);
});

it("names what is wrong", () => {
  expect(() => butter(2, 1.2)).toThrow(/butter: Wn=\[1.2\] must lie between 0 and 1/);
  expect(() => butter(2, [0.4, 0.2], { btype: "bandpass" })).toThrow(/two increasing edges/);
  expect(() => butter(2, 0.2, { btype: "bandpass" })).toThrow(ParameterError);
  expect(() => butter(2, 5, { analog: true, fs: 100 })).toThrow(/fs=100 means nothing/);
  expect(() => ellip(2, 3, 2, 0.2)).toThrow(/rs=2 must be greater than rp=3/);
  expect(() => cheby1(2, -1, 0.2)).toThrow(/rp=-1/);
  expect(() => bessel(26, 0.2)).toThrow(/N=26/);
  expect(() => butter(1.5, 0.2)).toThrow(/N=1.5/);
  expect(() => iirfilter(2, 0.2, { ftype: "cheby1", btype: "lowpass" })).toThrow(/rp=NaN/);
  expect(() => iirfilter(2, 0.2, { ftype: "linkwitz" as never })).toThrow(/ftype="linkwitz"/);
  expect(() => butter(2, 0.2, { output: "tf" as never })).toThrow(/output="tf"/);
});
