// Chapter 29 · Three loops: the same training by hand, with backward() and with an optimizer
// sonograd course 29 [--device webgpu]
import { noGrad, randn, zeros, type Tensor } from "@sonograd/core";
import { plot, subplots, type PlotLine } from "@sonograd/io";
import { SGD } from "@sonograd/nn";
import { assertClose, assertThat, device, saveChapterFigure } from "./chapter.js";

// What is to be learned: loudness of a room against distance, 64 measurements of level = w·x + b with a little noise.
// The step is a power of two, so that lr · gradient is exact and all three loops round alike.
const [n, lr, steps] = [64, 0.125, 40];
const x = randn([n, 1]);
const t = x
  .mul(-1.5)
  .add(0.4)
  .add(randn([n, 1]).mul(0.1));
const predict = (w: Tensor, b: Tensor): Tensor => x.mul(w).add(b);

/** Runs `step` again and again on parameters that start at 0; gives [w, b] after each step. */
async function train(step: (w: Tensor, b: Tensor) => [Tensor, Tensor]): Promise<number[][]> {
  let [w, b] = [zeros([1]).requiresGrad_(), zeros([1]).requiresGrad_()];
  const path: number[][] = [];
  for (let i = 0; i < steps; i++) {
    [w, b] = step(w, b);
    path.push([await w.item(), await b.item()]);
  }
  return path;
}

// A. By hand: prediction, error, derivative of the mean square for each parameter, update.
const byHand = await train((w, b) =>
  noGrad(() => {
    const error = predict(w, b).sub(t);
    const gradientOfError = error.mul(2).mul(1 / n);
    const [gradientOfW, gradientOfB] = [gradientOfError.mul(x).sum(), gradientOfError.sum()];
    return [w.sub(gradientOfW.mul(lr)), b.sub(gradientOfB.mul(lr))];
  }),
);

// B. backward() finds the gradients; the update is still ours. It adds to .grad, so .grad is set back each time.
const withBackward = await train((w, b) => {
  predict(w, b).sub(t).square().mean().backward();
  return [w, b].map((p) => noGrad(() => p.sub(p.grad!.mul(lr))).requiresGrad_()) as [Tensor, Tensor];
});

// C. The optimizer updates, too: zeroGrad, backward, step. This is the loop of every later chapter.
let optimizer: SGD | undefined;
const withOptimizer = await train((w, b) => {
  optimizer ??= new SGD([w, b], { lr });
  optimizer.zeroGrad();
  predict(w, b).sub(t).square().mean().backward();
  optimizer.step();
  return [w, b];
});

// One path, walked three times: on the CPU to the last bit.
const tolerance = device === "cpu" ? 0 : 1e-6;
await assertClose("by backward() as by hand", withBackward, byHand, tolerance);
await assertClose("by the optimizer as by hand", withOptimizer, byHand, tolerance);

// As taught, "backward() updates the gradients". It adds to them: without zeroGrad every step repeats all earlier ones.
let forgetful: SGD | undefined;
const withoutZeroing = await train((w, b) => {
  forgetful ??= new SGD([w, b], { lr });
  predict(w, b).sub(t).square().mean().backward();
  forgetful.step();
  return [w, b];
});
await assertClose("the first step is the same", withoutZeroing[0], byHand[0], tolerance);
const crossings = (path: number[][]): number => path.filter(([w], i) => i > 0 && w < -1.5 !== path[i - 1][0] < -1.5).length; // prettier-ignore
console.log(`w, b after ${steps} steps: ${byHand[steps - 1].map((v) => v.toFixed(4)).join(", ")}`);
console.log(`w crosses its goal ${crossings(byHand)} times, without zeroing ${crossings(withoutZeroing)} times`);
await assertClose("the goal is met", byHand[steps - 1], [-1.5, 0.4], 0.1);
assertThat("without zeroing the path swings to and fro", crossings(withoutZeroing) >= 3 && crossings(byHand) <= 1);

const w = (path: number[][], label: string, dash: "solid" | "dashed" | "dotted" = "solid"): PlotLine => ({ y: path.map(([value]) => value), label, dash }); // prettier-ignore
const axes = { x: { label: "Step" }, y: { label: "w" } };
const three = [w(byHand, "by hand"), w(withBackward, "backward()", "dashed"), w(withOptimizer, "step()", "dotted")];
const two = [w(byHand, "with zeroGrad"), w(withoutZeroing, "without")];
const left = plot(three, { title: "Three loops, one path", ...axes });
await saveChapterFigure(subplots([left, plot(two, { title: "Forgetting to zero", ...axes })], { columns: 2 }));
