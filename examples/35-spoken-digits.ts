// Chapter 35 · Spoken digits: a small CNN on log-mel images, M5 on bare samples, and a speaker whom neither has heard
// sonograd course 35 [folder of {digit}_{speaker}_{take}.wav, two speakers or more]
import { noGrad, stack, zeros, type Tensor } from "@sonograd/core";
import { bar, confusionMatrixFigure, load, plot, subplots } from "@sonograd/io";
import { Adam, ArrayDataset, DataLoader, evaluateClassifier, LogMelCnn, logMelFeatures, M5, OneCycleLR, Trainer, waveformFeatures, type Evaluation, type TensorModule } from "@sonograd/nn"; // prettier-ignore
import { openFSDD, type AudioItem } from "@sonograd/nn/node";
import { assertClose, assertEqual, assertThat, dataFolder, saveChapterFigure } from "./chapter.js";

// 1. Three parts: takes to learn from, other takes by the same speakers, and one speaker kept out of both.
const { items, classes } = await openFSDD(await dataFolder("fsdd"));
const stranger = [...new Set(items.map(({ group }) => group!))].sort().at(-1)!;
const pick = (count: number, wanted: (item: AudioItem) => boolean): AudioItem[] =>
  classes.flatMap((_, digit) => {
    const list = items.filter((item) => item.label === digit && wanted(item));
    return list.filter((_, i) => Math.floor((i * count) / list.length) !== Math.floor(((i - 1) * count) / list.length));
  }); // so many of each digit, spread evenly over speakers and takes
const learning = pick(20, ({ group, split }) => group !== stranger && split === "training");
const newTakes = pick(6, ({ group, split }) => group !== stranger && split === "testing");
const strange = pick(6, ({ group }) => group === stranger);
console.log(
  `${learning.length} recordings to learn from, ${newTakes.length} new takes, ${strange.length} by ${stranger}`,
);
assertEqual("recordings on both sides", learning.filter((item) => newTakes.includes(item) || strange.includes(item)), []); // prettier-ignore

// 2. Two views of a recording: an image of 32 mel bands × 26 frames in dB, and 6400 samples. The loudest is 1 in both.
interface Example { readonly x: Tensor; readonly y: number } // prettier-ignore
const image = { durationSeconds: 0.8, windowSeconds: 0.064, hopSeconds: 0.032, nMels: 32, fminHz: 60, fmaxHz: 4000, topDb: 60 }; // prettier-ignore
const views = {
  image: (y: Tensor, sampleRate: number) => logMelFeatures(y, sampleRate, image).div(60).add(1).unsqueeze(0),
  wave: (y: Tensor, sampleRate: number) => waveformFeatures(y, sampleRate, { durationSeconds: 0.8, sampleRate: 8000 }),
};
type View = keyof typeof views;
const read = (part: readonly AudioItem[], view: View): Promise<Example[]> =>
  Promise.all(part.map(async ({ path, label }) => {
    const { samples, sampleRate } = await load(path);
    return { x: views[view](samples, sampleRate), y: label };
  })); // prettier-ignore

// 3. How far M5 hears, by hand: a layer of width k sees k − 1 steps more, one of stride s makes the steps s times as long.
const m5 = new M5({ numClasses: classes.length, channels: 16, stride: 8 });
let [field, step] = [1, 1];
for (const [width, stride] of [[80, 8], [4, 4], [3, 1], [4, 4], [3, 1], [4, 4], [3, 1], [4, 4]]) {
  field += (width - 1) * step;
  step *= stride;
} // prettier-ignore
console.log(`M5 hears ${field} samples (${field / 8} ms) at once, then ${step} further on; its answer is the mean`);
const reads = (length: number): boolean => { try { return m5.eval()(zeros([1, 1, length])).numel > 0; } catch { return false; } }; // prettier-ignore
assertEqual("M5 reads a sound of that length, and none shorter", [reads(field), reads(field - 1)], [true, false]);

// 4. One loop for both: the trainer tells what happens, we keep what the new takes say after each epoch.
async function learn(view: View, model: TensorModule, seen: number): Promise<[Evaluation[], Evaluation]> {
  const [train, test, others] = await Promise.all([learning, newTakes, strange].map((part) => read(part, view)));
  const batches = (part: Example[], batchSize: number, shuffle = false): DataLoader<Example> => new DataLoader(new ArrayDataset(part), { batchSize, shuffle, seed: 1 }); // prettier-ignore
  const epochs = Math.ceil(seen / train.length);
  const optimizer = new Adam(model.parameters());
  const scheduler = new OneCycleLR(optimizer, { maxLr: 0.01, epochs, stepsPerEpoch: Math.ceil(train.length / 10) });
  const trainer = new Trainer({ model, optimizer, scheduler, train: batches(train, 10, true), test: batches(test, 60), classes, epochs }); // prettier-ignore
  const rounds: Evaluation[] = [];
  for await (const event of trainer.run()) if (event.type === "evaluation") rounds.push(event.evaluation);
  const result = await evaluateClassifier(model, batches(others, 60), classes);
  // The stranger's recordings by hand: an answer is the class of the largest output.
  const outputs = (await noGrad(() => model.eval()(stack(others.map(({ x }) => x)))).array()) as number[][];
  const right = others.filter(({ y }, i) => outputs[i].indexOf(Math.max(...outputs[i])) === y).length;
  await assertClose("share of right answers", result.accuracy, right / others.length, 1e-12);
  console.log(`${model.constructor.name}: ${model.numParameters()} parameters, loss ${rounds.map(({ loss }) => loss.toFixed(2)).join(" ")}, new takes ${rounds.at(-1)!.accuracy.toFixed(3)}, ${stranger} ${result.accuracy.toFixed(3)}`); // prettier-ignore
  assertThat("the loss on new takes fell", rounds.at(-1)!.loss < 0.8 * rounds[0].loss);
  assertThat("three times better than guessing", rounds.at(-1)!.accuracy > 3 / classes.length);
  return [rounds, result];
}
const cnn = new LogMelCnn({ classes: classes.length, channels: [8, 16, 32], grid: [4, 3] });
const results = [await learn("image", cnn, 1000), await learn("wave", m5, 1400)];

const names = ["CNN on log-mel images", "M5 on samples"];
const accuracy = { label: "Accuracy", range: [0, 1] } as const;
const curves = plot(results.map(([rounds], i) => ({ x: rounds.map((_, k) => k + 1), y: rounds.map((r) => r.accuracy), label: names[i], markers: true })), { title: "New takes by known speakers", x: { label: "Epoch" }, y: accuracy }); // prettier-ignore
const bars = bar(results.map(([rounds, other], i) => ({ values: [rounds.at(-1)!.accuracy, other.accuracy], label: names[i] })), { labels: ["known speakers", stranger], title: "A voice never heard", y: accuracy }); // prettier-ignore
const matrices = results.map(([, { confusion }], i) => confusionMatrixFigure({ matrix: confusion, labels: classes, title: `${names[i]}: ${stranger}` })); // prettier-ignore
await saveChapterFigure(subplots([curves, bars, ...matrices], { columns: 2 }));
