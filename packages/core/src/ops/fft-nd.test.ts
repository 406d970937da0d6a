import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arange, complex, DTypeError, fft, fftfreq, fftn, fftshift, Generator, gradcheck, hfft, hfft2, hfftn, ifft, ihfft2, ihfftn, irfft, irfft2, irfftn,
  ones, ParameterError, randn, rfft, rfft2, rfftn, zeros, type Tensor,
} from "../index.js"; // prettier-ignore

const noise = (shape: number[], seed = 1): Tensor => randn(shape, { dtype: "float64", generator: new Generator(seed) });
const z = (shape: number[], seed = 1): Tensor => complex(noise(shape, seed), noise(shape, seed + 50));
const worst = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync();

/** Bin k of the definition, its angles reduced as whole numbers. */
function bin(re: ArrayLike<number>, im: ArrayLike<number>, k: number): [number, number] {
  let [sumRe, sumIm] = [0, 0];
  const n = re.length;
  for (let j = 0; j < n; j++) {
    const angle = (-2 * Math.PI * ((j * k) % n)) / n;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    sumRe += re[j] * c - im[j] * s;
    sumIm += re[j] * s + im[j] * c;
  }
  return [sumRe, sumIm];
}

describe("transforms of any length", () => {
  it.each([1, 2, 7, 49, 97, 1009, 1155, 4099, 65537])("fft and rfft of %i are the definition to rounding", (n) => {
    const [re, im] = [noise([n]), noise([n], 2)];
    const [spectrum, half] = [fft(complex(re, im)).dataSync(), rfft(re).dataSync()];
    const [a, b, none] = [re.dataSync(), im.dataSync(), new Float64Array(n)];
    const scale = Math.sqrt(n);
    const bins = [...new Set([0, 1, Math.floor(n / 3), Math.floor(n / 2), n - 1])].filter((k) => k < n);
    for (const k of bins) {
      const [expectedRe, expectedIm] = bin(a, b, k);
      expect(Math.hypot(spectrum[2 * k] - expectedRe, spectrum[2 * k + 1] - expectedIm)).toBeLessThan(2e-13 * scale);
      const [halfRe, halfIm] = bin(a, none, k);
      if (k <= n / 2) expect(Math.hypot(half[2 * k] - halfRe, half[2 * k + 1] - halfIm)).toBeLessThan(2e-13 * scale);
    }
    expect(worst(ifft(fft(complex(re, im))), complex(re, im))).toBeLessThan(1e-13);
    expect(worst(irfft(rfft(re), { n }), re)).toBeLessThan(1e-13);
  });
});

describe("transforms over several axes", () => {
  it("rfftn is the half of fftn, whatever the lengths, axes and scaling", () => {
    const norms = fc.constantFrom("forward" as const, "backward" as const, "ortho" as const);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }), norms, (a, b, norm) => {
        const x = noise([3, 4, 5]);
        const options = { s: [a, b], dim: [0, 2], norm };
        const whole = fftn(x, options);
        const half = rfftn(x, options);
        expect(half.shape).toEqual([a, 4, Math.floor(b / 2) + 1]);
        expect(worst(half, whole.narrow(2, 0, half.shape[2]))).toBeLessThan(1e-12);
        expect(worst(irfftn(half, options), x.narrow(0, 0, Math.min(a, 3)).narrow(2, 0, Math.min(b, 5)).pad([0, Math.max(0, b - 5), 0, 0, 0, Math.max(0, a - 3)]))).toBeLessThan(1e-12);
      }),
    ); // prettier-ignore
  });

  it("hfftn transforms the other axes first, and ihfftn takes it back", () => {
    const [x, n] = [z([3, 3]), 4];
    expect(worst(hfft2(x, { s: [3, n] }), hfft(fft(x, { dim: 0 }), { n }))).toBeLessThan(1e-11);
    const real = noise([4, 6]);
    expect(worst(hfftn(ihfftn(real), { s: [4, 6] }), real)).toBeLessThan(1e-12);
    expect(worst(hfft2(ihfft2(real, { norm: "ortho" }), { s: [4, 6], norm: "ortho" }), real)).toBeLessThan(1e-12);
    expect(worst(irfft2(rfft2(real)), real)).toBeLessThan(1e-12);
  });

  it("has gradients", () => {
    const x = noise([2, 3, 4]).requiresGrad_();
    expect(gradcheck((t) => rfftn(t, { s: [3, 3], dim: [0, 2] }), [x])).toBe(true);
    expect(gradcheck((t) => irfft2(t, { s: [3, 5] }), [z([3, 3]).requiresGrad_()])).toBe(true);
    expect(gradcheck((t) => ihfft2(t), [noise([3, 4]).requiresGrad_()])).toBe(true);
  });

  it("takes −1 for an extent and refuses axes that make no sense", () => {
    expect(fftn(ones([3, 4]), { s: [-1, 2] }).shape).toEqual([3, 2]);
    expect(fftn(ones([2]), { dim: [] }).dtype).toBe("complex64");
    expect(fftn(arange(4, { dtype: "int32" })).dtype).toBe("complex64");
    expect(() => fftn(ones([2, 2]), { dim: [0, -2] })).toThrow(/fftn: dim=\[0, -2\] names a dimension twice/);
    expect(() => rfftn(ones([2]), { dim: [] })).toThrow(ParameterError);
    expect(() => rfft2(z([2, 2]))).toThrow(DTypeError);
    expect(() => rfft2(ones([2, 2]), { s: [0, 2] })).toThrow(/n=0/);
    expect(() => fft(ones([2]), { norm: "none" as "ortho" })).toThrow(/norm="none"/);
    expect(() => fftshift(ones([2]), 1)).toThrow(/fftshift: dim=1/);
    expect(() => fftfreq(4, 0)).toThrow(/d=0/);
    expect(fftfreq(3, -0.5).arraySync()).toEqual([-0, expect.closeTo(-2 / 3, 6), expect.closeTo(2 / 3, 6)]);
    expect(fft(zeros([0, 3])).shape).toEqual([0, 3]);
  });
});
