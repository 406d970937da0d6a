// Answers to the exercises of chapter 20.
import { tensor } from "@sonograd/core";
import { Perceptron } from "@sonograd/nn";
import { expect, it } from "vitest";

const CORNERS = [0, 0, 0, 1, 1, 0, 1, 1];

it("exercise 1: one neuron for a and b, one for neither", async () => {
  const neuron = new Perceptron(2);
  const decide = (weight: [number, number], bias: number): Promise<unknown> => {
    neuron.loadStateDict({ "linear.weight": tensor([weight]), "linear.bias": tensor([bias]) });
    return neuron(tensor(CORNERS).reshape([4, 2]))
      .round()
      .flatten()
      .array();
  };
  expect(await decide([10, 10], -15)).toEqual([0, 0, 0, 1]);
  expect(await decide([-10, -10], 5)).toEqual([1, 0, 0, 0]);
});

it("exercise 2: without the sigmoid between them, two layers are one", async () => {
  // (x A + b) C + d = x (A C) + (b C + d)
  const [A, b] = [tensor([0.1, -0.4, 0.7, 0.5, 0.2, -0.3]).reshape([2, 3]), tensor([0.1, -0.2, 0.3])];
  const [C, d] = [tensor([1.2, -0.6, -0.8, 0.9, 0.4, 0.3]).reshape([3, 2]), tensor([-0.5, 0.25])];
  const x = tensor(CORNERS).reshape([4, 2]);
  const two = x.matmul(A).add(b).matmul(C).add(d);
  const one = x.matmul(A.matmul(C)).add(b.matmul(C).add(d));
  expect(await two.sub(one).abs().max().item()).toBeLessThan(1e-6);
  // With it they are not: the four corners no longer lie on a plane.
  const bent = x.matmul(A).add(b).sigmoid().matmul(C).add(d);
  const [p, q, r, s] = await bent.select(1, 0).data();
  expect(Math.abs(p - q - r + s)).toBeGreaterThan(1e-3);
});
