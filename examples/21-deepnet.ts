// Chapter 21 · The deep network: as many layers as you like, and what their first weights do to it
// sonograd course 21 [--device webgpu]
import { Generator, rand, tensor, type Tensor } from "@sonograd/core";
import { hist, plot, subplots } from "@sonograd/io";
import { DeepNet, init, Linear } from "@sonograd/nn";
import { assertClose, assertThat, device, saveChapterFigure } from "./chapter.js";

// A network of any depth by hand: the outputs of a layer are the inputs of the next. weights[l][i][j]: from i to j.
class HandNet {
  readonly weights: number[][][];
  constructor(inputs: number, outputs: number, hidden: number[], generator: Generator) {
    const sizes = [inputs, ...hidden, outputs];
    const draw = (count: number): number[] => Array.from(rand([count], { generator, device: "cpu" }).dataSync());
    this.weights = sizes.slice(1).map((size, l) => Array.from({ length: sizes[l] }, () => draw(size)));
  }
  calculate(x: number[]): number[] {
    let data = x;
    for (const weight of this.weights) {
      const sum = (j: number): number => data.reduce((total, value, i) => total + value * weight[i][j], 0);
      data = weight[0].map((_, j) => 1 / (1 + Math.exp(-sum(j))));
    }
    return data;
  }
}

// Weights that NumPy drew (seed 0, three decimals), and what its version of this class gives.
const net = new HandNet(2, 1, [3, 2], new Generator(0));
// prettier-ignore
net.weights.splice(0, 3,
  [[0.549, 0.715, 0.603], [0.545, 0.424, 0.646]],
  [[0.438, 0.892], [0.964, 0.383], [0.792, 0.529]],
  [[0.568], [0.926]],
);
const [first, second] = [net.calculate([0.5, -1])[0], net.calculate([2, 1])[0]];
console.log(`DeepNet(2, 1, [3, 2]): ${first}, ${second}`);
await assertClose("DeepNet, as NumPy computes it", [first, second], [0.7408692058271604, 0.7781813573032249], 1e-15);

// The same in the library, where a layer keeps [outputs, inputs]; as taught, without offsets.
const linears = (model: DeepNet): Linear[] => [...model.layers].filter((layer) => layer instanceof Linear);
const deep = new DeepNet(2, 1, [3, 2], { bias: false }).to(device);
const x = tensor([[0.5, -1], [2, 1]]); // prettier-ignore
linears(deep).forEach((layer, l) => layer.loadStateDict({ weight: tensor(net.weights[l]).t() }));
await assertClose("DeepNet of the library", deep(x), [first, second], 1e-6);
// As taught, `bias = 0` is kept and never used. An offset moves every sum; with -2 before the last sigmoid:
const biased = new DeepNet(2, 1, [3, 2]).to(device);
for (const [l, layer] of linears(biased).entries())
  layer.loadStateDict({ weight: tensor(net.weights[l]).t(), bias: tensor(l < 2 ? Array(3 - l).fill(0) : [-2]) });
const moved = (y: number): number => 1 / (1 + Math.exp(2 - Math.log(y / (1 - y))));
await assertClose("an offset of -2 moves the logit by -2", biased(x), [moved(first), moved(second)], 1e-6);

// As taught, weights come from 0…1: 32 of them add up to large sums, and the sigmoid sits on its flat end.
// Corrected, they lie on both sides of 0 and are the smaller the more of them are added (Xavier).
const inputs = rand([200, 32], { generator: new Generator(1) });
async function look(fill: (weight: Tensor) => void): Promise<{ seen: Tensor; slopes: number[]; spread: number }> {
  const layers: Tensor[] = [inputs];
  for (const layer of linears(new DeepNet(32, 32, [32, 32, 32, 32], { bias: false }).to(device))) {
    fill(layer.weight);
    layers.push(layer(layers.at(-1)!).sigmoid().detach());
  }
  const slope = (y: Tensor): Promise<number> => y.sub(y.square()).mean().item(); // the derivative of the sigmoid
  const spread = await layers[5].std(0).mean().item();
  return { seen: layers[1].flatten(), slopes: await Promise.all(layers.slice(1).map(slope)), spread };
}
const taught = await look((weight) => init.uniform_(weight, 0, 1));
const xavier = await look((weight) => init.xavierUniform_(weight));
for (const [name, { slopes, spread }] of Object.entries({ taught, xavier }))
  console.log(`${name}: slopes ${slopes.map((s) => s.toExponential(1)).join(" ")}, spread ${spread.toExponential(1)}`);
assertThat("as taught the sigmoids are flat", Math.max(...taught.slopes) < 1e-3);
assertThat("corrected they are steep", Math.min(...xavier.slopes) > 0.2);
assertThat("as taught the inputs are hardly told apart", taught.spread < xavier.spread / 10);
const style = { x: [1, 2, 3, 4, 5], markers: true };
const lines = [
  { ...style, y: taught.slopes, label: "weights 0…1" },
  { ...style, y: xavier.slopes, label: "Xavier" },
];
const outputs = ({ seen }: { seen: Tensor }, title: string) =>
  hist(seen, { title, range: [0, 1], x: { label: "Output of layer 1" } });
const slope = plot(lines, { x: { label: "Layer" }, y: { label: "Mean slope y(1 − y)", scale: "log" } });
const panels = [outputs(taught, "As taught: weights 0…1"), outputs(xavier, "Corrected: Xavier"), slope];
await saveChapterFigure(subplots(panels, { columns: 3 }));
