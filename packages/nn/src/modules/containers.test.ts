import { describe, expect, it } from "vitest";
import { ones, ParameterError, zeros } from "@sonograd/core";
import { Linear, ModuleDict, ModuleList, Parameter, ParameterDict, ParameterList, ReLU, Sequential, Sigmoid, Tanh } from "./index.js"; // prettier-ignore

describe("Sequential", () => {
  it("is cut, extended and changed, keeping names as PyTorch does", () => {
    const model = new Sequential(new ReLU(), new Tanh(), new Sigmoid());
    expect(String(model.slice(1))).toBe("Sequential(\n  (1): Tanh()\n  (2): Sigmoid()\n)");
    expect(model.slice(-2, -1).at("1")).toBe(model.at(1));
    model.set(-1, new ReLU()).append(new Tanh());
    expect([...model].map(({ constructor }) => constructor.name)).toEqual(["ReLU", "Tanh", "ReLU", "Tanh"]);
    expect(() => model.set(4, new ReLU())).toThrow(ParameterError);
  });
});

describe("ModuleList and ModuleDict", () => {
  it("number again after an insertion", () => {
    const list = new ModuleList([new Linear(1, 1)]).extend([new Linear(2, 2)]).insert(0, new Linear(3, 3));
    expect(list.namedParameters().map(([name, { shape }]) => `${name} ${shape[0]}`)).toEqual([
      "0.weight 3", "0.bias 3", "1.weight 1", "1.bias 1", "2.weight 2", "2.bias 2",
    ]); // prettier-ignore
  });

  it("register by name, which stays as it is", () => {
    const dict = new ModuleDict({ convIn: new Linear(1, 1), act: new ReLU() });
    expect(Object.keys(dict.stateDict())).toEqual(["convIn.weight", "convIn.bias"]);
    expect(String(dict)).toBe(
      "ModuleDict(\n  (convIn): Linear(in_features=1, out_features=1, bias=True)\n  (act): ReLU()\n)",
    );
    expect(dict.delete("act")).toBe(true);
    expect(dict.keys()).toEqual(["convIn"]);
    expect(() => dict.set("a.b", new ReLU())).toThrow(/a\.b/);
  });
});

describe("ParameterList and ParameterDict", () => {
  it("register parameters, make them of tensors, and print as PyTorch does", () => {
    const list = new ParameterList([new Parameter(zeros([2, 3]))]).append(ones([4], { dtype: "float64" }));
    expect(list.parameters().map(({ requiresGrad }) => requiresGrad)).toEqual([true, true]);
    expect(String(list)).toBe(
      "ParameterList(\n    (0): Parameter containing: [torch.float32 of size 2x3]\n    (1): Parameter containing: [torch.float64 of size 4]\n)",
    );
    const dict = new ParameterDict({ gateBias: zeros([1]) }).set("scale", ones([2]));
    expect(String(dict.set("double", ones([1], { dtype: "float64" })))).toMatch(
      /\(scale\).*FloatTensor of size 2\]\n.*DoubleTensor/,
    );
    expect(dict.delete("double")).toBe(true);
    expect(Object.keys(dict.stateDict())).toEqual(["gateBias", "scale"]);
    expect(dict.loadStateDict({ gateBias: ones([1]), scale: ones([2]) }).missingKeys).toEqual([]);
    expect(dict.get("gateBias")!.arraySync()).toEqual([1]);
  });
});
