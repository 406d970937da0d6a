// Chapter 17 · Modules: a network as a class and as a row of layers, and the text it prints
// sonograd course 17 [--device webgpu]
import { ones, randn, type Tensor } from "@sonograd/core";
import { bar } from "@sonograd/io";
import { Conv2d, Flatten, Linear, MaxPool2d, Module, Sequential, summary } from "@sonograd/nn";
import { assertClose, assertEqual, device, saveChapterFigure } from "./chapter.js";

// The smallest module: a class with a forward. An instance is called like a function.
class AddOne extends Module {
  override forward(x: Tensor): Tensor {
    return x.add(1);
  }
}
await assertClose("AddOne()(1)", new AddOne()(ones([1])), 2, 0);

// First style, CIFAR10-quick with a field for each layer. A module in a field is registered by being there.
class Fields extends Module {
  conv1 = new Conv2d(3, 32, 5, { padding: 2 });
  maxpool1 = new MaxPool2d(2);
  conv2 = new Conv2d(32, 32, 5, { padding: 2 });
  maxpool2 = new MaxPool2d(2);
  conv3 = new Conv2d(32, 64, 5, { padding: 2 });
  maxpool3 = new MaxPool2d(2);
  flatten = new Flatten();
  linear1 = new Linear(1024, 64);
  linear2 = new Linear(64, 10);
  override forward(x: Tensor): Tensor {
    const pooled = this.maxpool2(this.conv2(this.maxpool1(this.conv1(x))));
    return this.linear2(this.linear1(this.flatten(this.maxpool3(this.conv3(pooled)))));
  }
}
const fields = new Fields().to(device);

// Second style, one Sequential, whose forward hands each result to the next layer.
// prettier-ignore
const row = new Sequential(
  new Conv2d(3, 32, 5, { padding: 2 }), new MaxPool2d(2), new Conv2d(32, 32, 5, { padding: 2 }), new MaxPool2d(2),
  new Conv2d(32, 64, 5, { padding: 2 }), new MaxPool2d(2), new Flatten(), new Linear(1024, 64), new Linear(64, 10),
).to(device);

// What PyTorch prints for both, to the letter.
const PRINTED = `Fields(
  (conv1): Conv2d(3, 32, kernel_size=(5, 5), stride=(1, 1), padding=(2, 2))
  (maxpool1): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
  (conv2): Conv2d(32, 32, kernel_size=(5, 5), stride=(1, 1), padding=(2, 2))
  (maxpool2): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
  (conv3): Conv2d(32, 64, kernel_size=(5, 5), stride=(1, 1), padding=(2, 2))
  (maxpool3): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
  (flatten): Flatten(start_dim=1, end_dim=-1)
  (linear1): Linear(in_features=1024, out_features=64, bias=True)
  (linear2): Linear(in_features=64, out_features=10, bias=True)
)`;
console.log(String(fields));
assertEqual("the printed class", String(fields), PRINTED);
const numbered = PRINTED.split("\n").map((line, i) => line.replace(/\(\w+\):/, `(${i - 1}):`));
assertEqual("the printed row", String(row), ["Sequential(", ...numbered.slice(1)].join("\n"));

// The same weights under other names: the values of one state dict with the keys of the other.
const names = Object.keys(row.stateDict());
row.loadStateDict(Object.fromEntries(fields.parameters().map((parameter, i) => [names[i], parameter])));
const x = randn([64, 3, 32, 32]);
const [logits, logitsOfRow] = [fields(x), row(x)];
console.log(`[${x.shape.join(", ")}] -> [${logits.shape.join(", ")}], ${fields.numParameters()} parameters`);
assertEqual("shape of the output", logits.shape, [64, 10]);
await assertClose("output of the row and of the class", logitsOfRow, logits, 1e-6);

// Registered means reached: every parameter is counted, and gets a gradient.
const byHand = 32 * (3 * 25 + 1) + 32 * (32 * 25 + 1) + 64 * (32 * 25 + 1) + 64 * (1024 + 1) + 10 * (64 + 1);
assertEqual("number of parameters", fields.numParameters(), byHand);
logits.square().mean().backward();
assertEqual("parameters without a gradient", fields.parameters().filter(({ grad }) => grad === null).length, 0);

// Where the numbers are: the picture is large at the start, the weights lie at the end.
const layers = summary(fields, [1, 3, 32, 32]).rows.slice(1);
const outputs = layers.map(({ outputShapes: [shape] }) => shape.reduce((count, size) => count * size));
const bars = [
  { values: layers.map((layer) => layer.parameters), label: "Parameters" },
  { values: outputs, label: "Outputs for one picture" },
];
await saveChapterFigure(bar(bars, { labels: layers.map((layer) => layer.name), y: { label: "Count" } }));
