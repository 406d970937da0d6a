// Answers to the exercises of chapter 24.
import { manualSeed, randn, tensor } from "@sonograd/core";
import { LeakyReLU, Linear, mseLoss, ReLU, Sequential, SGD, type TensorModule } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: tanh is a sigmoid, stretched and moved, with slopes up to 1 instead of 1/4", async () => {
  const z = tensor([-3, -1, 0, 0.5, 2]);
  const stretched = z.mul(2).sigmoid().mul(2).sub(1);
  expect(await z.tanh().sub(stretched).abs().max().item()).toBeLessThan(1e-6);

  const slopeAtZero = async (f: (x: typeof z) => typeof z): Promise<number> => {
    const x = tensor([0], { requiresGrad: true });
    f(x).sum().backward();
    return x.grad!.item();
  };
  expect(await slopeAtZero((x) => x.tanh())).toBe(1);
  expect(await slopeAtZero((x) => x.sigmoid())).toBe(0.25);
});

it("exercise 2: a neuron with an offset of −30 is dead as ReLU and comes back as LeakyReLU", async () => {
  const biasAfterTraining = async (activation: TensorModule): Promise<number> => {
    manualSeed(0);
    const [hidden, x] = [new Linear(4, 1), randn([64, 4])];
    hidden.loadStateDict({ weight: tensor([[0.1, 0.2, -0.1, 0.3]]), bias: tensor([-30]) });
    const network = new Sequential(hidden, activation);
    const optimizer = new SGD(network.parameters(), { lr: 0.5 });
    for (let step = 0; step < 100; step++) {
      optimizer.zeroGrad();
      mseLoss(network(x), tensor([5]).expand([64, 1])).backward();
      optimizer.step();
    }
    return hidden.bias!.item();
  };
  expect(await biasAfterTraining(new ReLU())).toBe(-30);
  expect(await biasAfterTraining(new LeakyReLU(0.1))).toBeGreaterThan(0);
});
