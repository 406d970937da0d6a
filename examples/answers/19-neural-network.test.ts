// Answers to the exercises of chapter 19.
import { manualSeed, randn, tensor } from "@sonograd/core";
import { binaryCrossEntropyWithLogits, Linear, Sequential, SGD, Tanh } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: the gradient is the slope of the loss, measured by small steps", async () => {
  manualSeed(0);
  const [network, x] = [new Sequential(new Linear(2, 4), new Tanh(), new Linear(4, 1)).to("float64"), randn([10, 2])];
  const truth = tensor([0, 1, 0, 1, 0, 1, 0, 1, 0, 1], { dtype: "float64" }).unsqueeze(1);
  const loss = (): Promise<number> => binaryCrossEntropyWithLogits(network(x.to("float64")), truth).item();
  binaryCrossEntropyWithLogits(network(x.to("float64")), truth).backward();
  const weight = network.parameters()[0];
  const [gradient] = await weight.grad!.flatten().data();

  const start = await weight.detach().clone().array();
  const step = tensor([[1e-4, 0], [0, 0], [0, 0], [0, 0]], { dtype: "float64" }); // prettier-ignore
  const at = async (sign: number): Promise<number> => {
    network.loadStateDict({ "0.weight": tensor(start, { dtype: "float64" }).add(step.mul(sign)) }, { strict: false });
    return loss();
  };
  expect(((await at(1)) - (await at(-1))) / 2e-4).toBeCloseTo(gradient, 7);
});

it("exercise 2: if all weights start equal, all hidden neurons stay equal", async () => {
  const network = new Sequential(new Linear(2, 8), new Tanh(), new Linear(8, 1));
  network.loadStateDict({ "0.weight": tensor(Array.from({ length: 8 }, () => [0.3, -0.2])), "0.bias": tensor(Array.from({ length: 8 }, () => 0.1)), "2.weight": tensor([Array.from({ length: 8 }, () => 0.5)]), "2.bias": tensor([0]) }); // prettier-ignore
  const [x, truth] = [tensor([[0, 0], [0, 1], [1, 0], [1, 1]]), tensor([0, 1, 1, 0]).unsqueeze(1)]; // prettier-ignore
  const optimizer = new SGD(network.parameters(), { lr: 0.5 });
  for (let step = 0; step < 50; step++) {
    optimizer.zeroGrad();
    binaryCrossEntropyWithLogits(network(x), truth).backward();
    optimizer.step();
  }
  const [first] = network;
  const weight = (first as Linear).weight.detach();
  expect(await weight.sub(weight.get(0)).abs().max().item()).toBe(0);
  expect(await weight.get(0, 0).item()).not.toBeCloseTo(0.3, 3);
});
