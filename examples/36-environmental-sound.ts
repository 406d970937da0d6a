// Chapter 36 · Environmental sound: folds that stay as they are, images turned in time, a vote, and how sure a score is
// sonograd course 36 [folder of ESC-10 or UrbanSound8K]
import { noGrad, randint, roll, stack, type Tensor } from "@sonograd/core";
import { confusionMatrixFigure, imshow, info, load, plot, subplots } from "@sonograd/io";
import { Adam, AdaptiveAvgPool2d, ArrayDataset, BatchNorm2d, ConfusionMatrix, Conv2d, DataLoader, defaultCollate, Flatten, Linear, logMelFeatures, Module, OneCycleLR, ReLU, Sequential, Trainer } from "@sonograd/nn"; // prettier-ignore
import { openAudioDataset, type AudioItem } from "@sonograd/nn/node";
import { assertClose, assertEqual, assertThat, dataFolder, saveChapterFigure } from "./chapter.js";

// 1. Up to three clips of each class and fold. The last fold is for testing; no recording has clips on both sides.
const { items, classes } = await openAudioDataset(await dataFolder("esc10"));
const first3 = ({ label, fold }: AudioItem): AudioItem[] => items.filter((item) => item.label === label && item.fold === fold).slice(0, 3); // prettier-ignore
const chosen = items.filter((item) => first3(item).includes(item));
const last = Math.max(...chosen.map(({ fold }) => fold!));
const [learning, testing] = [chosen.filter(({ fold }) => fold !== last), chosen.filter(({ fold }) => fold === last)];
const known = testing.filter(({ group }) => learning.some((item) => item.group === group));
assertEqual("clips for testing whose recording was learnt", known, []);
console.log(`${learning.length} clips to learn from, ${testing.length} of fold ${last} to test on, all of ${classes.length} classes`); // prettier-ignore

// 2. A sound may come at any time in a long clip, so each clip is two images of 32 mel bands × 32 frames: its halves.
interface Example { readonly x: Tensor; readonly y: number } // prettier-ignore
const { durationSeconds, sampleRate: rate } = await info(chosen[0].path);
const seconds = Math.min(2.5, durationSeconds / 2);
const settings = { durationSeconds: seconds, windowSeconds: 0.16, hopSeconds: seconds / 31, nMels: 32, fminHz: 50, fmaxHz: Math.min(8000, rate / 2), topDb: 80 }; // prettier-ignore
async function halves({ path, label }: AudioItem): Promise<Example[]> {
  const { samples, sampleRate } = await load(path, { mono: true });
  const length = Math.floor(samples.numel / 2);
  const image = (half: Tensor): Tensor => logMelFeatures(half, sampleRate, settings).div(80).add(0.5).unsqueeze(0);
  return [0, length].map((start) => ({ x: image(samples.narrow(1, start, length)), y: label }));
}
const [train, test] = await Promise.all([learning, testing].map(async (part) => (await Promise.all(part.map(halves))).flat())); // prettier-ignore

// 3. A batch is turned in time, what leaves at the end comes in at the front: when a dog barks does not say what it is.
const [rows] = (await train[0].x.array()) as number[][][];
const byHand = rows.map((row) => [...row.slice(-5), ...row.slice(0, -5)]);
await assertClose("an image turned by five frames", roll(train[0].x, 5, 2), byHand, 0);
const collate = (examples: readonly Example[]): { x: Tensor; y: Tensor } => {
  const { x, y } = defaultCollate(examples);
  return { x: roll(x, Number(randint(0, 32, [1]).itemSync()), 3), y };
};

