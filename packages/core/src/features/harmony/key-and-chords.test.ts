import { describe, expect, test } from "vitest";
import { chordNames, chordSimilarities, chromaStft, estimateChords, estimateKey, fromTypedArray, keyCorrelations, keyNames, noteToHz, ones, stack, tensor, tone, zeros, type Tensor } from "../../index.js"; // prettier-ignore

/** Chroma of the given pitch classes, frame by frame. */
const chromaOf = (frames: readonly (readonly number[])[]): Tensor =>
  fromTypedArray(
    Float32Array.from({ length: 12 * frames.length }, (_, i) =>
      Number(frames[i % frames.length].includes(Math.floor(i / frames.length))),
    ),
    [12, frames.length],
  );
const shifted = (pitchClasses: readonly number[], by: number): number[] => pitchClasses.map((p) => (p + by) % 12);
const SCALE = [0, 0, 2, 4, 4, 5, 7, 7, 9, 11];
const HARMONIC_MINOR = [0, 0, 2, 3, 3, 5, 7, 7, 8, 11];

/** A piece that plays each pitch class of a list for one frame. */
const piece = (classes: readonly number[]): Tensor => chromaOf(classes.map((p) => [p]));

describe("keys", () => {
  test.each(["krumhansl", "temperley", "edma"] as const)("%s finds all 24 keys of scales", async (profile) => {
    for (let tonic = 0; tonic < 12; tonic++) {
      const [major] = await estimateKey(piece(shifted(SCALE, tonic)), { profile });
      const [minor] = await estimateKey(piece(shifted(HARMONIC_MINOR, tonic)), { profile });
      expect([major.key, minor.key]).toEqual([keyNames()[tonic], keyNames()[12 + tonic]]);
      expect(major.margin).toBeGreaterThan(0);
    }
  });

  test("strength is Pearson's correlation", () => {
    // numpy.corrcoef of the mean chroma with Krumhansl and Kessler's profiles of C major and A minor
    const scores = keyCorrelations(piece(SCALE)).arraySync() as number[];
    expect(scores[0]).toBeCloseTo(0.918237764, 5);
    expect(scores[12 + 9]).toBeCloseTo(0.650691831, 5);
  });

  test("estimates each item of a batch, and nothing where nothing stands out", async () => {
    const found = await estimateKey(stack([piece(shifted(SCALE, 9)), zeros([12, 10]), ones([12, 10])], 0));
    expect(found[0]).toMatchObject({ key: "A:maj", tonic: "A", mode: "maj" });
    expect(found.slice(1).map(({ strength }) => Math.abs(strength))).toEqual([
      expect.closeTo(0, 3),
      expect.closeTo(0, 3),
    ]);
  });

  test("refuses other chroma", async () => {
    await expect(estimateKey(ones([24, 3]))).rejects.toThrow(/\[24, 3\]/);
    expect(() => keyCorrelations(ones([12, 3]), { profile: "x" as never })).toThrow(/profile="x"/);
  });
});

describe("chords", () => {
  test("compares pitch classes", () => {
    const similar = chordSimilarities(chromaOf([[0, 4, 7], [], [9, 0, 4]])).arraySync() as number[][];
    const at = (name: string): number[] => similar[chordNames().indexOf(name)];
    expect(at("C:maj")).toEqual([expect.closeTo(1, 5), 0, expect.closeTo(2 / 3, 5)]);
    expect(at("A:min")).toEqual([expect.closeTo(2 / 3, 5), 0, expect.closeTo(1, 5)]);
    expect(at("N")[0]).toBeCloseTo(0.5, 5);
  });

  test("names segments, silence and noise", async () => {
    const [c, g7, none, all] = [[0, 4, 7], [7, 11, 2, 5], [], [...Array(12).keys()]];
    const { segments } = await estimateChords(chromaOf([c, c, g7, none, all]), { qualities: ["maj", "7"], stayProb: null }); // prettier-ignore
    expect(segments).toEqual([
      [
        { label: "C:maj", start: 0, end: 2 },
        { label: "G:7", start: 2, end: 3 },
        { label: "N", start: 3, end: 5 },
      ],
    ]);
  });

  test("smoothing passes over a frame that stands alone", async () => {
    const [c, am, odd] = [
      [0, 4, 7],
      [9, 0, 4],
      [0, 4, 7, 9, 2],
    ];
    const chroma = chromaOf([c, c, c, odd, c, c, am, am, am]);
    const labels = async (stayProb: number | null) =>
      (await estimateChords(chroma, { stayProb })).segments[0].map(({ label }) => label);
    expect(await labels(0.9)).toEqual(["C:maj", "A:min"]);
    const odder = tensor([[0.6, 0.6, 0.5, 0.6]]).mul(chromaOf([c, c, am, c]));
    expect((await estimateChords(odder, { stayProb: null })).segments[0]).toHaveLength(3);
    expect((await estimateChords(odder, { stayProb: 0.999, sharpness: 5 })).segments[0]).toHaveLength(1);
  });

  test("hears a sounding chord", async () => {
    const notes = ["D4", "F#4", "A4", "D5"].map((note) => tone(noteToHz(note), { duration: 1 }));
    const chroma = chromaStft(notes.reduce((sum, note) => sum.add(note)), { tuning: 0 }); // prettier-ignore
    expect((await estimateChords(chroma)).segments[0].map(({ label }) => label)).toEqual(["D:maj"]);
  });

  test("refuses unknown qualities and probabilities", async () => {
    expect(() => chordNames({ qualities: ["maj9" as never] })).toThrow(/"maj9"/);
    await expect(estimateChords(ones([12, 3]), { stayProb: 1 })).rejects.toThrow(/stayProb=1/);
  });
});
