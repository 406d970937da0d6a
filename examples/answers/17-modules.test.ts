// Answers to the exercises of chapter 17.
import { ones, zeros, type Tensor } from "@sonograd/core";
import { Cifar10Quick, init, Linear, Module, ModuleList } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: layers in a plain array are refused, those in a ModuleList are registered", () => {
  class Forgotten extends Module {
    layers = [new Linear(8, 8), new Linear(8, 8), new Linear(8, 8)];
  }
  expect(() => new Forgotten().parameters()).toThrow(/Use new ModuleList/);

  class Stack extends Module {
    layers = new ModuleList([new Linear(8, 8), new Linear(8, 8), new Linear(8, 8)]);
    override forward(x: Tensor): Tensor {
      return [...this.layers].reduce((value, layer) => layer(value), x);
    }
  }
  const stack = new Stack();
  expect(stack.numParameters()).toBe(3 * (8 * 8 + 8));
  expect(stack.namedParameters().map(([name]) => name)[4]).toBe("layers.2.weight");

  // With weights of 0 and offsets of 1 each layer gives ones, whatever goes in.
  for (const { weight, bias } of stack.layers) {
    init.zeros_(weight);
    init.ones_(bias!);
  }
  expect(stack(zeros([2, 8])).arraySync()).toEqual(ones([2, 8]).arraySync());
});

it("exercise 2: four classes instead of ten by another last layer", () => {
  const { model } = new Cifar10Quick();
  const before = model.numParameters();
  model.set(-1, new Linear(64, 4));
  expect(before - model.numParameters()).toBe(6 * (64 + 1));
  expect(model(zeros([2, 3, 32, 32])).shape).toEqual([2, 4]);
  expect(String(model)).toContain("(8): Linear(in_features=64, out_features=4, bias=True)");
});
