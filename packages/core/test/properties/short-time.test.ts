// The short-time Fourier transform for any window, hop and length: what it keeps, and what its inverse gives back.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { fromTypedArray, istft, stft, type StftOptions, type Tensor } from "../../src/index.js";
import { windowValues } from "../../src/dsp/get-window.js";
import { distance, seeds, values } from "./arbitraries.js";

const windows = fc.constantFrom("hann", "hamming", "blackman", "boxcar", "triang", "parzen", "cosine");
const settings = fc
  .record({
    nFft: fc.integer({ min: 8, max: 64 }),
    window: windows,
    short: fc.integer({ min: 0, max: 3 }),
    center: fc.boolean(),
    n: fc.integer({ min: 200, max: 300 }),
  })
  .chain(({ short, ...s }) => {
    const winLength = s.nFft - short;
    // A third of the shortest window is covered by every window here.
    const hops = fc.integer({ min: 1, max: Math.max(1, Math.floor(winLength / 3)) });
    return hops.map((hopLength) => ({ ...s, hopLength, winLength }));
  });

/** The window as the transform lays it in a frame. */
function laidOut({ nFft, winLength, window }: { nFft: number; winLength: number; window: string }): Float64Array {
  const frame = new Float64Array(nFft);
  frame.set(windowValues(window as "hann", winLength), Math.floor((nFft - winLength) / 2));
  return frame;
}

it("istft gives back what the windows cover, whatever window, hop and length", () => {
  const property = fc.property(settings, seeds, ({ n, ...options }, seed) => {
    const x = values(seed, [2, n]);
    const S = stft(x, options);
    const y = istft(S, { ...options, length: n });
    const { nFft, hopLength, center } = options;
    const end = Math.min(n, (S.shape.at(-1)! - 1) * hopLength + (center ? 0 : nFft));
    // Without a centre the first and last samples lie under the ends of one window.
    const margin = center ? 0 : nFft;
    const cut = (t: Tensor): Tensor => t.narrow(-1, margin, end - 2 * margin);
    expect(distance(cut(y), cut(x))).toBeLessThan(1e-9);
  });
  fc.assert(property, { numRuns: 150 });
});

it("keeps the energy of every frame (Parseval)", () => {
  const property = fc.property(settings, seeds, ({ n, ...options }, seed) => {
    const x = values(seed, [n]);
    const { nFft, hopLength } = options;
    const S = stft(x, { ...options, center: false });
    const bins = S.shape[0];
    // Bins but the first, and the last of an even number of points, stand for both signs of a frequency.
    const weights = Float64Array.from({ length: bins }, (_, k) => (k === 0 || 2 * k === nFft ? 1 : 2) / nFft);
    const power = S.abs()
      .square()
      .mul(fromTypedArray(weights, [bins, 1]))
      .sum(0);
    const frames = x.unfold(-1, nFft, hopLength).mul(fromTypedArray(laidOut(options), [nFft]));
    expect(distance(power, frames.square().sum(-1))).toBeLessThan(1e-10);
  });
  fc.assert(property, { numRuns: 100 });
});

it("is linear, and shifts by a frame with the signal", () => {
  const property = fc.property(settings, seeds, ({ n, ...options }, seed) => {
    const [x, y] = [values(seed, [n]), values(seed + 1, [n])];
    const of = (t: Tensor): Tensor => stft(t, { ...options, center: false } satisfies StftOptions).viewAsReal();
    expect(distance(of(x.mul(3).sub(y)), of(x).mul(3).sub(of(y)))).toBeLessThan(1e-10);
    const later = of(x.narrow(-1, options.hopLength, n - options.hopLength));
    expect(distance(later, of(x).narrow(1, 1, later.shape[1]))).toBeLessThan(1e-10);
  });
  fc.assert(property, { numRuns: 60 });
});
