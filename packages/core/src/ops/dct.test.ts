import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dct, fft2, fftfreq, fftshift, Generator, hfft, idct, ifft2, ifftshift, ihfft, randn, rfft, tensor, zeros, type DctType, type Tensor } from "../index.js"; // prettier-ignore

const noise = (shape: number[], seed = 1): Tensor => randn(shape, { dtype: "float64", generator: new Generator(seed) });
const worst = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync();

/** SciPy's definitions, term by term. */
function naive(x: readonly number[], type: DctType): number[] {
  const n = x.length;
  const cosine: Record<DctType, (k: number, j: number) => number> = {
    1: (k, j) => (j === 0 || j === n - 1 ? 1 : 2) * Math.cos((Math.PI * k * j) / (n - 1)),
    2: (k, j) => 2 * Math.cos((Math.PI * k * (2 * j + 1)) / (2 * n)),
    3: (k, j) => (j === 0 ? 1 : 2) * Math.cos((Math.PI * j * (2 * k + 1)) / (2 * n)),
    4: (k, j) => 2 * Math.cos((Math.PI * (2 * k + 1) * (2 * j + 1)) / (4 * n)),
  };
  return x.map((_, k) => x.reduce((sum, v, j) => sum + v * cosine[type](k, j), 0));
}

describe.each([1, 2, 3, 4] as const)("dct of type %i", (type) => {
  const lengths = fc.integer({ min: type === 1 ? 2 : 1, max: 24 });

  it("is the sum of its definition", () => {
    fc.assert(
      fc.property(lengths, (n) => {
        const x = noise([n], n);
        expect(
          worst(dct(x, { type }), tensor(naive(x.arraySync() as number[], type), { dtype: "float64" })),
        ).toBeLessThan(1e-11);
      }),
    );
  });

  it("is undone by idct, orthonormal when asked, along any axis", () => {
    fc.assert(
      fc.property(lengths, fc.constantFrom("ortho" as const, "backward" as const), (n, norm) => {
        const x = noise([3, n, 2], n);
        const y = dct(x, { type, norm, dim: 1 });
        expect(worst(idct(y, { type, norm, dim: 1 }), x)).toBeLessThan(1e-11);
        if (norm === "ortho") expect(y.norm().itemSync()).toBeCloseTo(x.norm().itemSync(), 9);
      }),
    );
  });
});

it("dct cuts or pads to a length, and forward scaling is undone by a plain inverse", () => {
  const x = noise([2, 5]);
  for (const type of [1, 2, 3, 4] as const) {
    expect(worst(dct(x, { type, n: 7 }), dct(x.pad([0, 2]), { type }))).toBe(0);
    expect(worst(dct(x, { type, n: 3 }), dct(x.narrow(1, 0, 3), { type }))).toBe(0);
    const forward = dct(x, { type, norm: "forward" });
    expect(worst(forward, dct(x, { type }).div(type === 1 ? 8 : 10))).toBeLessThan(1e-14);
    expect(worst(idct(forward, { type, norm: "forward" }), x)).toBeLessThan(1e-14);
  }
});

it("dct names what it cannot do", () => {
  expect(() => dct(zeros([4]), { n: 0 })).toThrow(/n=0/);
  expect(() => dct(tensor(1))).toThrow(/has no axis/);
  expect(() => dct(zeros([1]), { type: 1 })).toThrow(/type=1 needs at least 2/);
  expect(() => dct(zeros([4]), { type: 5 as DctType })).toThrow(/type=5 must be 1, 2, 3 or 4/);
  expect(() => dct(zeros([4], { dtype: "complex64" }))).toThrow(/is complex/);
});

describe("transforms over several axes", () => {
  it("fft2 is undone by ifft2 and keeps the energy when orthonormal", () => {
    const x = noise([2, 5, 6]);
    const y = fft2(x, { norm: "ortho" });
    expect(worst(ifft2(y, { norm: "ortho" }).real(), x)).toBeLessThan(1e-12);
    expect(y.abs().square().sum().itemSync()).toBeCloseTo(x.square().sum().itemSync(), 9);
    expect(() => fft2(x, { s: [4] })).toThrow(/s=\[4\] and dim=\[-2, -1\] differ in length/);
  });

  it("hfft and ihfft are inverses, and hfft of a real even signal is its rfft mirrored", () => {
    const x = noise([7]);
    expect(worst(hfft(ihfft(x), { n: 7 }), x)).toBeLessThan(1e-12);
    const even = tensor([1, 2, 3, 2], { dtype: "float64" });
    expect(worst(hfft(even.narrow(0, 0, 3), { n: 4 }).narrow(0, 0, 3), rfft(even).real())).toBeLessThan(1e-12);
  });

  it("fftshift puts the frequencies in order, ifftshift takes it back, odd lengths too", () => {
    for (const n of [1, 4, 5]) {
      const f = fftfreq(n);
      const ordered = fftshift(f).arraySync() as number[];
      expect(ordered).toEqual([...ordered].sort((a, b) => a - b));
      expect(ifftshift(fftshift(f)).arraySync()).toEqual(f.arraySync());
    }
  });
});
