import * as fc from "fast-check";
import { expect, it } from "vitest";
import { complex, conv1d, fft, ifft, irfft, istft, pad, rfft, stft, tensor, type Tensor } from "../../src/index.js";
import { distance, seeds, values } from "./arbitraries.js";

const lengths = fc.integer({ min: 1, max: 200 });
const norms = fc.constantFrom("backward", "ortho", "forward");
const complexes = (seed: number, n: number): Tensor => complex(values(seed, [2, n]), values(seed + 1, [2, n]));
const energy = (x: Tensor): number => x.abs().square().sum().itemSync();
const apart = (a: Tensor, b: Tensor): number => distance(a.viewAsReal(), b.viewAsReal());

it("the inverse of a transform is the signal, for every length and norm", () => {
  const property = fc.property(lengths, seeds, norms, (n, seed, norm) => {
    const [x, y] = [complexes(seed, n), values(seed, [2, n])];
    expect(apart(ifft(fft(x, { norm }), { norm }), x)).toBeLessThan(1e-12);
    expect(apart(fft(ifft(x, { norm }), { norm }), x)).toBeLessThan(1e-12);
    expect(distance(irfft(rfft(y, { norm }), { norm, n }), y)).toBeLessThan(1e-12);
  });
  fc.assert(property, { numRuns: 200 });
});

it("is linear, and keeps the energy (Parseval)", () => {
  const property = fc.property(lengths, seeds, fc.double({ min: -3, max: 3, noNaN: true }), (n, seed, factor) => {
    const [x, y] = [complexes(seed, n), complexes(seed + 2, n)];
    expect(apart(fft(x.mul(factor).add(y)), fft(x).mul(factor).add(fft(y)))).toBeLessThan(1e-12);
    expect(energy(fft(x)) / (n * energy(x))).toBeCloseTo(1, 10);
    expect(energy(fft(x, { norm: "ortho" })) / energy(x)).toBeCloseTo(1, 10);
  });
  fc.assert(property, { numRuns: 200 });
});

it("a shift in time turns the phases, and a turn of the phases shifts the bins", () => {
  const property = fc.property(lengths, seeds, fc.integer({ min: -300, max: 300 }), (n, seed, shift) => {
    const x = complexes(seed, n);
    // exact products, reduced before they become an angle
    const angles = Float64Array.from({ length: n }, (_, k) => (-2 * Math.PI * ((((k * shift) % n) + n) % n)) / n);
    const phase = complex(tensor(angles.map(Math.cos)), tensor(angles.map(Math.sin)));
    expect(apart(fft(x.roll(shift, -1)), fft(x).mul(phase))).toBeLessThan(1e-12);
    expect(apart(fft(x.mul(phase)), fft(x).roll(-shift, -1))).toBeLessThan(1e-12);
  });
  fc.assert(property, { numRuns: 150 });
});

it("real signals have mirrored spectra, of which rfft is half", () => {
  const property = fc.property(lengths, seeds, (n, seed) => {
    const x = values(seed, [n]);
    const whole = fft(x);
    const mirrored = whole.flip(0).roll(1, 0).conj();
    expect(apart(whole, mirrored)).toBeLessThan(1e-12);
    expect(apart(rfft(x), whole.narrow(0, 0, Math.floor(n / 2) + 1))).toBeLessThan(1e-12);
  });
  fc.assert(property, { numRuns: 200 });
});

it("is the sum of its definition", () => {
  const property = fc.property(fc.integer({ min: 1, max: 48 }), seeds, (n, seed) => {
    const [re, im] = [values(seed, [n]), values(seed + 1, [n])];
    const [a, b] = [re.dataSync(), im.dataSync()];
    const bins = Array.from({ length: n }, (_, k) => {
      let [x, y] = [0, 0];
      for (let t = 0; t < n; t++) {
        const angle = (-2 * Math.PI * ((k * t) % n)) / n;
        x += a[t] * Math.cos(angle) - b[t] * Math.sin(angle);
        y += a[t] * Math.sin(angle) + b[t] * Math.cos(angle);
      }
      return [x, y];
    });
    expect(distance(fft(complex(re, im)).viewAsReal(), tensor(bins, { dtype: "float64" }))).toBeLessThan(1e-12);
  });
  fc.assert(property, { numRuns: 60 });
});

it("products of spectra are convolutions: conv1d with the kernel reversed", () => {
  const property = fc.property(
    fc.integer({ min: 1, max: 60 }),
    fc.integer({ min: 1, max: 12 }),
    seeds,
    (n, k, seed) => {
      const [x, w] = [values(seed, [n]), values(seed + 1, [k])];
      const size = n + k - 1;
      const spectra = rfft(x, { n: size }).mul(rfft(w, { n: size }));
      const direct = conv1d(pad(x, [k - 1, k - 1]).reshape([1, 1, n + 2 * k - 2]), w.flip(0).reshape([1, 1, k]));
      expect(distance(irfft(spectra, { n: size }), direct.reshape([size]))).toBeLessThan(1e-12);
    },
  );
  fc.assert(property, { numRuns: 100 });
});

it("istft(stft(x)) is x", () => {
  const settings = fc.record({
    nFft: fc.integer({ min: 4, max: 64 }), overlap: fc.constantFrom(2, 3, 4, 8), samples: fc.integer({ min: 64, max: 300 }), window: fc.constantFrom("hann", "hamming", "blackman"),
    padMode: fc.constantFrom("constant", "reflect", "edge"), dtype: fc.constantFrom("float32", "float64"),
  }); // prettier-ignore
  const property = fc.property(settings, seeds, ({ nFft, overlap, samples, window, padMode, dtype }, seed) => {
    const hopLength = Math.max(1, Math.floor(nFft / (window === "blackman" ? overlap + 2 : overlap)));
    const x = values(seed, [2, samples], dtype);
    const S = stft(x, { nFft, hopLength, window, padMode });
    expect(S.shape).toEqual([2, Math.floor(nFft / 2) + 1, 1 + Math.floor((samples + 2 * Math.floor(nFft / 2) - nFft) / hopLength)]); // prettier-ignore
    const y = istft(S, { nFft, hopLength, window, length: samples });
    // The last frame may end before the signal does: what no window covers well is left out.
    const covered = Math.min(samples, (S.shape[2] - 1) * hopLength);
    const cut = (t: Tensor): Tensor => t.narrow(-1, 0, covered);
    expect(distance(cut(y), cut(x))).toBeLessThan(dtype === "float64" ? 1e-10 : 1e-4);
  });
  fc.assert(property, { numRuns: 80 });
});
