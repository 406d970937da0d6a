// Closed forms of the banks, and of the scales that they are spaced on.
import { describe, expect, it } from "vitest";
import {
  barkFilters, barkToHz, erbFilters, erbToHz, hzToBark, hzToErb, linearFbanks, linearFilters, ParameterError, thirdOctaveFilters,
  thirdOctaveFrequencies, type Tensor,
} from "../../index.js"; // prettier-ignore

const double = { dtype: "float64" } as const;
const values = (x: Tensor): number[] => Array.from(x.contiguous().dataSync() as Float64Array);

describe("auditory scales", () => {
  it.each([0, 50, 200, 1000, 5000, 12000, 20000])("go to %d Hz and back", (hz) => {
    expect(barkToHz(hzToBark(hz))).toBeCloseTo(hz, 8);
    expect(erbToHz(hzToErb(hz))).toBeCloseTo(hz, 8);
  });

  it("have the values of their formulas", () => {
    // 26.81 · 1000 / 2960 - 0.53; and 21.33 · log10(1 + 4.37)
    expect(hzToBark(1000)).toBeCloseTo(8.5274324, 6);
    expect(hzToErb(1000)).toBeCloseTo(((1000 * Math.LN10) / (24.7 * 4.37)) * Math.log10(5.37), 10);
    // At both ends Traunmüller's corrections: -0.53 becomes -0.1505, 22.9 becomes 23.5.
    expect(hzToBark(0)).toBeCloseTo(-0.1505, 10);
    const plain = (26.81 * 13000) / 14960 - 0.53;
    expect(hzToBark(13000)).toBeCloseTo(plain + 0.22 * (plain - 20.1), 10);
  });
});

describe("barkFilters", () => {
  it("peak evenly in Bark, where their neighbours are 0", () => {
    const bank = barkFilters({ sampleRate: 16000, nFft: 16000, nBands: 10, ...double });
    const peaks = values(bank.argmax(-1)).map((k) => hzToBark(k));
    const step = (hzToBark(8000) - hzToBark(0)) / 11;
    peaks.forEach((bark, m) => expect(bark).toBeCloseTo(hzToBark(0) + (m + 1) * step, 1));
    const areas = barkFilters({ sampleRate: 16000, nFft: 16000, nBands: 10, norm: "slaney", ...double }).sum(-1);
    values(areas).forEach((area) => expect(area).toBeCloseTo(1, 2));
  });
});

describe("linearFilters", () => {
  it("are torchaudio's, turned over", () => {
    const [bank, theirs] = [linearFilters({ sampleRate: 8000, nFft: 64, nBands: 6, fmin: 300 }), linearFbanks(33, 300, 4000, 6, 8000)]; // prettier-ignore
    expect(bank.sub(theirs.t()).abs().amax().itemSync()).toBeLessThan(1e-6);
    expect(() => linearFilters({ sampleRate: 8000, nFft: 64, fmin: 5000 })).toThrow(
      /fmin=5000 Hz must be ≥ 0 and below fmax=4000/,
    );
  });
});

describe("erbFilters", () => {
  it("let half of the power through 0.435 bandwidths beside the middle", () => {
    // (1 + x²)^-4 = 1/2 at x = 0.43498; the bandwidth at 1000 Hz is 1.019 · 132.639 Hz.
    const bank = erbFilters({ sampleRate: 16000, nFft: 16000, nBands: 2, fmin: 1000, fmax: 4000, ...double });
    expect(bank.get(0, 1000).itemSync()).toBe(1);
    expect(bank.get(0, 1000 + Math.round(0.43498 * 1.019 * 132.639)).itemSync()).toBeCloseTo(0.5, 2);
    const areas = erbFilters({
      sampleRate: 16000,
      nFft: 16000,
      nBands: 3,
      fmin: 2000,
      fmax: 5000,
      norm: "slaney",
      ...double,
    });
    values(areas.sum(-1)).forEach((area) => expect(area).toBeCloseTo(1, 2));
  });
});

describe("thirdOctaveFrequencies", () => {
  it("are the exact ones of IEC 61260", () => {
    const all = thirdOctaveFrequencies();
    expect(all.length).toBe(30);
    expect(all[0]).toBeCloseTo(25.1189, 4);
    expect(all[29]).toBeCloseTo(19952.6231, 4);
    expect(thirdOctaveFrequencies({ fmin: 80, fmax: 80 })[0]).toBeCloseTo(79.4328, 4);
    // An even number of bands has the reference between two of them.
    const halves = thirdOctaveFrequencies({ fmin: 900, fmax: 1200, bandsPerOctave: 2 });
    expect(Math.sqrt(halves[0] * halves[1])).toBeCloseTo(1000, 9);
  });
});

describe("thirdOctaveFilters", () => {
  it("share out every bin of the range", () => {
    const bank = thirdOctaveFilters({ sampleRate: 16000, nFft: 512, fmin: 100, ...double });
    const shares = values(bank.sum(0));
    shares.slice(4, 220).forEach((share) => expect(share).toBeCloseTo(1, 12));
    // Each band is as wide as its edges are apart.
    const third = 10 ** 0.05;
    values(bank.sum(-1)).forEach((width, m) =>
      expect(width * (16000 / 512)).toBeCloseTo(thirdOctaveFrequencies({ fmin: 100 })[m] * (third - 1 / third), 6),
    );
    expect(() => thirdOctaveFilters({ sampleRate: 40, nFft: 64 })).toThrow(ParameterError);
  });
});
