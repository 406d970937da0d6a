import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { complex, Generator, ParameterError, randn, resample, resampleFft, resamplePoly, ShapeError, tensor, zeros, type ResampleOptions, type ResampleType, type Tensor } from "../../index.js"; // prettier-ignore

const double = (values: readonly number[]): Tensor => tensor([...values], { dtype: "float64" });
const signal = (shape: number[], seed: number): Tensor => randn(shape, { dtype: "float64", generator: new Generator(seed) }); // prettier-ignore
const furthest = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync();
const inner = (x: Tensor, margin: number): Tensor => x.narrow(-1, margin, x.shape.at(-1)! - 2 * margin);
/** `n` samples of a wave at `hz`. */
const wave = (n: number, hz: number, sampleRate: number): Tensor =>
  double(Array.from({ length: n }, (_, i) => Math.cos((2 * Math.PI * hz * i) / sampleRate + 0.3)));

const X = double([0.5, -0.25, 0.75, 0, -0.5, 0.25, 1, -0.75, 0.1, 0.6]);

// The numbers are those of torchaudio.functional.resample 0.13, whose default is double.
it.each<[string, ResampleOptions, number[]]>([
  ["down, Hann", { origSr: 3, targetSr: 2, resType: "sinc_interp_hann" }, [0.140508787, 0.3524290814, 0.02486559797, -0.1336604734, 0.6058523179, -0.407437889, 0.5330411686]],
  ["up, Hann", { origSr: 2, targetSr: 3, resType: "sinc_interp_hann", lowpassFilterWidth: 4, rolloff: 0.8 }, [0.2856229529, 0.009492289492, 0.1338795746, 0.5619414426, 0.4187176771, -0.2518003486, -0.5686079989, -0.0546758716, 0.763806751, 0.7725804148, -0.1369249808, -0.6148421287, -0.03350545641, 0.5823686338, 0.4598636865]],
  ["up, Kaiser", { origSr: 4, targetSr: 5, resType: "sinc_interp_kaiser", lowpassFilterWidth: 4, beta: 8 }, [0.4902098792, -0.2030746164, 0.3607575602, 0.6485257131, -0.193549057, -0.5005066946, 0.009572165247, 0.9958676871, 0.3303558602, -0.7973071882, 0.09428013833, 0.6200252631, 0.2524585081]],
])("resample is torchaudio's, %s", (_, options, expected) => expect(furthest(resample(X, options), double(expected))).toBeLessThan(1e-9)); // prettier-ignore

/** How far a wave at a third of the lower Nyquist frequency may be off, and how much is left of one above it where the band is limited. */
const QUALITY: Readonly<Record<ResampleType, readonly [error: number, left: number | null]>> = {
  soxr_vhq: [1e-9, 3e-9],
  soxr_hq: [2e-7, 5e-7],
  soxr_mq: [2e-6, 3e-6],
  soxr_lq: [2e-5, 6e-6],
  sinc_best: [1e-8, 3e-6],
  sinc_medium: [3e-7, 9e-7],
  sinc_fastest: [5e-6, 1.4e-5],
  kaiser_best: [3e-8, 1e-6],
  kaiser_fast: [3e-5, 1e-4],
  sinc_interp_hann: [3e-3, 0.01],
  sinc_interp_kaiser: [5e-4, 0.1],
  polyphase: [2e-3, 5e-3],
  fft: [2e-3, 1e-10],
  scipy: [2e-3, 1e-10],
  soxr_qq: [0.05, null],
  linear: [0.2, null],
  zero_order_hold: [1.1, null],
};

