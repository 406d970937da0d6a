import { expect, it } from "vitest";
import {
  chromaCens,
  chromaCqt,
  chromaVqt,
  cqt,
  fromTypedArray,
  tensor,
  tone,
  tonnetz,
  type Tensor,
} from "../../index.js";

/** What the numbers from librosa 0.11 below were made of. */
const y = fromTypedArray(Float64Array.from({ length: 4000 }, (_, n) => Math.sin(0.05 * n) + 0.5 * Math.sin(0.3 * n + 1)), [4000]); // prettier-ignore
const C = cqt(y, { sampleRate: 8000, fmin: 55, nBins: 20, binsPerOctave: 6, hopLength: 128, resType: "polyphase" }).abs(); // prettier-ignore

function close(x: Tensor, expected: readonly number[]): void {
  const values = x.arraySync() as number[];
  expect(values).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(values[i]).toBeCloseTo(value, 5));
}

it("adds bins up, thins and normalises as librosa does", () => {
  const chroma = chromaCqt({ C }, { fmin: 55, nChroma: 3, binsPerOctave: 6, threshold: 6, norm: 1 });
  close(chroma.select(-1, 20), [0.756279, 0, 0.243721]);
});

it("counts steps and smooths them over an even number of frames as librosa does", () => {
  const cens = chromaCens({ C }, { fmin: 55, nChroma: 6, binsPerOctave: 6, winLenSmooth: 4 });
  close(cens.select(-1, 20), [0.6, 0.2, 0.2, 0.2, 0.4, 0.6]);
  const change = tensor([[1, 1, 1, 0, 0, 0, 0], [0, 0, 0, 1, 1, 1, 1]]); // prettier-ignore
  const classes = chromaCens({ C: change }, { fmin: 55, nChroma: 2, binsPerOctave: 2, winLenSmooth: 4, norm: 1 });
  close(classes.select(0, 0), [1, 0.861803, 0.5, 0.138197, 0, 0, 0]);
});

it("takes as many classes as there are ratios", () => {
  const chroma = chromaVqt({ V: C }, { fmin: 55, intervals: [1, 1.2, 1.5, 1.7], norm: 2 });
  close(chroma.select(-1, 20), [0.796971, 0.523334, 0.085827, 0.289124]);
});

it("hears the pitch class of a tone in any octave, whichever transform", () => {
  for (const octave of [1, 2])
    for (const cqtMode of ["full", "hybrid"] as const) {
      const sound = tone(octave * 220 * 2 ** (3 / 12), { sampleRate: 22050, duration: 0.5 }); // C
      const chroma = chromaCqt(sound, { fmin: 110, nOctaves: 3, tuning: 0, cqtMode }).select(-1, 10);
      expect(chroma.argmax().arraySync()).toBe(0);
    }
});

it("makes tonal centroids of a signal by its chroma", () => {
  const sound = tone(440, { sampleRate: 22050, duration: 0.5 });
  const options = { fmin: 110, nOctaves: 3, tuning: 0 };
  const difference = tonnetz(sound, options).sub(tonnetz({ chroma: chromaCqt(sound, options) }));
  expect(difference.abs().max().arraySync()).toBe(0);
});
