import { describe, expect, it } from "vitest";
import { compile, ones, ParameterError, tensor, type Tensor } from "@sonograd/core";
import { Linear, LSTM, Module, Sequential } from "./index.js";

function line(): Linear {
  const layer = new Linear(2, 1);
  layer.loadStateDict({ weight: tensor([[2, 3]]), bias: tensor([1]) });
  return layer;
}

describe("forward hooks", () => {
  it("see the call and may change arguments and result, in order, until removed", () => {
    const layer = line();
    const seen: unknown[] = [];
    const handles = [
      layer.registerForwardPreHook((module, [x]) => {
        expect(module.inFeatures).toBe(2);
        return (x as Tensor).mul(2);
      }),
      layer.registerForwardHook((_, [x], y) => void seen.push((x as Tensor).arraySync(), (y as Tensor).arraySync())),
      layer.registerForwardHook((_module, _inputs, y) => (y as Tensor).neg()),
    ];
    expect(new Sequential(layer)(tensor([[1, 2]])).arraySync()).toEqual([[-17]]);
    expect(seen).toEqual([[[2, 4]], [[17]]]);
    for (const handle of handles) handle.remove();
    expect(layer(tensor([[1, 2]])).arraySync()).toEqual([[9]]);
  });

  it("make a compiled function record again when they come and go", () => {
    const layer = line();
    const run = compile((x: Tensor) => layer(x));
    expect(run(ones([1, 2])).arraySync()).toEqual([[6]]);
    const handle = layer.registerForwardHook((_module, _inputs, y) => (y as Tensor).mul(10));
    expect(run(ones([1, 2])).arraySync()).toEqual([[60]]);
    handle.remove();
    expect(run(ones([1, 2])).arraySync()).toEqual([[6]]);
  });
});

describe("options of hooks", () => {
  class Scaled extends Module {
    override forward(x: Tensor, { factor = 1 }: { factor?: number } = {}): Tensor {
      if (factor === 0) throw new RangeError("factor");
      return x.mul(factor);
    }
  }

  it("prepend puts a hook before the others", () => {
    const layer = new Scaled();
    const order: string[] = [];
    layer.registerForwardPreHook(() => void order.push("second"));
    layer.registerForwardPreHook(() => void order.push("first"), { prepend: true });
    layer.registerForwardHook(() => void order.push("fourth"));
    const onlyOnce = (): void => {
      order.push("third");
      handle.remove();
    };
    const handle = layer.registerForwardHook(onlyOnce, { prepend: true });
    layer(ones([1]));
    layer(ones([1]));
    expect(order).toEqual(["first", "second", "third", "fourth", "first", "second", "fourth"]);
  });

  it("withKwargs shows the options of the call apart, and may change them", () => {
    const layer = new Scaled();
    const seen: unknown[] = [];
    layer.registerForwardPreHook((_, inputs, options) => [inputs, { factor: 2 * (options["factor"] as number) }], { withKwargs: true }); // prettier-ignore
    layer.registerForwardHook((_, inputs, options, y) => void seen.push(inputs.length, options, y), { withKwargs: true }); // prettier-ignore
    layer.registerForwardHook((_, inputs) => void seen.push(inputs.length));
    const y = layer(ones([1]), { factor: 3 });
    expect(y.itemSync()).toBe(6);
    expect(seen).toEqual([1, { factor: 6 }, y, 2]);
    layer.registerForwardPreHook(() => 5, { withKwargs: true });
    expect(() => layer(ones([1]))).toThrow(/withKwargs=true must return \[inputs, options\]/);
  });

  it("alwaysCall runs a hook once, also where forward or another hook throws", () => {
    const layer = new Scaled();
    const seen: unknown[] = [];
    layer.registerForwardHook((_, __, output) => void seen.push("always", output), { alwaysCall: true });
    layer.registerForwardHook(() => void seen.push("else"));
    expect(() => layer(ones([1]), { factor: 0 })).toThrow(RangeError);
    expect(seen).toEqual(["always", undefined]);
    layer.registerForwardHook(() => {
      throw new TypeError("hook");
    });
    expect(() => layer(ones([1]))).toThrow(TypeError);
    expect(seen.filter((item) => item === "always")).toHaveLength(2);
  });
});