describe.each(Object.entries(QUALITY) as [ResampleType, readonly [number, number | null]][])("resample, %s", (resType, [error, most]) => {
  it.each([[8000, 12000], [12000, 8000], [8000, 8820]])("keeps a wave from %d to %d Hz", (origSr, targetSr) => {
    const y = resample(wave(1200, 1333, origSr), { origSr, targetSr, resType });
    expect(y.shape).toEqual([Math.ceil((1200 * targetSr) / origSr)]);
    const margin = Math.floor(y.shape[0] / 3);
    expect(furthest(inner(y, margin), inner(wave(y.shape[0], 1333, targetSr), margin))).toBeLessThan(error);
  });
  it(most ? "takes away what the new rate cannot hold" : "lets alias what the new rate cannot hold", () => {
    const y = resample(wave(1600, 5000, 16000), { origSr: 16000, targetSr: 8000, resType });
    const left = inner(y, 200).abs().amax().itemSync();
    expect(left < (most ?? 0.9)).toBe(most !== null);
  });
}); // prettier-ignore

describe("resample", () => {
  it("up and down again is the signal, where its band is low enough", () => {
    const rates = fc.integer({ min: 9000, max: 16000 });
    fc.assert(
      fc.property(rates, fc.nat({ max: 1e6 }), (high, seed) => {
        // Noise up to 3 kHz of 8 kHz.
        const y = resampleFft(signal([2, 300], seed), 400);
        const up = resample(y, { origSr: 8000, targetSr: high });
        const back = resample(up, { origSr: high, targetSr: 8000 });
        expect(Math.abs(back.shape[1] - 400)).toBeLessThan(2);
        expect(furthest(inner(back.narrow(-1, 0, 400), 120), inner(y, 120))).toBeLessThan(1e-5);
      }),
      { numRuns: 8 },
    );
  });

  it("is the sum over its windowed sinc, whatever blocks the ratio makes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 90 }), (origSr, targetSr, n) => {
        fc.pre(origSr !== targetSr);
        const x = signal([n], n);
        const y = resample(x, { origSr, targetSr, resType: "sinc_interp_hann" });
        const cutoff = Math.min(1, targetSr / origSr) * 0.99;
        const values = Array.from(x.dataSync() as Float64Array);
        const expected = Array.from({ length: Math.ceil((targetSr * n) / origSr) }, (_, j) =>
          values.reduce((sum, value, i) => {
            const t = cutoff * (i - (j * origSr) / targetSr);
            if (Math.abs(t) >= 6) return sum;
            return sum + value * cutoff * Math.cos((Math.PI * t) / 12) ** 2 * (t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t));
          }, 0),
        );
        expect(furthest(y, double(expected))).toBeLessThan(1e-10);
      }), // prettier-ignore
      { numRuns: 60 },
    );
  });

  it("hands itself back at the same rate, and works along any dimension", () => {
    expect(resample(X, { origSr: 5, targetSr: 5 })).toBe(X);
    const x = signal([30, 2], 1);
    const options = { origSr: 3, targetSr: 4, resType: "kaiser_fast" } as const;
    expect(furthest(resample(x, { ...options, dim: 0 }), resample(x.t(), options).t())).toBe(0);
    expect(resample(zeros([0, 30]), options).shape).toEqual([0, 40]);
  });

  it("scales to the same energy, and fixes lengths or leaves them", () => {
    const options = { origSr: 7, targetSr: 4 };
    expect(furthest(resample(X, { ...options, scale: true }), resample(X, options).mul(Math.sqrt(7 / 4)))).toBeLessThan(1e-12); // prettier-ignore
    const length = (resType: ResampleType, fix: boolean): number => resample(zeros([10]), { ...options, resType, fix }).shape[0]; // prettier-ignore
    // 10 · 4 / 7 = 5.71…
    expect([length("soxr_hq", true), length("soxr_hq", false), length("kaiser_best", false)]).toEqual([6, 6, 5]);
  });

  it("takes rates that are no integers to a thousandth of a sample", () => {
    const rate = 8000 * 2 ** (1 / 12);
    const y = resample(wave(1500, 700, rate), { origSr: rate, targetSr: 8000 });
    expect(furthest(inner(y, 200), inner(wave(y.shape[0], 700, 8000), 200))).toBeLessThan(1e-3);
  });

  it("names what is wrong", () => {
    expect(() => resample(X, { origSr: 0, targetSr: 5 })).toThrow(/resample: origSr=0/);
    expect(() => resample(X, { origSr: 2, targetSr: 5, resType: "best" as never })).toThrow(/resType="best" is not known/); // prettier-ignore
    expect(() => resample(X, { origSr: 2.5, targetSr: 5, resType: "polyphase" })).toThrow(/must be integers for resType="polyphase"/); // prettier-ignore
    expect(() => resample(X, { origSr: 2, targetSr: 5, rolloff: 0 })).toThrow(/rolloff=0/);
    expect(() => resample(zeros([2, 0]), { origSr: 2, targetSr: 5 })).toThrow(ShapeError);
  });
});

