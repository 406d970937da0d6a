// Chapter 27 · Autograd: a loss as a graph, its gradient by hand and by the machine, and how to check one
// sonograd course 27 [recording] [--device webgpu]
import { grad, noGrad, stft, tensor, type Tensor } from "@sonograd/core";
import { plot } from "@sonograd/io";
import { assertClose, assertEqual, assertThat, recording, saveChapterFigure } from "./chapter.js";

// 1. A neuron and its squared error, one named step at a time: z = w·x + b, p = sigmoid(z), loss = (p − t)².
const leaf = (value: number): Tensor => tensor([value], { requiresGrad: true });
const [w, x, b, target] = [leaf(0.6), leaf(-1.5), leaf(0.2), 1];
const z = w.mul(x).add(b);
const p = z.sigmoid();
const loss = p.sub(target).square();
loss.backward();

// The chain rule by hand: what each step hands back is its own derivative times what came from behind it.
const pByHand = 1 / (1 + Math.exp(-(0.6 * -1.5 + 0.2)));
const dp = 2 * (pByHand - target);
const dz = dp * pByHand * (1 - pByHand);
const byHand = { w: dz * -1.5, x: dz * 0.6, b: dz };
console.log(`loss ${(await loss.item()).toFixed(4)}, by hand ${((pByHand - target) ** 2).toFixed(4)}`);
for (const [name, variable] of Object.entries({ w, x, b })) {
  const expected = byHand[name as keyof typeof byHand];
  console.log(`d loss / d ${name} = ${(await variable.grad!.item()).toFixed(4)}, by hand ${expected.toFixed(4)}`);
  await assertClose(`d loss / d ${name}`, variable.grad!, expected, 1e-6);
}

// 2. backward() adds to .grad and never sets it: twice is double, until you set it to zero.
w.mul(x).add(b).sigmoid().sub(target).square().backward();
await assertClose("the gradient after a second backward()", w.grad!, 2 * byHand.w, 1e-6);
w.grad = null;
w.mul(x).add(b).sigmoid().sub(target).square().backward();
await assertClose("the gradient after zeroing", w.grad!, byHand.w, 1e-6);

// 3. What is not recorded has no gradient: inside noGrad, and behind detach.
const unrecorded = noGrad(() => w.mul(x));
assertEqual("recorded inside noGrad", unrecorded.requiresGrad, false);
const [throughOne] = grad([w.mul(w.detach()).sum()], [w]); // w·w with one factor held fast: w, not 2·w
await assertClose("the gradient past detach", throughOne!, 0.6, 1e-6);

// 4. The machine needs no formula: how far a filter y[t] + c·y[t − 1] changes the log spectrum of a recording.
const { y, name } = await recording({ seconds: 0.2 });
const samples = Array.from(await y.data(), Number);
const [now, before] = [tensor(samples.slice(1)), tensor(samples.slice(0, -1))];
const brightness = (c: Tensor): Tensor =>
  stft(now.add(before.mul(c)), { nFft: 256, hopLength: 64, center: false })
    .abs()
    .add(1e-2)
    .log()
    .mean();
const c = tensor([-0.5], { requiresGrad: true });
const [exact] = grad([brightness(c)], [c]);
const slope = await exact!.item();

// Checked by finite differences: (f(c + h) − f(c − h)) / 2h. Large h bends, small h drowns in rounding.
const steps = Array.from({ length: 25 }, (_, i) => 10 ** (-6 + i / 4.8));
const at = (value: number): Promise<number> => brightness(tensor([value])).item();
const [central, forward]: [number[], number[]] = [[], []];
for (const h of steps) {
  const [up, down, here] = [await at(-0.5 + h), await at(-0.5 - h), await at(-0.5)];
  central.push(Math.abs((up - down) / (2 * h) - slope) / Math.abs(slope));
  forward.push(Math.abs((up - here) / h - slope) / Math.abs(slope));
}
const best = Math.min(...central);
const bestStep = steps[central.indexOf(best)];
console.log(
  `${name}: slope ${slope.toFixed(5)}, nearest difference ${best.toExponential(1)} off, h ${bestStep.toExponential(1)}`,
);
assertThat("the best central difference is within a thousandth", best < 1e-3);
assertThat("the smallest step is worse: rounding", central[0] > 3 * best);
assertThat("the largest step is worse: the curve bends", central.at(-1)! > 3 * best);
assertThat("central beats forward at the step of 0.01", central[19] < forward[19]);

const [title, label] = ["How well a finite difference meets the gradient", "Relative distance from backward()"];
const lines = [
  { x: steps, y: central, label: "central difference", markers: true },
  { x: steps, y: forward, label: "forward difference", markers: true },
];
await saveChapterFigure(plot(lines, { title, x: { label: "Step h", scale: "log" }, y: { label, scale: "log" } }));