describe("full backward hooks", () => {
  it("see the gradients of results and arguments and may change the latter, as in PyTorch", () => {
    const layer = line();
    const seen: unknown[] = [];
    layer.registerFullBackwardHook((_, [gradInput], [gradOutput]) => {
      seen.push(gradInput!.arraySync(), gradOutput!.arraySync());
      return gradInput!.mul(10);
    });
    const x = tensor([[1, 2]], { requiresGrad: true });
    layer(x).backward(tensor([[4]]));
    expect(seen).toEqual([[[8, 12]], [[4]]]);
    expect(x.grad!.arraySync()).toEqual([[80, 120]]);
    expect(layer.weight.grad!.arraySync()).toEqual([[4, 8]]);
  });

  it("before the way back see the gradients of results and may change them, each what the one before made", () => {
    const layer = line();
    const seen: unknown[] = [];
    layer.registerFullBackwardPreHook((_, [gradOutput]) => gradOutput!.mul(10));
    layer.registerFullBackwardPreHook((_, [gradOutput]) => gradOutput!.add(1), { prepend: true });
    layer.registerFullBackwardHook((_, [gradInput], [gradOutput]) => void seen.push(gradInput!.arraySync(), gradOutput!.arraySync())); // prettier-ignore
    const x = tensor([[1, 2]], { requiresGrad: true });
    layer(x).backward(tensor([[4]]));
    expect(seen).toEqual([[[100, 150]], [[50]]]);
    expect(layer.bias!.grad!.arraySync()).toEqual([50]);
    layer.registerFullBackwardPreHook(() => []);
    expect(() => layer(x).sum().backward()).toThrow(/registerFullBackwardPreHook.*1: one per tensor result/);
  });

  it("are called with null where no argument wants a gradient", () => {
    const layer = line();
    const seen: unknown[] = [];
    layer.registerFullBackwardHook((_, gradInput, gradOutput) => void seen.push(gradInput, gradOutput[0]!.arraySync()));
    layer(ones([1, 2]))
      .sum()
      .backward();
    expect(seen).toEqual([[null], [[1]]]);
  });

  it("reach into nested results, and refuse another number of gradients", () => {
    const lstm = new LSTM(2, 3);
    let count = -1;
    const handle = lstm.registerFullBackwardHook((_, __, gradOutput) => void (count = gradOutput.length));
    const x = ones([4, 1, 2]);
    x.requiresGrad = true;
    const [output, [, c]] = lstm(x);
    output.sum().add(c.sum()).backward();
    expect(count).toBe(3);
    handle.remove();
    lstm.registerFullBackwardHook(() => []);
    expect(() => lstm(x)[0].sum().backward()).toThrow(ParameterError);
  });
});

describe("names", () => {
  class Net extends Module {
    body = new Sequential(line());
    position = ones([1]);
    cache = ones([2]);
    constructor() {
      super();
      this.registerBuffer("position");
      this.registerBuffer("cache", { persistent: false });
    }
  }

  it("keeps buffers that are not persistent out of the state dict, not out of the buffers", () => {
    const net = new Net();
    expect(Object.keys(net.stateDict())).toEqual(["position", "body.0.weight", "body.0.bias"]);
    expect(net.namedBuffers().map(([name]) => name)).toEqual(["position", "cache"]);
    expect(net.to("float64").cache.dtype).toBe("float64");
    expect(net.parameters({ recurse: false })).toEqual([]);
  });

  it("finds modules, parameters and buffers by dotted name", () => {
    const net = new Net();
    expect(net.getSubmodule("")).toBe(net);
    expect(net.getSubmodule("body.0")).toBe(net.body.at(0));
    expect(net.getParameter("body.0.weight").shape).toEqual([1, 2]);
    expect(net.getBuffer("cache")).toBe(net.cache);
    expect(() => net.getSubmodule("body.1")).toThrow(/Sequential has no "1", only \[0\]/);
    expect(() => net.getParameter("body.0.scale")).toThrow(/body.0.scale.*\[weight, bias\]/);
  });
});
