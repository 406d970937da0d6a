// Chapter 30 · Losses and optimizers: what a loss says about chance, and how SGD and Adam go down it
// sonograd course 30 [--device webgpu]
import { randn, tensor, type Tensor } from "@sonograd/core";
import { plot, subplots } from "@sonograd/io";
import { Adam, BCELoss, CrossEntropyLoss, KLDivLoss, L1Loss, MSELoss, SGD, type Optimizer } from "@sonograd/nn";
import { assertClose, assertThat, saveChapterFigure } from "./chapter.js";

// The chapter's numbers: [1, 2, 5] predicted, [1, 2, 3] wanted.
const [input, target] = [tensor([1, 2, 5]), tensor([1, 2, 3])];
const [l1, mse] = [new L1Loss()(input, target), new MSELoss()(input, target)];
console.log(`L1Loss ${(await l1.item()).toFixed(4)}, MSELoss ${(await mse.item()).toFixed(4)}`);
await assertClose("L1Loss and MSELoss", [l1, mse], [2 / 3, 4 / 3], 1e-6);
const sums = [L1Loss, MSELoss].map((Loss) => new Loss({ reduction: "sum" })(input, target));
await assertClose("L1Loss and MSELoss with reduction sum", sums, [2, 4], 0);

// Maximum likelihood, Gauss: −log of the product of exp(−(y − m)²/2) is half the squared error: least at the mean.
const y = Array.from(await randn([200]).add(3).data(), Number);
const surprise = (m: number): number => -y.reduce((sum, v) => sum + Math.log(Math.exp(-((v - m) ** 2) / 2)), 0);
const squared = new MSELoss({ reduction: "sum" })(tensor(y.map(() => 2.5)), tensor(y));
await assertClose("half the squared error and −log likelihood", squared.div(2), surprise(2.5), 1e-2);
const mean = y.reduce((a, b) => a + b) / y.length;
assertThat("the mean is most likely", Math.min(surprise(mean - 0.1), surprise(mean + 0.1)) > surprise(mean));

// Bernoulli: 7 of 10 frames hold speech. −log likelihood per frame is binary cross entropy; its minimum is the share.
const frames = tensor([1, 1, 1, 1, 1, 1, 1, 0, 0, 0]);
const shares = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);
const all = (f: (q: number) => Tensor): Promise<number[]> => Promise.all(shares.map((q) => f(q).item()));
const crossEntropy = await all((q) => new BCELoss()(frames.mul(0).add(q), frames));
const likelihood = shares.map((q) => -Math.log(q ** 7 * (1 - q) ** 3) / 10);
await assertClose("binary cross entropy and −log likelihood", crossEntropy, likelihood, 1e-5);
const best = shares[crossEntropy.indexOf(Math.min(...crossEntropy))];
await assertClose("the most likely share", best, 0.7, 1e-9);

// Many classes: the probability of the right one is its exponential among all; cross entropy is −log of it.
const logits = randn([2, 4]);
const e = Array.from(await logits.data(), Math.exp);
const ofClasses = [e[1] / (e[0] + e[1] + e[2] + e[3]), e[7] / (e[4] + e[5] + e[6] + e[7])];
const byHand = -(Math.log(ofClasses[0]) + Math.log(ofClasses[1])) / 2;
await assertClose("CrossEntropyLoss", new CrossEntropyLoss()(logits, tensor(Int32Array.of(1, 3))), byHand, 1e-5);

// As taught, "the smaller the cross entropy, the more alike two models". Equal models still have their own entropy:
// H(p, q) = H(p) + KL(p, q), and only KL is 0 when both are the same.
const entropy = -(0.7 * Math.log(0.7) + 0.3 * Math.log(0.3));
const kl = await all((q) => new KLDivLoss({ reduction: "sum" })(tensor([q, 1 - q]).log(), tensor([0.7, 0.3])));
await assertClose("cross entropy − KL", crossEntropy.map((h, i) => h - kl[i]), entropy, 1e-5); // prettier-ignore
await assertClose("KL of equal models", kl[shares.indexOf(0.7)], 0, 1e-6);
console.log(`7 of 10: best share ${best}, cross entropy there ${Math.min(...crossEntropy).toFixed(4)}, entropy ${entropy.toFixed(4)}`); // prettier-ignore

// SGD, momentum and Adam in a valley 50 times as steep across as along: u²/2 + 25 v².
async function descend(optimizerOf: (parameters: Tensor[]) => Optimizer): Promise<number[]> {
  const p = tensor([4, 1], { requiresGrad: true });
  const optimizer = optimizerOf([p]);
  const [bend, losses] = [tensor([0.5, 25]), [] as number[]];
  for (let step = 0; step < 150; step++) {
    optimizer.zeroGrad();
    const loss = p.square().mul(bend).sum();
    loss.backward();
    optimizer.step();
    losses.push(await loss.item());
  }
  return losses;
}
const sgd = { y: await descend((p) => new SGD(p, { lr: 0.02 })), label: "SGD" };
const momentum = { y: await descend((p) => new SGD(p, { lr: 0.02, momentum: 0.9 })), label: "SGD, momentum 0.9" };
const adam = { y: await descend((p) => new Adam(p, { lr: 0.2 })), label: "Adam" };
for (const { label, y } of [sgd, momentum, adam]) console.log(`${label}: loss ${y[149].toExponential(1)}`);
assertThat("momentum and Adam pass SGD", Math.max(momentum.y[149], adam.y[149]) < sgd.y[149]);

const line = { x: [0, 1], y: [entropy, entropy], label: "entropy", dash: "dashed" } as const;
const chance = [{ x: shares, y: crossEntropy, label: "cross entropy" }, { x: shares, y: kl, label: "KL" }, line]; // prettier-ignore
const nats = { label: "Nats per frame", range: [0, 3] } as const;
const left = plot(chance, { title: "7 of 10 frames hold speech", x: { label: "Share q the model says" }, y: nats });
const valley = { title: "Down a long valley", x: { label: "Step" }, y: { label: "Loss", scale: "log" } } as const;
await saveChapterFigure(subplots([left, plot([sgd, momentum, adam], valley)], { columns: 2 }));