describe("resamplePoly", () => {
  const down = (options: object): Tensor => resamplePoly(X, 2, 3, options);
  // The numbers are those of scipy.signal.resample_poly, scipy 1.10.
  it.each([
    ["constant", [0.1063731949, 0.3747323506, 0.01998738403, -0.148026263, 0.6382336307, -0.452890492, 0.5850801307]],
    ["line", [0.1910175048, 0.3455064508, 0.03899827671, -0.1660999227, 0.6589109752, -0.4868255686, 0.6879870547]],
    ["mean", [0.135321441, 0.3650080534, 0.02608407612, -0.1535757223, 0.6443303228, -0.4626147892, 0.6140283769]],
    ["median", [0.13617286, 0.3647220446, 0.02626339059, -0.1537389417, 0.6445096372, -0.462900798, 0.6148797959]],
    ["maximum", [0.2766569956, 0.3175306022, 0.05585027866, -0.1806701415, 0.6740965253, -0.5100922404, 0.7553639315]],
    ["minimum", [-0.02133965565, 0.4176336619, -0.006909786943, -0.1235433541, 0.6113364597, -0.4099891807, 0.4573672802]],
    ["wrap", [0.296115819, 0.284992512, 0.08882443186, -0.2164561365, 0.7203849882, -0.573195102, 0.8240835804]],
    ["edge", [0.192016541, 0.3453213195, 0.03903598177, -0.1660999227, 0.6588732702, -0.4866404373, 0.6869880185]],
    ["symmetric", [0.3394905956, 0.2562777332, 0.1019953093, -0.2164561365, 0.7072141108, -0.5444803232, 0.7807088038]],
    ["reflect", [-0.1069047806, 0.4739699831, -0.02590513005, -0.1418030707, 0.6703084012, -0.5321234482, 0.7527590482]],
    ["smooth", [0.2589555022, 0.3271250661, 0.04168806303, -0.1756487985, 0.6606769876, -0.5006712372, 0.7314486652]],
    ["antisymmetric", [-0.1409311428, 0.4986368773, -0.06374172885, -0.07959638945, 0.5678188275, -0.3595507367, 0.3870366187]],
    ["antireflect", [0.5001086605, 0.2136504834, 0.1052981039, -0.1878588957, 0.6428934849, -0.4298357267, 0.6001303926]],
  ])("continues the ends as scipy, %s", (padType, expected) => expect(furthest(down({ padType }), double(expected))).toBeLessThan(1e-9)); // prettier-ignore

  it("has scipy's filter, or the one it is given", () => {
    const up = [0.5003030868, -0.1445674931, -0.007334396864, 0.7504546302, 0.4277596865, -0.3314805418, -0.5003030868, -0.1598951442, 0.7362307455, 1.000606174, -0.2105156364, -0.8403465583, 0.1000606174, 0.7233695314, 0.3468724905]; // prettier-ignore
    expect(furthest(resamplePoly(X, 3, 2), double(up))).toBeLessThan(1e-9);
    const level = [0.2257239801, 0.334539002, 0.04524353499, -0.1710291026, 0.6634897816, -0.4930838406, 0.704430916];
    expect(furthest(down({ cval: 0.7 }), double(level))).toBeLessThan(1e-9);
  });

  it("is zeros put between, a filter and every few kept", () => {
    const sizes = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(sizes, sizes, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 12 }), (up, dn, n, taps) => {
        const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
        fc.pre(divisor(up, dn) === 1 && up !== dn);
        const [x, h] = [signal([n], n), Array.from(signal([taps], taps).dataSync() as Float64Array)];
        const values = Array.from(x.dataSync() as Float64Array);
        const middle = Math.floor((taps - 1) / 2);
        const expected = Array.from({ length: Math.ceil((n * up) / dn) }, (_, j) =>
          values.reduce((sum, value, i) => sum + value * up * (h[j * dn + middle - i * up] ?? 0), 0),
        );
        expect(furthest(resamplePoly(x, up, dn, { window: h }), double(expected))).toBeLessThan(1e-10);
      }),
    );
  });

  it("names what is wrong", () => {
    expect(() => resamplePoly(X, 0, 1)).toThrow(/up=0/);
    expect(() => resamplePoly(X, 2, 1, { padType: "mirror" as never })).toThrow(/padType="mirror" is not known/);
    expect(() => resamplePoly(X, 2, 1, { padType: "edge", cval: 1 })).toThrow(/cval=1 has no effect/);
    expect(() => resamplePoly(X, 2, 1, { window: [] })).toThrow(ParameterError);
  });
});

