// Chapter 13 · UrbanSound8K: ten folds that were dealt out once, and why nobody may deal them again
// sonograd course 13 [folder of UrbanSound8K]
import { basename } from "node:path";
import { cat, melspectrogram, powerToDb, type Tensor } from "@sonograd/core";
import { bar, confusionMatrixFigure, load, subplots } from "@sonograd/io";
import { ArrayDataset, kFold } from "@sonograd/nn";
import { crossValidate, openUrbanSound8K, type AudioItem } from "@sonograd/nn/node";
import { assertClose, assertEqual, assertThat, dataFolder, saveChapterFigure } from "./chapter.js";

// 1. The set: ten classes, ten folds, a table that names the recording each clip was cut from. Two clips of each are enough here.
const whole = await openUrbanSound8K(await dataFolder("urbansound8k"));
const seen = new Map<string, number>();
const items = whole.items.filter(({ label, fold }) => {
  const place = `${label} ${fold}`;
  seen.set(place, (seen.get(place) ?? 0) + 1);
  return seen.get(place)! <= 2;
});
const { classes } = whole;
console.log(`${whole.items.length} clips, here ${items.length}; classes: ${classes.join(", ")}`);
assertEqual("classes and folds", [classes.length, new Set(items.map(({ fold }) => fold)).size], [10, 10]);

// 2. Every clip in two slices, as the set's own clips are slices of recordings. Of each: mean and deviation of 32 mel bands in dB.
interface Slice {
  readonly x: ArrayLike<number>;
  readonly item: AudioItem;
}
async function describe(y: Tensor, sampleRate: number): Promise<ArrayLike<number>> {
  const bands = powerToDb(melspectrogram(y, { sampleRate, nFft: 1024, hopLength: 512, nMels: 32, fmax: 4000 }));
  return cat([bands.mean(1), bands.std(1)]).data() as Promise<Float32Array>;
}
const slices: Slice[] = [];
for (const item of items) {
  const { samples, sampleRate } = await load(item.path, { mono: true });
  const half = Math.floor(samples.numel / 2);
  for (const start of [0, half]) slices.push({ x: await describe(samples.flatten().narrow(0, start, half), sampleRate), item }); // prettier-ignore
}

// 3. The simplest classifier learns nothing: it answers with the label of the nearest slice it was given.
const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((sum, v, i) => sum + (v - b[i]) ** 2, 0); // prettier-ignore
function nearest(train: readonly Slice[], { x }: Slice): Slice {
  const distances = train.map((other) => distance(x, other.x));
  return train[distances.indexOf(Math.min(...distances))];
}
const accuracy = (train: readonly Slice[], test: readonly Slice[]): number =>
  test.filter((slice) => nearest(train, slice).item.label === slice.item.label).length / test.length;

// 4. The official rounds: each fold is tested on once, and all slices of a recording are on the same side.
const confusion = classes.map(() => classes.map(() => 0));
const slicesOf = (some: readonly AudioItem[]): Slice[] => slices.filter(({ item }) => some.includes(item));
const official = await crossValidate({ ...whole, items }, ({ train, test }) => {
  const [known, asked] = [slicesOf(train), slicesOf(test)];
  for (const slice of asked) confusion[slice.item.label][nearest(known, slice).item.label]++;
  return accuracy(known, asked);
});
const scores = official.scores.map(({ score }) => score);
const mean = scores.reduce((sum, score) => sum + score, 0) / 10;
const std = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / 9);
await assertClose("mean and deviation over the folds", [official.mean, official.std], [mean, std], 1e-12);
assertEqual("each slice was tested once", confusion.flat().reduce((sum, n) => sum + n), slices.length); // prettier-ignore
assertThat("better than guessing one of ten", mean > 0.15);

// 5. As it is often done: all slices shuffled into ten folds. Then a slice is tested beside its other half, and looks well.
const rounds = kFold(new ArrayDataset(slices), { nSplits: 10, shuffle: true, seed: 0 });
const shuffled = rounds.map(({ train, test }) => accuracy(train.indices.map((i) => slices[i]), test.indices.map((i) => slices[i]))); // prettier-ignore
const tooGood = shuffled.reduce((sum, score) => sum + score, 0) / 10;
console.log(`official folds ${mean.toFixed(3)} ± ${std.toFixed(3)}, reshuffled ${tooGood.toFixed(3)}`);
assertThat("reshuffled folds flatter", tooGood > mean);

// 6. The guard: one clip moved to another fold, and the run is refused.
const moved = items.map((item, i) => (i === 0 ? { ...item, fold: (item.fold! % 10) + 1 } : item));
const refused = await crossValidate({ ...whole, items: moved }, () => 1).then(String, (error: Error) => error.message);
console.log(refused);
assertThat("reshuffled folds are refused", refused.includes(basename(items[0].path)) && /reshuffle/.test(refused));

const series = [{ values: scores, label: "official folds" }, { values: shuffled, label: "reshuffled" }]; // prettier-ignore
const bars = bar(series, { labels: scores.map((_, i) => `${i + 1}`), x: { label: "Fold tested on" }, y: { label: "Accuracy", range: [0, 1] } }); // prettier-ignore
await saveChapterFigure(subplots([bars, confusionMatrixFigure({ matrix: confusion, labels: classes })]));
