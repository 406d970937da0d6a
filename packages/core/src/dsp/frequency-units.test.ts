import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blocksToFrames, blocksToSamples, blocksToTime, fftFrequencies, framesToSamples, framesToTime, hzToMel, hzToMidi, hzToOcts, melFrequencies, melToHz, midiToHz, octsToHz, samplesLike, samplesToFrames, tempoFrequencies, timesLike, timeToFrames, zeros } from "../index.js"; // prettier-ignore

const hertz = fc.double({ min: 1e-3, max: 5e4, noNaN: true });

describe("frequency scales", () => {
  test("go there and back", () => {
    fc.assert(
      fc.property(hertz, fc.boolean(), (hz, htk) => {
        expect(melToHz(hzToMel(hz, { htk }), { htk }) / hz).toBeCloseTo(1, 9);
        expect(midiToHz(hzToMidi(hz)) / hz).toBeCloseTo(1, 9);
        expect(octsToHz(hzToOcts(hz, { tuning: 0.3 }), { tuning: 0.3 }) / hz).toBeCloseTo(1, 9);
      }),
    );
  });

  test("mel is continuous where Slaney's scale turns logarithmic", () => {
    expect(hzToMel(1000)).toBeCloseTo(15, 12);
    expect(hzToMel(6400)).toBeCloseTo(42, 9); // 27 steps for a factor of 6.4
    expect(hzToMel(1000 - 1e-9)).toBeCloseTo(15, 9);
  });

  test("take a number or a list", () => {
    expect(hzToMidi(440)).toBe(69);
    expect(hzToMidi([440, 880])).toEqual(Float64Array.of(69, 81));
    expect(hzToMidi([])).toEqual(new Float64Array(0));
  });

  test("lists of frequencies begin and end where they should", () => {
    const mels = melFrequencies({ nMels: 5, fmin: 100, fmax: 4000 });
    expect(mels[0]).toBeCloseTo(100, 9);
    expect(mels[4]).toBeCloseTo(4000, 9);
    expect(fftFrequencies({ sampleRate: 8, nFft: 5 })).toEqual(Float64Array.of(0, 1.6, 3.2));
    expect(tempoFrequencies(2)[0]).toBe(Infinity);
  });
});

describe("frames, samples and seconds", () => {
  test("go there and back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 4096 }), (frame, hopLength) => {
        expect(samplesToFrames(framesToSamples(frame, { hopLength, nFft: 100 }), { hopLength, nFft: 100 })).toBe(frame);
      }),
    );
  });

  test("use 22050 Hz and a hop of 512 unless told", () => {
    expect(framesToTime(1)).toBeCloseTo(512 / 22050, 12);
    expect(timeToFrames([0.5], { sampleRate: 1024, hopLength: 256 })).toEqual(Float64Array.of(2));
  });

  test("blocks begin where librosa says", () => {
    const block = { blockLength: 16, hopLength: 100, sampleRate: 8000 };
    expect(blocksToFrames([0, 1, 7], block)).toEqual(Float64Array.of(0, 16, 112));
    expect(blocksToSamples(7, block)).toBe(11200);
    expect(blocksToTime([1, 7], block)).toEqual(Float64Array.of(0.2, 1.4));
    expect(() => blocksToTime(1, { blockLength: 0 })).toThrow(/blocksToTime: blockLength=0/);
  });

  test("every frame of a feature has its sample and time", () => {
    const feature = zeros([2, 3, 4]);
    expect(samplesLike(feature, { hopLength: 100, nFft: 33 })).toEqual(Float64Array.of(16, 116, 216, 316));
    expect(timesLike(feature, { hopLength: 100, sampleRate: 1000, dim: 1 })).toEqual(Float64Array.of(0, 0.1, 0.2));
    expect(() => samplesLike(feature, { dim: 3 })).toThrow(/dim=3/);
  });
});
