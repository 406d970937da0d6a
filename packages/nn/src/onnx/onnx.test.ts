import {
  arange,
  cat,
  Generator,
  ones,
  ParameterError,
  randn,
  rfft,
  Tensor,
  UnsupportedOpError,
  zeros,
} from "@sonograd/core";
import type { OnnxModel } from "@sonograd/io";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BatchNorm1d, Conv1d, Dropout, Linear, Module, ReLU, Sequential } from "../modules/index.js";
import { exportOnnx } from "./index.js";
import { onnxModel } from "./onnx-model.js";
import { planView } from "./plan-view.js";

class Of extends Module {
  constructor(readonly fn: (x: Tensor) => Tensor) {
    super();
  }
  override forward(x: Tensor): Tensor {
    return this.fn(x);
  }
}

/** `base` with `x` in its first four columns. */
function overwritten(base: Tensor, x: Tensor): Tensor {
  base.narrow(1, 0, 4).copy_(x);
  return base;
}

const operators = ({ nodes }: OnnxModel): string[] => nodes.map(({ op }) => op);

describe("planView", () => {
  test("reads what the view reads, for any chain of permute, split, join, narrow and select", () => {
    const step = fc.record({ kind: fc.integer({ min: 0, max: 4 }), a: fc.nat(5), b: fc.nat(5) });
    let planned = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom<number[]>(1, 2, 3, 4, 6), { minLength: 1, maxLength: 4 }), fc.array(step, { maxLength: 4 }), (shape, steps) => {
        const size = shape.reduce((p, n) => p * n, 1);
        const base = arange(0, size).reshape(shape);
        let view = base;
        for (const { kind, a, b } of steps) {
          const dim = view.ndim === 0 ? 0 : a % view.ndim;
          if (view.ndim === 0) break;
          if (kind === 0) view = view.transpose(dim, b % view.ndim);
          else if (kind === 1 && view.shape[dim] > 1) view = view.narrow(dim, b % 2, view.shape[dim] - 1);
          else if (kind === 2) view = view.select(dim, b % view.shape[dim]);
          else if (kind === 3 && dim + 1 < view.ndim) {
            const joined = view.flatten(dim, dim + 1);
            if (joined.storage === base.storage) view = joined; // no copy was needed
          }
          else if (view.isContiguous && view.shape[dim] % 2 === 0) view = view.unflatten(dim, [2, -1]);
        }
        for (const isFine of [false, true]) {
          const plan = planView(shape, view, isFine);
          if (!plan) continue;
          planned++;
          let got = base.reshape([...plan.atoms]);
          plan.sizes.forEach((n, i) => (got = got.narrow(i, plan.starts[i], n)));
          const rest = plan.atoms.map((_, i) => i).filter((i) => !plan.order.includes(i));
          got = got.permute([...plan.order, ...rest]).reshape([...plan.shape]);
          expect(got.arraySync()).toEqual(view.arraySync());
        }
      }),
      { numRuns: 200 },
    ); // prettier-ignore
    expect(planned).toBeGreaterThan(300);
  });

  test("knows no plan for windows that overlap", () => {
    const windows = arange(0, 6).asStrided([4, 3], [1, 1]);
    expect(planView([6], windows, false)).toBeUndefined();
    expect(planView([6], windows, true)).toBeUndefined();
  });
});

