import { tensor, type Tensor } from "@sonograd/core";
import { Module } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: a callable object that counts its calls", () => {
  interface Counter {
    (x: Tensor): Tensor;
    calls: number;
  }
  const counted = (step: (x: Tensor) => Tensor): Counter => {
    const counter: Counter = Object.assign((x: Tensor) => (counter.calls++, step(x)), { calls: 0 });
    return counter;
  };
  const twice = counted((x) => x.mul(2));
  expect(twice(twice(tensor([3]))).itemSync()).toBe(12);
  expect(twice.calls).toBe(2);
});

it("exercise 2: a module with a setting, called like a function, that smooths over n samples", () => {
  class MovingAverage extends Module {
    constructor(public samples: number) {
      super();
    }
    override forward(x: Tensor): Tensor {
      return x.unfold(-1, this.samples, 1).mean(-1);
    }
  }
  const smooth = new MovingAverage(2);
  expect(smooth(tensor([1, 3, 5, 9])).arraySync()).toEqual([2, 4, 7]);
  smooth.samples = 4;
  expect(smooth(tensor([1, 3, 5, 9])).arraySync()).toEqual([4.5]);
});
