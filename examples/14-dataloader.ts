// Chapter 14 · DataLoader: batches, their order, and samples made by others meanwhile
// sonograd course 14 [folder of {digit}_{speaker}_{take}.wav] [--device webgpu]
import { isMainThread } from "node:worker_threads";
import { type Tensor } from "@sonograd/core";
import { bar, imshow, subplots } from "@sonograd/io";
import { DataLoader, MapDataset, padCollate, serveDataset, WeightedRandomSampler, type Dataset } from "@sonograd/nn";
import { openFSDD, RecordingDataset, type AudioItem } from "@sonograd/nn/node";

type Clip = { x: Tensor; label: number };
const clipsOf = (items: readonly AudioItem[]): Dataset<Clip> =>
  new MapDataset(new RecordingDataset(items, { mono: true }), ({ waveform, label }) => ({ x: waveform.flatten(), label })); // prettier-ignore

// A worker runs this same file, makes the dataset there, and answers with samples.
if (isMainThread) await main();
else serveDataset(({ data }) => clipsOf(data as AudioItem[]));

async function main(): Promise<void> {
  const { assertClose, assertEqual, assertThat, dataFolder, saveChapterFigure, workerOf } =
    await import("./chapter.js");
  const all = (await openFSDD(await dataFolder("fsdd"))).items;
  const items = all.filter((_, i) => i % Math.floor(all.length / 50) === 0).slice(0, 50);
  const clips = clipsOf(items);
  const labels = items.map(({ label }) => label);
  const labelsOf = async (loader: DataLoader<Clip>): Promise<number[][]> => {
    const batches: number[][] = [];
    for await (const { label } of loader) batches.push(Array.from(await label.data(), Number));
    return batches;
  };
  const collate = padCollate<Clip>();

  // 1. Batches are the samples in order, cut every 8; the last may be short, or is left out.
  const cut = Array.from({ length: 7 }, (_, k) => labels.slice(8 * k, 8 * k + 8));
  const loader = new DataLoader(clips, { batchSize: 8, collate });
  console.log(`${clips.length} clips, ${loader.length} batches of 8`);
  assertEqual("in order", await labelsOf(loader), cut);
  assertEqual("without the short one", await labelsOf(new DataLoader(clips, { batchSize: 8, dropLast: true, collate })), cut.slice(0, 6)); // prettier-ignore

  // 2. Clips differ in length. Stacking them is refused; padded with zeros to the longest they fit.
  const refused = await labelsOf(new DataLoader(clips, { batchSize: 8 })).then(String, (error: Error) => error.message);
  console.log(refused);
  assertThat("different lengths do not stack", /has shape \[\d+\], the first \[\d+\]/.test(refused));
  const eight = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(async (i) => (await clips.get(i)).x));
  const longest = Math.max(...eight.map((x) => x.numel));
  const byHand = new Float32Array(8 * longest);
  for (const [i, x] of eight.entries()) byHand.set(Float32Array.from(await x.data()), i * longest);
  const { value: batch } = await loader[Symbol.asyncIterator]().next();
  assertEqual("shape of a batch", batch!.x.shape, [8, longest]);
  await assertClose("padded by hand", batch!.x.flatten(), byHand, 0);

  // 3. Shuffled: each sample once per epoch, another order each time, and the same orders again with the same seed.
  const shuffled = () => new DataLoader(clips, { batchSize: 8, shuffle: true, seed: 1, collate });
  const [one, other] = [shuffled(), shuffled()];
  const [first, second] = [await labelsOf(one), await labelsOf(one)];
  assertEqual("each sample once", first.flat().sort(), [...labels].sort());
  assertThat("each epoch anew", String(first) !== String(second));
  assertEqual("the same seed", [await labelsOf(other), await labelsOf(other)], [first, second]);

  // 4. Rare classes: a sampler draws each sample with its weight. Zeros against all else, one to nine, becomes about half and half.
  const weights = labels.map((label) => (label === 0 ? 9 : 1));
  const sampler = new WeightedRandomSampler(weights, 400, { seed: 0 });
  const drawn = (await labelsOf(new DataLoader(clips, { batchSize: 50, sampler, collate }))).flat();
  const zeros = labels.filter((label) => label === 0).length;
  const share = (9 * zeros) / (9 * zeros + labels.length - zeros);
  await assertClose("share of zeros", drawn.filter((label) => label === 0).length / 400, share, 0.1);

  // 5. Workers read and decode while the main thread computes. Which batches come, and in which order, stays the same.
  const helped = new DataLoader(clips, { batchSize: 8, shuffle: true, seed: 1, collate, numWorkers: 2, worker: () => workerOf(import.meta.url), workerData: items }); // prettier-ignore
  assertEqual("two workers", await labelsOf(helped), first);

  // 6. Stopped after two batches and taken up by another loader: it goes on with the third.
  const [stopped, resumed] = [shuffled(), shuffled()];
  for await (const _ of stopped) if (stopped.stateDict().batches === 2) break;
  resumed.loadStateDict(stopped.stateDict());
  assertEqual("the rest of the epoch", await labelsOf(resumed), first.slice(2));

  const counts = (of: readonly number[]): number[] => Array.from({ length: 10 }, (_, digit) => of.filter((label) => label === digit).length / of.length); // prettier-ignore
  const series = [{ values: counts(labels), label: "in the set" }, { values: counts(drawn), label: "drawn with weights" }]; // prettier-ignore
  const image = imshow(batch!.x.abs().clamp({ min: 1e-5 }).log10().mul(20), { aspect: "fill", title: "A padded batch (level of each sample in dB)", range: [-100, 0], x: { label: "Sample" }, y: { label: "Clip" } }); // prettier-ignore
  await saveChapterFigure(subplots([image, bar(series, { x: { label: "Digit" }, y: { label: "Share" } })]));
}
