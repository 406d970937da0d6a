// Chapter 24 · Activations: ReLU, tanh and sigmoid, gradients that vanish and neurons that die
// sonograd course 24 [--device webgpu]
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linspace, manualSeed, randn, tensor } from "@sonograd/core";
import { bar, plot, readEvents, subplots, SummaryWriter } from "@sonograd/io";
import { init, Linear, mseLoss, ReLU, Sequential, SGD, Sigmoid, Tanh } from "@sonograd/nn";
import { assertClose, assertEqual, assertThat, device, saveChapterFigure } from "./chapter.js";

// The three curves and their slopes by hand, against the library and its gradients.
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const CURVES = [
  { name: "ReLU", layer: ReLU, f: (z: number) => Math.max(0, z), slope: (z: number) => Number(z > 0) },
  { name: "Tanh", layer: Tanh, f: Math.tanh, slope: (z: number) => 1 - Math.tanh(z) ** 2 },
  { name: "Sigmoid", layer: Sigmoid, f: sigmoid, slope: (z: number) => sigmoid(z) * (1 - sigmoid(z)) },
];
const at = Array.from(await linspace(-5, 5, 200).data(), Number);
for (const { name, layer, f, slope } of CURVES) {
  const z = tensor(at, { requiresGrad: true });
  const y = new layer()(z);
  y.sum().backward();
  await assertClose(name, y, at.map(f), 2e-6);
  await assertClose(`slope of ${name}`, z.grad!, at.map(slope), 2e-6);
}
// As taught, "ReLU outputs only 0 and 1": its slope does. Its outputs are 0 and every positive number.
assertEqual("values of the slope", [...new Set(at.map(CURVES[0].slope))], [0, 1]);
// As taught, "the sigmoid normalises for several classes": its outputs do not add up to 1; those of softmax do.
await assertClose("sum of sigmoids", tensor([2, 1, 0]).sigmoid().sum(), sigmoid(2) + sigmoid(1) + sigmoid(0), 1e-6);
await assertClose("sum of softmax", tensor([2, 1, 0]).softmax(0).sum(), 1, 1e-6);
// Vanishing gradient: ten layers, one backward pass, and how large the gradient of each layer's weights is.
const folder = await mkdtemp(join(tmpdir(), "sonograd-activations-"));
const writer = new SummaryWriter(folder);
const sizes: Record<string, number[]> = {};
for (const { name, layer } of CURVES) {
  const linears = Array.from({ length: 10 }, () => new Linear(32, 32));
  for (const { weight } of linears) init.kaimingUniform_(weight);
  const network = new Sequential(...linears.flatMap((linear) => [linear, new layer()])).to(device);
  network(randn([64, 32]))
    .sum()
    .backward();
  linears.forEach(({ weight }, l) => writer.addHistogram(`gradient/${name}`, weight.grad!, l));
  sizes[name] = await Promise.all(linears.map(({ weight }) => weight.grad!.square().mean().sqrt().item()));
  console.log(`${name}: gradient of layer 1 / of layer 10: ${(sizes[name][0] / sizes[name][9]).toExponential(1)}`);
}
assertThat("behind ten sigmoids the gradient has vanished", sizes["Sigmoid"][0] < 1e-3 * sizes["Sigmoid"][9]);
assertThat("behind ten ReLUs it has not", sizes["ReLU"][0] > 0.1 * sizes["ReLU"][9]);
// Dead ReLU: 0 for every input, so without a gradient. As taught, of "computing too fast"; in fact of steps too large.
const [x, target] = [randn([256, 16]), randn([256, 1]).add(3)];
async function train(lr: number): Promise<{ dead: number; gradient: number }> {
  manualSeed(1);
  const [hidden, output] = [new Linear(16, 64).to(device), new Linear(64, 1).to(device)];
  const optimizer = new SGD([...hidden.parameters(), ...output.parameters()], { lr });
  let isDead = x;
  for (let step = 0; step < 30; step++) {
    const active = hidden(x).relu();
    writer.addHistogram(`hidden/lr ${lr}`, active, step);
    isDead = active.amax(0).eq(0);
    optimizer.zeroGrad();
    mseLoss(output(active), target).backward();
    optimizer.step();
  }
  const ofDead = hidden.weight.grad!.abs().sum(1).mul(isDead);
  return { dead: await isDead.sum().item(), gradient: await ofDead.sum().item() };
}
const runs = [await train(0.01), await train(0.1), await train(0.3)];
console.log(`dead of 64 neurons, for learning rates 0.01, 0.1, 0.3: ${runs.map(({ dead }) => dead).join(", ")}`);
assertThat("dead by large steps only", runs[0].dead === 0 && runs[2].dead > 16);
assertEqual("gradient of the dead", runs[2].gradient, 0);
// What TensorBoard shows under Histograms: 3 × 10 of gradients and 3 × 30 of hidden outputs.
await writer.close();
const { events } = readEvents(await readFile(join(folder, (await readdir(folder))[0])));
assertEqual("histograms logged", events.flatMap((event) => event.values).length, 120);
console.log(`tensorboard --logdir ${folder}`);
const lines = (kind: "f" | "slope", label: string) =>
  plot(CURVES.map((curve) => ({ x: at, y: at.map(curve[kind]), label: curve.name })), { x: { label: "z" }, y: { label, range: [-1.2, 2] } }); // prettier-ignore
const layers = Object.entries(sizes).map(([label, y]) => ({ x: y.map((_, l) => l + 1), y, label, markers: true }));
const fading = plot(layers, { x: { label: "Layer" }, y: { label: "Gradient of the weights (RMS)", scale: "log" } });
const dying = bar(runs.map(({ dead }) => dead), { labels: ["0.01", "0.1", "0.3"], x: { label: "Learning rate" }, y: { label: "Dead neurons of 64" } }); // prettier-ignore
await saveChapterFigure(subplots([lines("f", "Output"), lines("slope", "Slope"), fading, dying], { columns: 2 }));
