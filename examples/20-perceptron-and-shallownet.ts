// Chapter 20 · The perceptron and the shallow network: weighted sums through a sigmoid
// sonograd course 20 [--device webgpu]
import { linspace, meshgrid, stack, tensor, type Tensor } from "@sonograd/core";
import { imshow, subplots } from "@sonograd/io";
import { Perceptron, ShallowNet } from "@sonograd/nn";
import { assertClose, assertEqual, device, saveChapterFigure } from "./chapter.js";

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

// As taught, "y = 1 / (1 + exp(-y))": y on both sides is an equation with one solution, whatever the input was.
let y = 0.1;
for (let i = 0; i < 60; i++) y = sigmoid(y);
console.log(`as taught: y = ${y.toFixed(6)} for every input; a sigmoid of the sum z is meant`);
await assertClose("the only y that is its own sigmoid", y, 0.6590460684074066, 1e-12);

// One neuron: the sum of inputs by weights, an offset, a sigmoid.
function neuron(input: number[], weight: number[], bias: number): number {
  let sum = bias;
  for (let i = 0; i < input.length; i++) sum += weight[i] * input[i];
  return sigmoid(sum);
}
const fired = neuron([1, 2, 3], [0.2, 0.8, -0.5], 2);
console.log(`neuron([1, 2, 3]) = ${fired}`);
await assertClose("the neuron, as Python computes it", fired, 0.9088770389851438, 1e-15);

// A layer is a row of neurons: weight[i][j] leads from input i to neuron j.
const layer = (input: number[], weight: number[][], bias: number[]): number[] =>
  bias.map((offset, j) => neuron(input, weight.map((row) => row[j]), offset)); // prettier-ignore

// A shallow network: one layer that is hidden, and one whose outputs are seen.
type Net = { weight1: number[][]; bias1: number[]; weight2: number[][]; bias2: number[] };
const calculate = (net: Net, x: number[]): number[] => layer(layer(x, net.weight1, net.bias1), net.weight2, net.bias2);
// prettier-ignore
const net: Net = {
  weight1: [[0.1, -0.4, 0.7], [0.5, 0.2, -0.3]], bias1: [0.1, -0.2, 0.3],
  weight2: [[1.2, -0.6], [-0.8, 0.9], [0.4, 0.3]], bias2: [-0.5, 0.25],
};
const output = calculate(net, [1, 2]);
console.log(`ShallowNet([1, 2]) = ${output.join(", ")}`);
await assertClose("ShallowNet, as NumPy computes it", output, [0.5748267607446693, 0.5923384375849056], 1e-15);

// The library keeps weights as [outputs, inputs], so the matrices of above are transposed on the way in.
function loaded({ weight1, bias1, weight2, bias2 }: Net): ShallowNet {
  const model = new ShallowNet(weight1.length, bias1.length, bias2.length).to(device);
  model.loadStateDict({
    "hidden.weight": tensor(weight1).t(),
    "hidden.bias": tensor(bias1),
    "output.weight": tensor(weight2).t(),
    "output.bias": tensor(bias2),
  });
  return model;
}
const perceptron = new Perceptron(3).to(device);
perceptron.loadStateDict({ "linear.weight": tensor([[0.2, 0.8, -0.5]]), "linear.bias": tensor([2]) });
await assertClose("Perceptron", perceptron(tensor([1, 2, 3])), fired, 1e-6);
const batch = [[1, 2], [-1, 0.5], [0, 0]]; // prettier-ignore
const byHand = batch.map((x) => calculate(net, x));
await assertClose("ShallowNet, a batch at once", loaded(net)(tensor(batch)), byHand, 1e-6);

// What the hidden layer is for: "one of two, not both". A neuron draws one straight edge and gets at most 3 of 4 right.
const right = (answer: (x: number[]) => number): number =>
  [[0, 0], [0, 1], [1, 0], [1, 1]].filter(([a, b]) => Math.round(answer([a, b])) === (a + b) % 2).length; // prettier-ignore
const grid = Array.from({ length: 41 }, (_, i) => i / 2 - 10);
const scores = grid.flatMap((v) => grid.flatMap((w) => grid.map((bias) => right((x) => neuron(x, [v, w], bias)))));
assertEqual(`corners right, best of ${scores.length} neurons`, Math.max(...scores), 3);
const either: Net = { weight1: [[9, -9], [9, -9]], bias1: [-4.5, 13.5], weight2: [[9], [9]], bias2: [-13.5] }; // prettier-ignore
assertEqual("corners right, shallow network", right((x) => calculate(either, x)[0]), 4); // prettier-ignore

// The outputs over the plane of inputs: the hidden neurons say "a or b" and "not both", the output neuron joins them.
const plane = stack(meshgrid([linspace(-0.5, 1.5, 81), linspace(-0.5, 1.5, 81)]), -1);
const axis = (label: string) => ({ label, range: [-0.5, 1.5] as const });
const map = (values: Tensor, title: string) =>
  imshow(values, { title, origin: "lower", range: [0, 1], x: axis("b"), y: axis("a"), aspect: "equal" });
const hidden = loaded(either).hidden(plane).sigmoid();
const [or, notBoth, xor] = [hidden.get("...", 0), hidden.get("...", 1), loaded(either)(plane).get("...", 0)];
const panels = [map(or, "Hidden: a or b"), map(notBoth, "Hidden: not both"), map(xor, "Output: one, not both")];
await saveChapterFigure(subplots(panels, { columns: 3 }));
