import { ArrayDataset, groupKFold, URBANSOUND8K_CLASSES } from "@sonograd/nn";
import { crossValidate } from "@sonograd/nn/node";
import { expect, it } from "vitest";

it("exercise 1: the score to beat, which always answers with the class that training had most of", async () => {
  // crossValidate reads no sound itself: a list of files with labels and folds is all it needs.
  const items = Array.from({ length: 100 }, (_, i) => {
    const fold = (i % 10) + 1;
    return { path: `audio/fold${fold}/${i}.wav`, label: Math.floor(i / 10), fold, group: `${i}` };
  });
  const dataset = { directory: "audio", layout: "urbansound8k", classes: URBANSOUND8K_CLASSES, items } as const;
  const { mean, std } = await crossValidate(dataset, ({ train, test }) => {
    const counts = dataset.classes.map((_, k) => train.filter(({ label }) => label === k).length);
    const favourite = counts.indexOf(Math.max(...counts));
    return test.filter(({ label }) => label === favourite).length / test.length;
  });
  expect(mean).toBeCloseTo(0.1, 12); // ten classes, equally many of each
  expect(std).toBeCloseTo(0, 12);
});

it("exercise 2: folds for recordings that come without, none of them sharing a source", () => {
  const clips = Array.from({ length: 40 }, (_, i) => ({ clip: i, source: `recording ${Math.floor(i / 4)}` }));
  const sources = clips.map(({ source }) => source);
  const rounds = groupKFold(new ArrayDataset(clips), sources, { nSplits: 5 });
  expect(rounds.map(({ test }) => test.length)).toEqual([8, 8, 8, 8, 8]);
  for (const { train, test } of rounds) {
    const known = new Set(train.indices.map((i) => sources[i]));
    expect(test.indices.some((i) => known.has(sources[i]))).toBe(false);
  }
});
