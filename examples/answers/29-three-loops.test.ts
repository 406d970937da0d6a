// Answers to the exercises of chapter 29.
import { noGrad, randn, tensor, zeros, type Tensor } from "@sonograd/core";
import { SGD } from "@sonograd/nn";
import { expect, it } from "vitest";

const x = randn([64, 1]);
const t = x.mul(-1.5).add(0.4);
const lossOf = (w: Tensor, b: Tensor, from = 0, to = 64): Tensor =>
  x.narrow(0, from, to - from).mul(w).add(b).sub(t.narrow(0, from, to - from)).square().mean(); // prettier-ignore
const start = (): Tensor[] => [zeros([1]).requiresGrad_(), zeros([1]).requiresGrad_()];

it("exercise 1: momentum by hand is the optimizer's momentum", async () => {
  const [w, b] = start();
  const optimizer = new SGD([w, b], { lr: 0.125, momentum: 0.5 });
  let [v, u] = start();
  let [velocityOfV, velocityOfU] = [zeros([1]), zeros([1])];
  for (let step = 0; step < 20; step++) {
    optimizer.zeroGrad();
    lossOf(w, b).backward();
    optimizer.step();

    lossOf(v, u).backward();
    [velocityOfV, velocityOfU] = noGrad(() => [velocityOfV.mul(0.5).add(v.grad!), velocityOfU.mul(0.5).add(u.grad!)]);
    [v, u] = noGrad(() => [v.sub(velocityOfV.mul(0.125)), u.sub(velocityOfU.mul(0.125))]).map((p) => p.requiresGrad_());
    expect(await v.item()).toBeCloseTo(await w.item(), 6);
    expect(await u.item()).toBeCloseTo(await b.item(), 6);
  }
  expect(await w.item()).toBeCloseTo(-1.5, 2);
});

it("exercise 2: adding up is of use: four quarter batches make one whole", async () => {
  const [w, b] = start();
  lossOf(w, b).backward();
  const [whole, wholeOfB] = [await w.grad!.item(), await b.grad!.item()];
  const [v, u] = start();
  for (const quarter of [0, 16, 32, 48])
    lossOf(v, u, quarter, quarter + 16)
      .div(4)
      .backward();
  expect(await v.grad!.item()).toBeCloseTo(whole, 5);
  expect(await u.grad!.item()).toBeCloseTo(wholeOfB, 5);
  expect(tensor([whole]).shape).toEqual([1]);
});