// 4. A small ResNet: each block halves the image and adds a correction to what goes around it (chapter 31).
class Block extends Module {
  constructor(readonly around: Conv2d, readonly correction: Sequential) { super(); } // prettier-ignore
  override forward = (x: Tensor): Tensor => this.around(x).add(this.correction(x)).relu();
}
const conv = (n: number, m: number, stride: number): Conv2d => new Conv2d(n, m, 3, { stride, padding: 1 });
const block = (n: number, m: number): Block =>
  new Block(new Conv2d(n, m, 1, { stride: 2 }), new Sequential(conv(n, m, 2), new BatchNorm2d(m), new ReLU(), conv(m, m, 1), new BatchNorm2d(m))); // prettier-ignore
const top = [new AdaptiveAvgPool2d([4, 1]), new Flatten(), new Linear(4 * 48, classes.length)]; // four bands stay apart
const stem = [conv(1, 8, 1), new BatchNorm2d(8), new ReLU()];
const net = new Sequential(...stem, block(8, 16), block(16, 32), block(32, 48), ...top);
const batches = new DataLoader(new ArrayDataset(train), { batchSize: 10, shuffle: true, seed: 1, collate });
const [epochs, optimizer] = [Math.ceil(1400 / train.length), new Adam(net.parameters())];
const scheduler = new OneCycleLR(optimizer, { maxLr: 0.01, epochs, stepsPerEpoch: batches.length });
const [losses, heldOut]: number[][] = [[], []];
const trainer = new Trainer({ model: net, optimizer, scheduler, train: batches, test: new DataLoader(new ArrayDataset(test), { batchSize: 60 }), classes, epochs }); // prettier-ignore
for await (const event of trainer.run()) {
  if (event.type === "epoch") losses.push(event.loss);
  if (event.type === "evaluation") heldOut.push(event.evaluation.loss);
}
assertThat("the loss fell", losses.at(-1)! < 0.8 * losses[0]);

// 5. The halves of a clip vote: their log-probabilities are added. A share p of n clips is known to about ±√(p(1 − p)/n).
const all = stack(test.map(({ x }) => x));
const scores = (await noGrad(() => net.eval()(all).logSoftmax(1)).array()) as number[][];
const best = (list: number[]): number => list.indexOf(Math.max(...list));
const said = testing.map((_, i) => best(classes.map((_, c) => scores[2 * i][c] + scores[2 * i + 1][c])));
const [single, p] = [test.filter(({ y }, i) => best(scores[i]) === y).length / test.length, testing.filter(({ label }, i) => label === said[i]).length / testing.length]; // prettier-ignore
console.log(`loss ${losses.map((l) => l.toFixed(2)).join(" ")}; halves ${single.toFixed(3)}, clips ${p.toFixed(3)} ± ${Math.sqrt((p * (1 - p)) / testing.length).toFixed(3)}`); // prettier-ignore
assertThat("two times better than guessing", p > 2 / classes.length);
const confusion = new ConfusionMatrix(classes);
confusion.add(testing.map(({ label }) => label), said); // prettier-ignore
await assertClose("accuracy of the confusion matrix", confusion.evaluate(Number.NaN).accuracy, p, 1e-12);

const axes = { x: { label: "Time", unit: "s", range: [0, seconds] as const }, y: { label: "Mel band" }, range: [-80, 0] as const, origin: "lower" as const, colorMap: "magma" as const, aspect: "fill" as const }; // prettier-ignore
const pictures = [0, 1].map((c) => imshow(train.find(({ y }) => y === c)!.x.get(0).sub(0.5).mul(80), { ...axes, title: `${classes[c]}, dB` })); // prettier-ignore
const counted = losses.map((_, i) => i + 1);
const curves = plot([{ x: counted, y: losses, label: "learnt" }, { x: counted, y: heldOut, label: `fold ${last}` }], { title: "Mean loss", x: { label: "Epoch" }, y: { label: "Cross entropy" } }); // prettier-ignore
const matrix = confusionMatrixFigure({ matrix: confusion.counts, labels: classes, title: `Clips of fold ${last}` });
await saveChapterFigure(subplots([...pictures, curves, matrix], { columns: 2 }));
