// Chapter 26 · Linear and training: a layer by hand, how its weights begin, and the loop that moves them
// sonograd course 26 [--device webgpu]
import { arange, mm, randn, tensor, type Tensor } from "@sonograd/core";
import { hist, plot, subplots } from "@sonograd/io";
import { Flatten, Linear, MSELoss, SGD } from "@sonograd/nn";
import { assertClose, assertEqual, assertThat, device, saveChapterFigure } from "./chapter.js";

// A linear layer reads rows of numbers, so pictures are flattened first: all axes but the batch become one.
const boxes = tensor([1, 2, 3, 4, 5, 6, 7, 8]).reshape([2, 2, 2]); // [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
console.log("flattened from dim 1:", JSON.stringify(await new Flatten()(boxes).array()));
assertEqual("flatten", await boxes.flatten(1).array(), [[1, 2, 3, 4], [5, 6, 7, 8]]); // prettier-ignore
assertEqual("Flatten, the layer", await new Flatten()(boxes).array(), await boxes.flatten(1).array());

// y = x·Wᵀ + b, number by number: output o of a row is the sum of its inputs, each times weight[o][i].
const layer = new Linear(4, 3).to(device);
const [weight, bias] = [await layer.weight.data(), await layer.bias!.data()];
const rows = [[1, 2, 3, 4], [5, 6, 7, 8]]; // prettier-ignore
const byHand = rows.map((row) => [0, 1, 2].map((o) => row.reduce((sum, v, i) => sum + v * Number(weight[4 * o + i]), Number(bias[o])))); // prettier-ignore
await assertClose("Linear(4, 3) by hand", layer(boxes.flatten(1)), byHand, 1e-5);
await assertClose("and as a product of matrices", layer(boxes.flatten(1)), mm(boxes.flatten(1), layer.weight.t()).add(layer.bias!), 1e-6); // prettier-ignore
assertEqual("printed", String(layer), "Linear(in_features=4, out_features=3, bias=True)");

// How it begins: weights and offsets even between ±1/√in, as in PyTorch. The more inputs, the smaller each weight.
const fans = [16, 64, 256];
const weights = await Promise.all(
  fans.map(async (fan) => Array.from(await new Linear(fan, 512).weight.data(), Number)),
);
for (const [i, fan] of fans.entries()) {
  const bound = 1 / Math.sqrt(fan);
  const largest = weights[i].reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const std = Math.sqrt(weights[i].reduce((sum, v) => sum + v * v, 0) / weights[i].length);
  console.log(`${fan} inputs: within ±${bound.toFixed(4)}, largest ${largest.toFixed(4)}, std ${std.toFixed(4)}`);
  assertThat(`weights of ${fan} inputs stay inside`, largest <= bound);
  await assertClose(`their spread, in units of the bound`, std / bound, 1 / Math.sqrt(3), 0.01);
}
// So the output is as large whatever the width: `fan` products of mean square 1/3 · 1/fan each, and the offset's little.
const outputs = await Promise.all(fans.map((fan) => new Linear(fan, 512)(randn([64, fan])).square().mean().item())); // prettier-ignore
const expected = fans.map((fan) => 1 / 3 + 1 / (3 * fan));
await assertClose("mean square of the outputs", outputs, expected, 0.05);

// Training: predict, measure, ask for gradients, move against them. One Linear learns a low-pass filter from noise:
// 8 samples in, one out, and what it should say is their weighted mean.
const taps = [1, 3, 6, 8, 6, 3, 1, 0].map((tap) => tap / 28);
const x = randn([256, 8]);
const wanted = mm(x, tensor(taps).unsqueeze(1));
const filter = new Linear(8, 1, { bias: false });
const [loss, optimizer] = [new MSELoss(), new SGD(filter.parameters(), { lr: 0.2 })];
const losses: number[] = [];
const before = Array.from(await filter.weight.data(), Number);
for (let step = 0; step < 60; step++) {
  const error: Tensor = loss(filter(x), wanted);
  optimizer.zeroGrad();
  error.backward();
  optimizer.step();
  losses.push(await error.item());
}
console.log(`loss ${losses[0].toFixed(3)} → ${losses.at(-1)!.toExponential(1)}`);
assertThat("every step lowers the loss", losses.every((l, i) => i === 0 || l < losses[i - 1] || l < 1e-10)); // prettier-ignore
await assertClose("the learned taps", filter.weight, taps, 1e-3);

const after = Array.from(await filter.weight.data(), Number);
const places = Array.from(await arange(8).data(), Number);
const range = [-0.26, 0.26] as const;
const start = weights.map((values, i) => hist(values, { bins: 52, range, density: true, title: `Linear(${fans[i]}, 512) at the start`, x: { label: "Weight" } })); // prettier-ignore
const learned = plot([{ x: places, y: before, label: "before", markers: true, dash: "dashed" }, { x: places, y: taps, label: "wanted" }, { x: places, y: after, label: "after", markers: true }], { title: "Eight weights learn a filter", x: { label: "Tap" }, y: { label: "Weight" } }); // prettier-ignore
await saveChapterFigure(subplots([...start, learned], { columns: 2 }));