describe("resampleFft", () => {
  // The numbers are those of scipy.signal.resample, scipy 1.10.
  it.each([
    [4, [0.4809674775, -0.02631579317, 0.2317376208, -0.006389305141]],
    [7, [0.2813525492, 0.222009518, 0.269807492, -0.4697051716, 0.9063716582, -0.5699777872, 0.5501417415]],
    [15, [0.5, -0.1627394838, 0.001703747722, 0.75, 0.4173345542, -0.3172955723, -0.5, -0.185654964, 0.7702933262, 1, -0.2715492128, -0.7572449881, 0.1, 0.5526091064, 0.6525434866]],
    [16, [0.5, -0.1303159162, -0.08841695525, 0.6636273566, 0.603908091, -0.1374989962, -0.4878677876, -0.4038132168, 0.25, 1.08294918, 0.6148853377, -0.6198115497, -0.5993182876, 0.2465985844, 0.5668096018, 0.6582645573]],
  ])("is scipy's, to %d samples", (num, expected) => expect(furthest(resampleFft(X, num), double(expected))).toBeLessThan(1e-9)); // prettier-ignore
  it("is scipy's with a window, and of complex signals", () => {
    const tapered = [0.3313699847, 0.3009153645, -0.1037761426, 0.2628699847, 0.0441544531, 0.1844663556];
    expect(furthest(resampleFft(X, 6, { window: "hamming" }), double(tapered))).toBeLessThan(1e-9);
    const both = resampleFft(complex(X.narrow(0, 0, 6), X.narrow(0, 4, 6)), 4);
    expect(furthest(both.real(), double([0.375, 0.2165063509, 0.125, -0.2165063509]))).toBeLessThan(1e-9);
    expect(furthest(both.imag(), double([-0.5833333333, 1.017104657, -0.6666666667, 0.6995620093]))).toBeLessThan(1e-9);
  });
  it("of a complex signal is that of its parts", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), fc.constantFrom(undefined, "hann"), (n, num, window) => {
        const [re, im] = [signal([2, n], 1), signal([2, n], 2)];
        // A named window of an odd number of bins is not the same for both signs of a frequency.
        const options = window && n % 2 === 0 ? { window } : {};
        const whole = resampleFft(complex(re, im), num, options);
        expect(furthest(whole.real(), resampleFft(re, num, options))).toBeLessThan(1e-12);
        expect(furthest(whole.imag(), resampleFft(im, num, options))).toBeLessThan(1e-12);
      }), // prettier-ignore
    );
  });
  it("is exact for what is periodic, and undone by itself", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 60 }), fc.integer({ min: 3, max: 60 }), fc.nat({ max: 1e6 }), (n, num, seed) => {
        const periods = Math.floor((Math.min(n, num) - 1) / 2);
        const tone = (size: number): Tensor => wave(size, periods, size);
        expect(furthest(resampleFft(tone(n), num), tone(num))).toBeLessThan(1e-11);
        const x = signal([2, n], seed);
        if (num > n) expect(furthest(resampleFft(resampleFft(x, num), n), x)).toBeLessThan(1e-12);
      }), // prettier-ignore
    );
  });
});
