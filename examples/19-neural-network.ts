// Chapter 19 · How a neural network learns: a curved boundary, found by going downhill
// sonograd course 19 [--device webgpu]
import { cat, Generator, linspace, manualSeed, meshgrid, randn, stack, tensor, type Tensor } from "@sonograd/core";
import { imshow, plot, scatter, subplots, type Figure } from "@sonograd/io";
import { binaryCrossEntropyWithLogits, Linear, Sequential, SGD, Tanh } from "@sonograd/nn";
import { assertClose, assertThat, device, saveChapterFigure } from "./chapter.js";

// Two classes that no straight line separates: half circles that reach into each other, 100 points each.
const angles = linspace(0, Math.PI, 100);
const upper = stack([angles.cos(), angles.sin()], 1);
const lower = stack([angles.cos().mul(-1).add(1), angles.sin().mul(-1).add(0.5)], 1);
const points = cat([upper, lower], 0).add(randn([200, 2], { generator: new Generator(3) }).mul(0.12));
const truth = tensor(Array.from({ length: 200 }, (_, i) => Number(i >= 100))).unsqueeze(1);

// The network: 2 inputs, 16 hidden neurons with tanh, 1 output; its sigmoid is the chance of the second class.
manualSeed(1);
const network = new Sequential(new Linear(2, 16), new Tanh(), new Linear(16, 1)).to(device);
const loss = binaryCrossEntropyWithLogits(network(points), truth);
loss.backward();

// The same by hand. Forwards: sums, tanh, sums, sigmoid, mean cross entropy.
const [w1, b1, w2, b2] = network.parameters().map((parameter) => parameter.detach());
const hidden = points.matmul(w1.t()).add(b1).tanh();
const chance = hidden.matmul(w2.t()).add(b2).sigmoid();
const surprise = truth.mul(chance.log()).add(truth.mul(-1).add(1).mul(chance.mul(-1).add(1).log()));
await assertClose("the loss by hand", loss, surprise.mean().mul(-1), 1e-6);
// Backwards: how much the loss changes with each sum of the output, then with what led to it (chain rule).
const atOutput = chance.sub(truth).div(200);
const atHidden = atOutput.matmul(w2).mul(hidden.square().mul(-1).add(1)); // the slope of tanh is 1 − tanh²
const byHand = [atHidden.t().matmul(points), atHidden.sum(0), atOutput.t().matmul(hidden), atOutput.sum(0)];
for (const [i, [name, parameter]] of network.namedParameters().entries())
  await assertClose(`gradient of ${name} by hand`, parameter.grad!, byHand[i], 1e-6);

// Learning: a small step downhill, again and again. A single neuron does the same, and can only draw a line.
async function learn(model: Sequential): Promise<{ losses: number[]; accuracy: number }> {
  const optimizer = new SGD(model.parameters(), { lr: 0.5, momentum: 0.9 });
  const losses: Tensor[] = [];
  for (let step = 0; step < 300; step++) {
    optimizer.zeroGrad();
    const now = binaryCrossEntropyWithLogits(model(points), truth);
    now.backward();
    optimizer.step();
    losses.push(now.detach());
  }
  const right = model(points).gt(0).eq(truth.gt(0.5));
  return { losses: Array.from(await stack(losses).data(), Number), accuracy: (await right.sum().item()) / 200 };
}
const neuron = new Sequential(new Linear(2, 1)).to(device);
const [line, curve] = [await learn(neuron), await learn(network)];
console.log(`one neuron: ${line.accuracy * 200} of 200 points right, loss ${line.losses.at(-1)!.toFixed(4)}`);
console.log(`16 hidden neurons: ${curve.accuracy * 200} of 200 points right, loss ${curve.losses.at(-1)!.toFixed(4)}`);
assertThat("a line is not enough", line.accuracy < 0.95);
assertThat("a curve is", curve.accuracy > 0.98);
assertThat("the loss fell to a tenth", curve.losses.at(-1)! < curve.losses[0] / 10);

// The chance of the second class over the plane, and the points on it. A figure is data: layers can be put together.
const plane = stack(meshgrid([linspace(-1, 1.5, 90), linspace(-1.5, 2.5, 140)]), -1).flip(-1);
async function boundary(model: Sequential, title: string): Promise<Figure> {
  const axes = { x: { range: [-1.5, 2.5], label: "x" }, y: { range: [-1, 1.5], label: "y" } } as const;
  const values = model(plane).sigmoid().squeeze(-1).detach();
  const map = await imshow(values, { ...axes, title, origin: "lower", range: [0, 1], colorMap: "gray" });
  const of = (from: number, label: string) => ({ x: points.narrow(0, from, 100).select(1, 0), y: points.narrow(0, from, 100).select(1, 1), label }); // prettier-ignore
  const dots = await scatter([of(0, "first class"), of(100, "second class")]);
  return { ...map, panels: [{ ...map.panels[0], layers: [...map.panels[0].layers, ...dots.panels[0].layers] }] };
}
const falling = plot(
  [
    { y: line.losses, label: "one neuron" },
    { y: curve.losses, label: "16 hidden" },
  ],
  { x: { label: "Step" }, y: { label: "Loss", scale: "log" } },
);
const maps = [boundary(neuron, "One neuron"), boundary(network, "16 hidden neurons")];
await saveChapterFigure(subplots([...maps, falling], { columns: 3 }));
