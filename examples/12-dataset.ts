// Chapter 12 · Datasets: samples by number, each read when it is asked for
// sonograd course 12 [folder of {digit}_{speaker}_{take}.wav] [--device webgpu]
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { melspectrogram, powerToDb, type Tensor } from "@sonograd/core";
import { load, specshow, subplots, waveshow } from "@sonograd/io";
import { ConcatDataset, Dataset, groupSplit, MapDataset, randomSplit, Subset } from "@sonograd/nn";
import { openFSDD, RecordingDataset } from "@sonograd/nn/node";
import { assertClose, assertEqual, assertThat, dataFolder, saveChapterFigure } from "./chapter.js";

const folder = await dataFolder("fsdd");
const recordings = existsSync(join(folder, "recordings")) ? join(folder, "recordings") : folder;

// 1. A dataset of one's own answers two questions: how many samples are there, and what is sample number i?
type Digit = Readonly<{ waveform: Tensor; label: number; speaker: string }>;
class SpokenDigits extends Dataset<Digit> {
  reads = 0;
  constructor(readonly files: readonly string[]) {
    super();
  }
  override get length(): number {
    return this.files.length;
  }
  override async get(index: number): Promise<Digit> {
    const file = this.files.at(index);
    if (file === undefined) throw new RangeError(`index=${index}: there are ${this.length} digits`);
    const [label, speaker] = basename(file, ".wav").split("_");
    this.reads++;
    return { waveform: (await load(file)).samples.mean(0), label: Number(label), speaker };
  }
}
const names = (await readdir(recordings)).filter((name) => name.endsWith(".wav")).sort();
const digits = new SpokenDigits(names.map((name) => join(recordings, name)));
const first = await digits.get(0);
console.log(
  `${digits.length} recordings; number 0: a ${first.label} by ${first.speaker}, ${first.waveform.numel} samples`,
);
assertEqual("nothing is read before it is asked for", digits.reads, 1);
assertEqual("past the end", await digits.get(digits.length).then(String, (error: Error) => error.name), "RangeError");

// 2. The library's reader finds the same files, labels and samples.
const { items } = await openFSDD(folder);
const labelOf = new Map(items.map(({ path, label }) => [basename(path), label]));
assertEqual("labels", names.map((name) => labelOf.get(name)), names.map((name) => Number(name.split("_")[0]))); // prettier-ignore
const theirs = await new RecordingDataset(items, { mono: true }).get(items.findIndex(({ path }) => basename(path) === names[0])); // prettier-ignore
await assertClose("samples", theirs.waveform.flatten(), first.waveform, 0);

// 3. A transform is a dataset around a dataset: here decibels of 40 mel bands, made when asked for.
const { sampleRate } = theirs;
const decibels = (y: Tensor): Tensor =>
  powerToDb(melspectrogram(y, { sampleRate, nFft: 256, hopLength: 64, nMels: 40 }));
const mels = new MapDataset(digits, ({ waveform, ...rest }) => ({ ...rest, x: decibels(waveform) }));
const mel = await mels.get(0);
assertEqual("bands and label", [mel.x.shape[0], mel.label], [40, first.label]);
await assertClose("the same as by hand", mel.x, decibels(first.waveform), 0);

// 4. Parts and sums are datasets too, and copy nothing.
const some = new Subset(digits, [7, 3]);
assertEqual("Subset counts anew", (await some.get(1)).label, (await digits.get(3)).label);
const joined = new ConcatDataset([some, digits]);
assertEqual("ConcatDataset", [joined.length, (await joined.get(2)).label], [digits.length + 2, first.label]);

// 5. Two ways to hold samples back. At random, each speaker is on both sides, and a network may learn voices by heart.
const speakers = names.map((name) => name.split("_")[1]);
const shared = (parts: Subset<Digit>[]): number =>
  new Set(parts[0].indices.map((i) => speakers[i]).filter((who) => parts[1].indices.some((i) => speakers[i] === who))).size; // prettier-ignore
const random = randomSplit(digits, [0.8, 0.2], { seed: 0 });
const bySpeaker = groupSplit(digits, speakers, [0.8, 0.2], { seed: 0 });
console.log(`speakers on both sides: ${shared(random)} at random, ${shared(bySpeaker)} by groups`);
assertThat("a random split has speakers on both sides", shared(random) > 0);
assertEqual("a split by speaker has none", shared(bySpeaker), 0);
assertEqual("each sample once", random.flatMap((part) => part.indices).sort((a, b) => a - b), names.map((_, i) => i)); // prettier-ignore

const shown = await Promise.all([0, 1, 2].map((digit) => digits.get(names.findIndex((name) => name.startsWith(`${digit}_`))))); // prettier-ignore
const waves = shown.map(({ waveform, label }) => waveshow(waveform, { sampleRate, title: `label ${label}` }));
const pictures = shown.map(({ waveform }) => specshow(decibels(waveform), { sampleRate, hopLength: 64, yAxis: "mel" }));
await saveChapterFigure(subplots([...waves, ...pictures], { columns: 3 }));
