// Chapter 18 · Machine learning: two baselines on features, before any deep network
// sonograd course 18 [folder like FSDD's]
import { cat, cdist, mfcc, oneHot, stack, tensor, type Tensor } from "@sonograd/core";
import { confusionMatrixFigure, load, plot, subplots } from "@sonograd/io";
import { Adam, ConfusionMatrix, crossEntropy, Linear } from "@sonograd/nn";
import { openFSDD, type AudioItem } from "@sonograd/nn/node";
import { assertClose, assertEqual, assertThat, dataFolder, saveChapterFigure } from "./chapter.js";

// Data: recordings with labels, and a part that nobody looks at before the end.
const { classes, items } = await openFSDD(await dataFolder("fsdd"));
const some = (part: AudioItem[], most: number): AudioItem[] =>
  part.filter((_, i) => i % Math.max(1, Math.floor(part.length / most)) === 0);
const train = some(items.filter(({ split }) => split === "training"), 300); // prettier-ignore
const test = some(items.filter(({ split }) => split === "testing"), 150); // prettier-ignore
assertEqual("recordings in both parts", train.filter((item) => test.includes(item)).length, 0);

// Features: means and standard deviations of 13 MFCCs, 26 numbers for a recording of any length.
async function features(part: AudioItem[]): Promise<Tensor> {
  const rows: Tensor[] = [];
  for (const { path } of part) {
    const { samples, sampleRate } = await load(path);
    const frames = mfcc(samples.mean(0), { sampleRate, nMfcc: 13, nFft: 256, hopLength: 128, nMels: 32 });
    rows.push(cat([frames.mean(1), frames.std(1)], 0));
  }
  return stack(rows);
}
const [raw, rawTest] = [await features(train), await features(test)];
// Scaled to mean 0 and deviation 1, by numbers of the training part only.
const scale = (x: Tensor): Tensor => x.sub(raw.mean(0)).div(raw.std(0).add(1e-6));
const [x, xTest] = [scale(raw), scale(rawTest)];
const [labels, answers] = [train, test].map((part) => part.map(({ label }) => label));
const accuracy = (guesses: number[]): number => guesses.filter((guess, i) => guess === answers[i]).length / answers.length; // prettier-ignore

// First baseline, nothing learned: the k nearest recordings vote. By hand, over rows of numbers.
const vote = (neighbours: number[]): number => {
  const votes = classes.map((_, c) => neighbours.filter((i) => labels[i] === c).length);
  return votes.indexOf(Math.max(...votes));
};
function nearest(row: number[], rows: number[][], k: number): number[] {
  const distances = rows.map((other) => Math.hypot(...other.map((value, i) => value - row[i])));
  return distances.map((_, i) => i).sort((a, b) => distances[a] - distances[b]).slice(0, k); // prettier-ignore
}
// The same for all at once: a matrix of distances, and the smallest of each row.
const neighbours = (from: Tensor, to: Tensor, k: number): Promise<number[][]> =>
  cdist(from, to).topk(k, { largest: false }).indices.array() as Promise<number[][]>;
const [rows, rowsTest] = (await Promise.all([x.array(), xTest.array()])) as number[][][];
const byHand = rowsTest.map((row) => vote(nearest(row, rows, 5)));
const guesses = (await neighbours(xTest, x, 5)).map(vote);
assertEqual("5 nearest by hand and by cdist", byHand, guesses);
// Second baseline: a weight for each feature and class, learned (softmax regression).
const model = new Linear(26, classes.length);
const target = tensor(labels, { dtype: "int32" });
const optimizer = new Adam(model.parameters(), { lr: 0.05 });
for (let step = 0; step < 200; step++) {
  optimizer.zeroGrad();
  const logits = model(x);
  crossEntropy(logits, target).backward();
  if (step === 0) {
    const error = logits.softmax(1).sub(oneHot(target, classes.length)).detach(); // what is said minus what is true
    await assertClose("gradient by hand", model.weight.grad!, error.t().matmul(x).div(train.length), 1e-5);
  }
  optimizer.step();
}
const decided = (await model(xTest).argmax(1).array()) as number[];
const ks = [1, 3, 5, 9, 15, 25];
const curve = async (a: Tensor, b: Tensor): Promise<number[]> => Promise.all(ks.map(async (k) => accuracy((await neighbours(b, a, k)).map(vote)))); // prettier-ignore
const [scaled, unscaled] = [await curve(x, xTest), await curve(raw, rawTest)];
console.log(`${train.length} recordings to learn from, ${test.length} to test on, ${classes.length} classes`);
console.log(`5 nearest ${accuracy(guesses).toFixed(3)}, softmax regression ${accuracy(decided).toFixed(3)}, chance ${(1 / classes.length).toFixed(3)}`); // prettier-ignore
assertThat("k-NN beats chance twice over", accuracy(guesses) > 2 / classes.length);
assertThat("so does softmax regression", accuracy(decided) > 2 / classes.length);
const confusion = new ConfusionMatrix(classes);
confusion.add(answers, decided);
assertEqual("accuracy, from the confusion matrix", confusion.evaluate(0).accuracy, accuracy(decided));
const lines = [{ x: ks, y: scaled, label: "scaled", markers: true }, { x: ks, y: unscaled, label: "as they are", markers: true }]; // prettier-ignore
const panels = [
  plot(lines, { title: "k-NN", x: { label: "Neighbours k" }, y: { label: "Accuracy", range: [0, 1] } }),
  confusionMatrixFigure({ matrix: confusion.counts, labels: classes, title: "Softmax regression" }),
];
await saveChapterFigure(subplots(panels, { columns: 2 }));
