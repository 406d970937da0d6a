// Chapter 28 · Updating parameters: downhill in small steps, and how large a step may be
// sonograd course 28 [recording] [--device webgpu]
import { tensor } from "@sonograd/core";
import { plot, subplots } from "@sonograd/io";
import { SGD } from "@sonograd/nn";
import { assertClose, assertThat, recording, saveChapterFigure } from "./chapter.js";

// A recording is heard with an echo 2 ms later. How loud is the direct sound, and how loud the echo?
const { y, sampleRate, name } = await recording({ seconds: 1 });
const delay = Math.round(0.002 * sampleRate);
const samples = Array.from(await y.data(), Number);
const power = samples.reduce((sum, v) => sum + v * v, 0) / samples.length;
const unit = samples.map((v) => v / Math.sqrt(power)); // mean square 1, so that steps mean the same for every recording
const [direct, echo] = [unit.slice(delay), unit.slice(0, -delay)];
const truth = [0.8, -0.3];
const heard = direct.map((v, i) => truth[0] * v + truth[1] * echo[i]);

// The loss is the mean squared error of a·direct + b·echo; its gradient by hand, with plain numbers.
const dot = (u: number[], v: number[]): number => u.reduce((sum, value, i) => sum + value * v[i], 0) / u.length;
function lossAndGradient([a, b]: number[]): { loss: number; gradient: number[] } {
  const error = heard.map((v, i) => a * direct[i] + b * echo[i] - v);
  return { loss: dot(error, error), gradient: [2 * dot(error, direct), 2 * dot(error, echo)] };
}

/** `count` steps of gradient descent from [0, 0]: parameters against the gradient, `lr` times its length. */
function descend(lr: number, count: number): { losses: number[]; path: number[][] } {
  let parameters = [0, 0];
  const [losses, path]: [number[], number[][]] = [[], [parameters]];
  for (let step = 0; step < count; step++) {
    const { loss, gradient } = lossAndGradient(parameters);
    losses.push(loss);
    parameters = parameters.map((value, i) => value - lr * gradient[i]);
    path.push(parameters);
  }
  return { losses, path };
}

// How large may a step be? The loss is a bowl; along its steepest direction it bends with the largest eigenvalue of
// [[2 d·d, 2 d·e], [2 d·e, 2 e·e]], and a step beyond 2 / that value lands higher than it began.
const [dd, de, ee] = [dot(direct, direct), dot(direct, echo), dot(echo, echo)];
const limit = 2 / (dd + ee + Math.sqrt((dd - ee) ** 2 + 4 * de * de));
console.log(`${name}: direct and echo correlate by ${de.toFixed(2)}, so lr must stay below ${limit.toFixed(3)}`);

const rates = [0.05, 0.5, 0.95, 1.03].map((share) => share * limit);
const runs = rates.map((lr) => descend(lr, 60));
for (const [i, { losses, path }] of runs.entries()) {
  const [a, b] = path.at(-1)!;
  console.log(
    `lr ${rates[i].toFixed(3)}: loss ${losses.at(-1)!.toExponential(1)}, a ${a.toFixed(3)}, b ${b.toFixed(3)}`,
  );
}
const falls = (losses: number[]): boolean => losses.every((loss, i) => i === 0 || loss <= losses[i - 1] + 1e-15);
assertThat(
  "below the limit every step goes down",
  runs.slice(0, 3).every(({ losses }) => falls(losses)),
);
assertThat("beyond it the loss grows", runs[3].losses[59] > runs[3].losses[30]);
assertThat("half the limit is faster than a twentieth", runs[1].losses[59] < runs[0].losses[59]);

// The optimizer does the same: the same path with SGD, whose gradients come from backward().
const parameters = [0, 0].map((value) => tensor([value], { requiresGrad: true }));
const [a, b] = parameters;
const [d, e, h] = [direct, echo, heard].map((v) => tensor(v));
const optimizer = new SGD(parameters, { lr: rates[1] });
for (let step = 1; step <= 60; step++) {
  optimizer.zeroGrad();
  d.mul(a).add(e.mul(b)).sub(h).square().mean().backward();
  optimizer.step();
  if (step % 20 === 0) await assertClose(`a and b after ${step} steps`, [a, b], runs[1].path[step], 2e-4);
}

const labels = ["5 %", "50 %", "95 %", "103 %"];
const curves = runs.map(({ losses }, i) => ({ y: losses, label: labels[i] }));
const [a0, b0] = [0, 1].map((k) => runs.map(({ path }) => path.map((p) => p[k])));
const paths = [0, 1, 2].map((i) => ({ x: a0[i], y: b0[i], label: labels[i], markers: true }));
const target = { x: [truth[0]], y: [truth[1]], label: "truth", markers: true };
const loss = { label: "Mean squared error", scale: "log" } as const;
const left = plot(curves, { title: "Loss at shares of the limit", x: { label: "Step" }, y: loss });
const right = plot([...paths, target], { title: "Path", x: { label: "a, direct" }, y: { label: "b, echo" } });
await saveChapterFigure(subplots([left, right], { columns: 2 }));
