// Chapter 31 · A ResNet on spectrograms: train it, swap the last layer, freeze, measure, save and load
// sonograd course 31 [folder of {digit}_{speaker}_{take}.wav]
import { join } from "node:path";
import { noGrad, stack, tensor, type Tensor } from "@sonograd/core";
import { confusionMatrixFigure, load, loadSafetensors, plot, saveSafetensors, subplots } from "@sonograd/io";
import { Adam, crossEntropy, DataLoader, Linear, logMelFeatures, TensorDataset, type ResNet } from "@sonograd/nn";
import { ConfusionMatrix, f1Score, precisionScore, recallScore, resnet18, resnet34, resnet50 } from "@sonograd/nn";
import { openFSDD } from "@sonograd/nn/node";
import { assertClose, assertEqual, assertThat, dataFolder, saveChapterFigure, scratchFolder } from "./chapter.js";
// The sizes of the family, as torchvision counts them.
const sizes = [resnet18(), resnet34(), resnet50()].map((model) => model.numParameters());
assertEqual("parameters of ResNet-18, 34 and 50", sizes, [11_689_512, 21_797_672, 25_557_032]);

// Spoken digits as log-mel images [1, 32, 16]. Two tasks: 0 to 3 to learn from scratch, 4 to 7 to learn on top of that.
const { items } = await openFSDD(await dataFolder("fsdd"));
const image = { durationSeconds: 0.6, windowSeconds: 0.05, hopSeconds: 0.04, nMels: 32, fminHz: 60, fmaxHz: 4000, topDb: 60 }; // prettier-ignore
type Labelled = TensorDataset<[Tensor, Tensor]>;
async function images(digits: number[], split: string, count: number): Promise<Labelled> {
  const all = digits.map((digit) => items.filter((item) => item.label === digit && item.split === split));
  const chosen = all.map((list) => list.filter((_, i) => i % Math.ceil(list.length / count) === 0));
  const clips = await Promise.all(chosen.flat().map(({ path }) => load(path)));
  const x = clips.map(({ samples, sampleRate }) => logMelFeatures(samples, sampleRate, image).div(60).add(0.5));
  const labels = chosen.flatMap((list, label) => list.map(() => label));
  return new TensorDataset(stack(x).unsqueeze(1), tensor(Int32Array.from(labels)));
}
/** Trains for some epochs; the loss of each batch. As taught, the loader does not shuffle: it must. */
async function fit(net: ResNet | Linear, data: Labelled, lr: number, epochs: number): Promise<number[]> {
  const loader = new DataLoader(data, { batchSize: 16, shuffle: true, seed: 1 });
  const [optimizer, losses] = [new Adam(net.parameters(), { lr }), [] as number[]];
  for (let epoch = 0; epoch < epochs; epoch++)
    for await (const [x, y] of loader) {
      optimizer.zeroGrad();
      const loss = crossEntropy(net(x), y);
      loss.backward();
      optimizer.step();
      losses.push(await loss.item());
    }
  return losses;
}
// From scratch: every layer learns, batch norm in training mode.
const model = resnet18({ inChannels: 1, numClasses: 4 });
const scratch = await fit(model.train(), await images([0, 1, 2, 3], "training", 12), 5e-4, 4);
const means = (losses: number[]): number[] => [losses.slice(0, 3), losses.slice(-3)].map((part) => part.reduce((a, b) => a + b) / 3); // prettier-ignore
console.log("digits 0 to 3, all layers: mean loss of the first and the last epoch", means(scratch).map((v) => v.toFixed(3)).join(", ")); // prettier-ignore
assertThat("the loss fell", means(scratch)[1] < 0.8 * means(scratch)[0]);
// Transfer: freeze all, put a new last layer on, train that one alone. eval() keeps the running statistics as they are.
model.requiresGrad_(false).eval();
model.fc = new Linear(model.fc.inFeatures, 4);
assertEqual("512 × 4 weights and 4 offsets still learn", model.numParameters(), 2052);
// What is frozen says the same about an image in every epoch, so it is asked once: 512 numbers before the last layer.
const { conv1, bn1, relu, maxpool, layer1, layer2, layer3, layer4, avgpool } = model;
const features = (x: Tensor): Tensor =>
  avgpool(layer4(layer3(layer2(layer1(maxpool(relu(bn1(conv1(x))))))))).flatten(1);
const [images4to7, labels4to7] = (await images([4, 5, 6, 7], "training", 12)).tensors;
const head = await fit(model.fc, new TensorDataset(features(images4to7), labels4to7), 1e-2, 60);
assertThat("the new layer learned", means(head)[1] < 0.8 * means(head)[0]);
// Measured on recordings never seen. As taught, F1 is made of weighted precision and recall; weighted F1 is another number.
const [x, y] = (await images([4, 5, 6, 7], "testing", 8)).tensors;
const classesOf = async (net: ResNet): Promise<number[]> => Array.from(await noGrad(() => net.eval()(x).argmax(1)).data(), Number); // prettier-ignore
const [truth, said] = [Array.from(await y.data(), Number), await classesOf(model)];
const accuracy = truth.filter((label, i) => label === said[i]).length / truth.length;
const [precision, recall, f1] = [precisionScore, recallScore, f1Score].map((score) => score(truth, said, { average: "weighted" })); // prettier-ignore
const taught = (2 * precision * recall) / (precision + recall);
const printed = Object.entries({ accuracy, precision, recall, "weighted F1": f1, "F1 as taught": taught });
console.log("digits 4 to 7, last layer:", printed.map(([name, value]) => `${name} ${value.toFixed(3)}`).join(", "));
await assertClose("weighted recall is accuracy", recall, accuracy, 1e-12);
// Saved under PyTorch's names and loaded into a new network, it says the same.
const file = join(scratchFolder(), "weights.safetensors");
await saveSafetensors(file, model.stateDict());
const again = resnet18({ inChannels: 1, numClasses: 4 });
again.loadStateDict((await loadSafetensors(file)).tensors);
assertEqual("classes from the saved file", await classesOf(again), said);
const confusion = new ConfusionMatrix(["4", "5", "6", "7"]);
confusion.add(truth, said);
const matrix = confusionMatrixFigure({ matrix: confusion.counts, labels: confusion.classes, title: "Digits 4 to 7" });
const line = (y: number[], label: string) => ({ x: y.map((_, i) => i + 1), y, label });
const lines = [line(scratch, "0 to 3, all layers"), line(head, "4 to 7, last layer")];
const losses = plot(lines, { x: { label: "Step", scale: "log" }, y: { label: "Cross entropy of the batch" } });
await saveChapterFigure(subplots([losses, matrix], { columns: 2 }));
