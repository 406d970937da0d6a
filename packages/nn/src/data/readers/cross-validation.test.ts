import { describe, expect, it } from "vitest";
import { ParameterError } from "@sonograd/core";
import type { AudioDataset, AudioItem } from "./audio-item.js";
import { checkOfficialFolds, crossValidate } from "./cross-validation.js";

/** UrbanSound8K with this many clips in each fold, two of each source. */
function urban(sizes: readonly number[] = Array.from({ length: 10 }, () => 4)): AudioDataset {
  const items = sizes.flatMap((size, f) =>
    Array.from({ length: size }, (_, i): AudioItem => {
      const source = 1000 * (f + 1) + Math.floor(i / 2);
      const file = `/data/audio/fold${f + 1}/${source}-${i % 10}-0-${i}.wav`;
      return { path: file, label: i % 10, fold: f + 1, group: String(source) };
    }),
  );
  return { directory: "/data", layout: "urbansound8k", classes: [], items };
}
const changed = (set: AudioDataset, at: number, change: Partial<AudioItem>): AudioDataset => ({
  ...set,
  items: set.items.map((item, i) => (i === at ? { ...item, ...change } : item)),
});

describe("crossValidate", () => {
  it("tests on each fold once, and learns from all others", async () => {
    const set = urban();
    const tested: AudioItem[] = [];
    const { scores, mean, std } = await crossValidate(set, ({ fold, train, test }) => {
      expect(new Set(train.map((item) => item.fold)).has(fold)).toBe(false);
      expect(train.length + test.length).toBe(40);
      tested.push(...test);
      return fold;
    });
    expect(tested).toEqual(set.items);
    expect(scores.map(({ fold }) => fold)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect([mean, std]).toEqual([5.5, Math.sqrt(82.5 / 9)]);
    expect((await crossValidate(set, async () => 1, { folds: [3] })).scores).toEqual([{ fold: 3, score: 1 }]);
    await expect(crossValidate(set, () => 1, { folds: [11] })).rejects.toThrow(/folds=\[11\]/);
    await expect(crossValidate(set, () => NaN)).rejects.toThrow(/score=NaN of fold 1/);
  });

  it("refuses folds that are not the published ones", () => {
    expect(() => checkOfficialFolds(urban())).not.toThrow();
    expect(() => checkOfficialFolds(changed(urban(), 0, { fold: 2 }))).toThrow(/fold=2 .*must be 1.*Do not reshuffle/);
    const moved = { path: "/data/audio/fold2/1000-0-0-0.wav", fold: 2 };
    expect(() => checkOfficialFolds(changed(urban(), 0, moved))).toThrow(/recording 1000 are in fold 2 and in fold 1/);
    expect(() => checkOfficialFolds({ ...urban(), items: urban().items.slice(0, 36) })).toThrow(/fold 10 of 10 has no/);
    const sizes = [873, 888, 925, 990, 936, 823, 838, 806, 816, 837];
    expect(() => checkOfficialFolds(urban(sizes))).not.toThrow();
    expect(() => checkOfficialFolds(urban([871, 890, ...sizes.slice(2)]))).toThrow(
      /fold 1 holds 871.*published are 873/,
    );
    expect(() => checkOfficialFolds({ ...urban(), layout: "fsdd" })).toThrow(ParameterError);
  });

  it("takes ESC's folds from the names", async () => {
    const items = [1, 2, 3, 4, 5].map((fold): AudioItem => ({ path: `/esc/audio/${fold}-7${fold}-A-0.wav`, label: 0, fold, group: `7${fold}` })); // prettier-ignore
    const set: AudioDataset = { directory: "/esc", layout: "esc50", classes: ["dog"], items };
    expect((await crossValidate(set, ({ test }) => test.length)).mean).toBe(1);
    expect(() => checkOfficialFolds(changed(set, 1, { fold: 1 }))).toThrow(/must be 2/);
  });
});
