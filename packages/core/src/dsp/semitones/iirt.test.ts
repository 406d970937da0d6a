import { expect, it } from "vitest";
import { fromTypedArray, iirt, mrFrequencies, semitoneFilterbank, sosfreqz, type IirtOptions } from "../../index.js";

const y = fromTypedArray(Float64Array.from({ length: 3000 }, (_, n) => Math.sin(0.125 * n) + 0.5 * Math.sin(0.02 * n)), [3000]); // prettier-ignore
const ONE = { centerFreqs: [439], sampleRates: [2205], Q: 8 };

// The third frame by librosa 0.11.
it.each<[IirtOptions, number[], number]>([
  [{ centerFreqs: [70, 439], sampleRates: [882, 4410] }, [0.0089, 807.75543], 6],
  [{ ...ONE, ftype: "butter", hopLength: 301, center: false }, [1055.4611], 4],
  [{ ...ONE, ftype: "cheby2" }, [993.1857], 6],
  [{ ...ONE, ftype: "cheby1", winLength: 1000, padMode: "edge" }, [326.61274], 13],
])("is librosa's: %j", (options, expected, frames) => {
  const found = iirt(y, { resType: "fft", ...options });
  expect(found.shape).toEqual([expected.length, frames]);
  const frame = found.select(-1, 2).arraySync() as number[];
  expected.forEach((value, i) => expect(frame[i]).toBeCloseTo(value, 4));
});

it("gives the same by numerators and denominators, in the precision of the signal", () => {
  const [sos, ba] = (["sos", "ba"] as const).map((flayout) => iirt(y.to("float32"), { ...ONE, flayout }));
  expect(sos.dtype).toBe("float32");
  expect(sos.sub(ba).abs().max().arraySync()).toBeLessThan(1e-3);
});

it("passes a semitone and stops its neighbours", () => {
  const { filters, sampleRates } = semitoneFilterbank({ flayout: "sos" });
  const { centerFreqs } = mrFrequencies();
  expect([0, 35, 36, 69, 70, 84].map((i) => sampleRates[i])).toEqual([882, 882, 4410, 4410, 22050, 22050]);
  for (const i of [0, 40, 84]) {
    const gain = (hz: number): number => {
      const { h } = sosfreqz(filters[i], { worN: [hz], fs: sampleRates[i] });
      return 20 * Math.log10(Math.hypot(h.re[0], h.im[0]));
    };
    expect(gain(centerFreqs[i])).toBeGreaterThan(-1.01);
    expect(gain(centerFreqs[i] * 2 ** (1 / 12))).toBeLessThan(-49.9);
    expect(gain(centerFreqs[i] * 2 ** (-1 / 12))).toBeLessThan(-49.9);
  }
});

it("refuses bands beyond half the rate, lists that differ, and frames longer than the signal", () => {
  expect(() => iirt(y, { centerFreqs: [440], sampleRates: [882] })).toThrow(/iirt: the band around 440.0 Hz reaches/);
  expect(() => semitoneFilterbank({ centerFreqs: [440], sampleRates: [] })).toThrow(/each filter needs one of both/);
  expect(() => iirt(y, { ...ONE, winLength: 4000, center: false })).toThrow(/winLength=4000 must be at most the 3000/);
  expect(() => iirt(y, { ...ONE, winLength: 4 })).toThrow(/holds no sample at 2205 Hz/);
});