describe("exportOnnx", () => {
  test("writes each layer as its operator, with PyTorch's names, in evaluation mode", async () => {
    const model = new Sequential(new Conv1d(1, 2, 3), new BatchNorm1d(2), new ReLU(), new Dropout(0.5), new Of((x) => x.mean(-1)), new Linear(2, 3)); // prettier-ignore
    const onnx = await onnxModel(model, zeros([1, 1, 8]), { inputNames: ["samples"], outputNames: ["logits"] });
    expect(operators(onnx)).toEqual(["Conv", "BatchNormalization", "Relu", "ReduceSum", "Reshape", "Div", "Gemm", "Identity"]); // prettier-ignore
    const names = onnx.initializers.map(({ name }) => name);
    for (const name of ["0.weight", "0.bias", "1.weight", "1.running_mean", "5.weight", "5.bias"]) expect(names).toContain(name); // prettier-ignore
    expect([onnx.inputs[0].name, onnx.outputs[0].name]).toEqual(["samples", "logits"]);
    expect(model.training).toBe(true);
    expect(Object.hasOwn(model.at(5)!, "forward")).toBe(false);
  });

  test("leaves the batch open, or fixes it", async () => {
    const model = new Linear(4, 2);
    const shape = async (dynamicBatch: boolean) => (await onnxModel(model, zeros([3, 4]), { dynamicBatch })).outputs[0].shape; // prettier-ignore
    expect(await shape(true)).toEqual(["batch", 2]);
    expect(await shape(false)).toEqual([3, 2]);
  });

  test("adds no node for what does not depend on the input", async () => {
    const weight = randn([4, 4], { generator: new Generator(1) });
    const model = new Of((x) => x.matmul(weight.t().exp().sum(0, { keepdim: true }).expand(4, 4)));
    expect(operators(await onnxModel(model, zeros([1, 4])))).toEqual(["MatMul", "Identity"]);
  });

  test("takes overlapping windows by one list of places, and a border of one number only", async () => {
    const windows = await onnxModel(new Of((x) => x.unfold(1, 2, 1)), zeros([1, 4]));
    expect(operators(windows)).toEqual(["Gather", "Reshape", "Identity"]);
    const places = windows.initializers.find(({ name }) => name === windows.nodes[0].inputs[1])!;
    expect([...new BigInt64Array(places.data.buffer)].map(Number)).toEqual([0, 1, 1, 2, 2, 3]);
  });

  test("joins a constant part and one of the input, whichever comes first", async () => {
    const token = ones([1, 1, 4]);
    for (const order of [0, 1]) {
      const join = (x: Tensor): Tensor => cat(order === 0 ? [token.expand(x.shape[0], 1, 4), x] : [x, token.expand(x.shape[0], 1, 4)], 1); // prettier-ignore
      const model = await onnxModel(new Of(join), zeros([1, 3, 4]));
      expect(operators(model).filter((op) => op === "Concat" || op === "Pad")).toContain("Concat");
      expect(model.outputs[0].shape).toEqual(["batch", 4, 4]);
    }
  });

  test.each<[string, (x: Tensor) => Tensor, RegExp]>([
    ["an FFT", (x) => rfft(x).abs(), /primitive "rfft" has no ONNX operator/],
    ["random numbers", (x) => x.add(randn([4])), /draws random numbers/],
    ["windows that go across items", (x) => x.flatten().unfold(0, 2, 1).sum(-1), /has no ONNX form/],
    ["a sort along the batch", (x) => x.sort({ dim: 0 }).values, /sort along the batch/],
    [
      "a part that is overwritten",
      (x) => overwritten(arange(0, 6).expand(x.shape[0], 6).clone(), x),
      /overwritten in part/,
    ],
    ["a special function", (x) => x.erfinv(), /operation "erfinv" has no ONNX operator/],
  ])("names what has no ONNX form: %s", async (_, fn, message) => {
    await expect(exportOnnx(new Of(fn), ones([1, 4]))).rejects.toThrow(UnsupportedOpError);
    await expect(exportOnnx(new Of(fn), ones([1, 4]))).rejects.toThrow(message);
  });

  test.each<[string, (x: Tensor) => Tensor]>([
    ["steps per item", (x) => Array.from({ length: x.shape[0] }, (_, i) => x.select(0, i)).reduce((a, b) => a.add(b))],
    ["a factor that counts the items", (x) => x.mul(arange(0, x.shape[0]).unsqueeze(1))],
    ["a part of the batch", (x) => x.narrow(0, 1, x.shape[0] - 1)],
  ])("refuses a path that depends on the size of the batch: %s", async (_, fn) => {
    const error = exportOnnx(new Of(fn), ones([1, 4]));
    await expect(error).rejects.toThrow(/dynamicBatch: false|has no ONNX form/);
    await expect(exportOnnx(new Of(fn), ones([2, 4]), { dynamicBatch: false })).resolves.toBeInstanceOf(Uint8Array);
  });

  test("refuses names that do not fit and examples without items", async () => {
    const model = new Linear(4, 2);
    await expect(exportOnnx(model, ones([1, 4]), { inputNames: ["a", "b"] })).rejects.toThrow(ParameterError);
    await expect(exportOnnx(model, ones([0, 4]))).rejects.toThrow(/no items along batchAxis=0/);
  });
});
