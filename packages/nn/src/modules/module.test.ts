import { describe, expect, it } from "vitest";
import { manualSeed, ones, ParameterError, ShapeError, tensor, zeros, type Tensor } from "@sonograd/core";
import {
  BatchNorm1d,
  Conv1d,
  Dropout,
  Linear,
  Module,
  ModuleList,
  Parameter,
  ReLU,
  Sequential,
  type TensorModule,
} from "./index.js";

class Small extends Module {
  conv1 = new Conv1d(1, 2, 3, { padding: 1 });
  bn1 = new BatchNorm1d(2);
  fcOut = new Linear(2, 3, { bias: false });
  scale = new Parameter(ones([1]));
  override name = "a field may be called name";
  override forward(x: Tensor): Tensor {
    return this.fcOut(this.bn1(this.conv1(x)).mean(-1)).mul(this.scale);
  }
}

describe("Module", () => {
  it("is a function that runs forward, with types", () => {
    const model = new Small();
    const y: Tensor = model(ones([4, 1, 8]));
    expect(y.shape).toEqual([4, 3]);
    expect(model).toBeInstanceOf(Small);
    expect(typeof model).toBe("function");
    expect(model.name).toBe("a field may be called name");
    // @ts-expect-error a number is no input of this model
    expect(() => model(3)).toThrow();
  });

  it("names parameters as PyTorch does: own ones first, then by field, in snake case", () => {
    expect(new Small().namedParameters().map(([name]) => name)).toEqual([
      "scale",
      "conv1.weight",
      "conv1.bias",
      "bn1.weight",
      "bn1.bias",
      "fc_out.weight",
    ]);
    expect(new Small().namedBuffers().map(([name]) => name)).toEqual([
      "bn1.running_mean",
      "bn1.running_var",
      "bn1.num_batches_tracked",
    ]);
    expect(new Small().numParameters()).toBe(1 + 6 + 2 + 2 + 2 + 6);
  });

  it("keeps PyTorch's order in the state dict and the batch counter as an int32 scalar", () => {
    const state = new Small().stateDict();
    expect(Object.keys(state)).toEqual([
      "scale",
      "conv1.weight",
      "conv1.bias",
      "bn1.weight",
      "bn1.bias",
      "bn1.running_mean",
      "bn1.running_var",
      "bn1.num_batches_tracked",
      "fc_out.weight",
    ]);
    expect(state["bn1.num_batches_tracked"].dtype).toBe("int32");
    expect(state["bn1.num_batches_tracked"].shape).toEqual([]);
  });

  it("lists a shared parameter once among the parameters, twice in the state dict", () => {
    const shared = new Linear(2, 2);
    const model = new Sequential(shared, shared);
    expect(model.parameters()).toHaveLength(2);
    expect(Object.keys(model.stateDict())).toHaveLength(4);
    class Tied extends Module {
      a = new Parameter(ones([1]));
      b = this.a;
    }
    expect(new Tied().namedParameters().map(([name]) => name)).toEqual(["a"]);
  });

  it("restores the output from a state dict, into the same parameter objects", () => {
    manualSeed(1);
    const source = new Small();
    source(ones([4, 1, 8]));
    const target = new Small();
    const before = target.parameters();
    expect(target.loadStateDict(source.stateDict())).toEqual({ missingKeys: [], unexpectedKeys: [] });
    expect(target.parameters().every((p, i) => p === before[i])).toBe(true);
    const x = ones([2, 1, 8]);
    expect(target.eval()(x).arraySync()).toEqual(source.eval()(x).arraySync());
  });

  it("takes a state dict as a map too, as a safetensors file gives it", () => {
    const [source, target] = [new Linear(2, 1), new Linear(2, 1)];
    target.loadStateDict(new Map(Object.entries(source.stateDict())));
    expect(target.weight.arraySync()).toEqual(source.weight.arraySync());
    expect(() => target.loadStateDict(new Map([["weight", ones([1, 2])]]))).toThrow(
      /missing \[bias\], unexpected \[\]/,
    );
  });

  it("refuses a state dict with other names or shapes, and then changes nothing", () => {
    const model = new Linear(2, 1);
    const before = model.weight.arraySync();
    const state = { weight: ones([1, 2]), extra: ones([1]) };
    expect(() => model.loadStateDict(state)).toThrow(ParameterError);
    expect(() => model.loadStateDict(state)).toThrow(/missing \[bias\], unexpected \[extra\]/);
    expect(() => model.loadStateDict({ weight: ones([1, 2]), bias: ones([2]) })).toThrow(ShapeError);
    expect(model.weight.arraySync()).toEqual(before);
    expect(model.loadStateDict(state, { strict: false })).toEqual({ missingKeys: ["bias"], unexpectedKeys: ["extra"] });
    expect(model.weight.arraySync()).toEqual([[1, 1]]);
  });

  it("switches training on and off in every submodule", () => {
    const model = new Sequential(new Dropout(0.5), new Sequential(new Dropout(0.5)));
    expect(
      model
        .eval()
        .modules()
        .every((m) => !m.training),
    ).toBe(true);
    expect(
      model
        .train()
        .modules()
        .every((m) => m.training),
    ).toBe(true);
  });

  it("converts floating-point state to another dtype and keeps the parameter objects", () => {
    const model = new Small();
    const before = model.parameters();
    model.to("float64");
    expect(model.parameters()).toEqual(before);
    expect(model.conv1.weight.dtype).toBe("float64");
    expect(model.bn1.runningMean?.dtype).toBe("float64");
    expect(model.bn1.numBatchesTracked?.dtype).toBe("int32");
    expect(model(ones([4, 1, 8], { dtype: "float64" })).dtype).toBe("float64");
  });

  it("freezes parameters, so that no gradient reaches them", () => {
    const model = new Sequential(new Linear(2, 2).requiresGrad_(false) as TensorModule, new Linear(2, 1));
    model(ones([1, 2]))
      .sum()
      .backward();
    expect(model.parameters().map(({ grad }) => grad !== null)).toEqual([false, false, true, true]);
    model.zeroGrad();
    expect(model.parameters().every(({ grad }) => grad === null)).toBe(true);
  });

  it("refuses a plain array of modules, which PyTorch would silently not train", () => {
    class Wrong extends Module {
      layers = [new ReLU()];
    }
    expect(() => new Wrong().parameters()).toThrow(/field "layers".*ModuleList/s);
  });

  it("says so where forward is missing", () => {
    class Empty extends Module {}
    expect(() => (new Empty() as unknown as () => void)()).toThrow(/Empty: forward is not defined/);
  });

  it("applies a function to children before their parent", () => {
    const seen: string[] = [];
    new Sequential(new ReLU(), new Linear(1, 1)).apply((m) => seen.push(m.constructor.name));
    expect(seen).toEqual(["ReLU", "Linear", "Sequential"]);
  });
});

describe("ModuleList", () => {
  it("registers its modules", () => {
    const list = new ModuleList([new Linear(1, 2), new Linear(2, 1)]);
    expect(list.namedParameters().map(([name]) => name)).toEqual(["0.weight", "0.bias", "1.weight", "1.bias"]);
    expect([...list].reduce((x, layer) => layer(x), zeros([1, 1])).shape).toEqual([1, 1]);
  });
});

describe("Sequential", () => {
  it("hands its input on when it is empty", () => {
    expect(new Sequential()(tensor([1, 2])).arraySync()).toEqual([1, 2]);
  });

  it("takes its names from an object", () => {
    const model = new Sequential({ first: new Linear(1, 1), act: new ReLU() });
    expect(Object.keys(model.stateDict())).toEqual(["first.weight", "first.bias"]);
  });
});
