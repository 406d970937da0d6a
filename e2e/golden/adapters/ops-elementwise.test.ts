// The tables of elementwise ops and reductions by a few calls each: PyTorch's names and parameters reach the op that is
// meant, and every name has an op.
import { arange, tensor, Tensor } from "@sonograd/core";
import { expect, it } from "vitest";
import { Outputs, type GoldenCase } from "../adapter.js";
import { elementwiseCalls } from "./ops-elementwise.js";
import { reductionCalls } from "./ops-reductions.js";
import { ops } from "./ops.js";

type Arrays = Readonly<Record<string, Tensor>>;
const ints = (...values: number[]): Tensor => tensor(values, { dtype: "int32" });
const grid = (): Tensor => arange(6).reshape([2, 3]);

/** Name without "torch.", params, arrays, and the results by name. */
const table: readonly (readonly [string, object, Arrays, Readonly<Record<string, unknown>>])[] = [
  ["special.log_ndtr", {}, { a: tensor([0]) }, { output: [Math.fround(Math.log(0.5))] }],
  ["bitwise_left_shift", { other: 3 }, { a: ints(1, 2) }, { output: [8, 16] }],
  ["logical_not", {}, { a: ints(0, 2) }, { output: [true, false] }],
  ["arctan2", {}, { a: tensor([0]), b: tensor([1]) }, { output: [0] }],
  ["pow", { exponent: 3 }, { a: tensor([2]) }, { output: [8] }],
  ["pow", { self: 2 }, { exponent: tensor([3]) }, { output: [8] }],
  ["fmod", { divisor: 2 }, { a: tensor([-3]) }, { output: [-1] }],
  ["remainder", {}, { a: tensor([-3]), b: tensor([2]) }, { output: [1] }],
  ["add", { alpha: 2 }, { a: tensor([1]), b: tensor([3]) }, { output: [7] }],
  ["rsub", { alpha: 2 }, { a: tensor([1]), b: tensor([3]) }, { output: [1] }],
  ["div", { rounding_mode: "floor" }, { a: tensor([-3]), b: tensor([2]) }, { output: [-2] }],
  ["round", { decimals: -1 }, { a: tensor([14]) }, { output: [10] }],
  ["clamp", { min: null, max: 2 }, { a: tensor([1, 3]) }, { output: [1, 2] }],
  ["clamp", {}, { a: tensor([1, 3]), min: tensor([2]), max: tensor([2.5]) }, { output: [2, 2.5] }],
  ["clip", {}, { a: tensor([1, 3]), b: tensor([2]) }, { output: [2, 3] }],
  ["where", { other: 9 }, { condition: tensor([true, false]), a: tensor([1, 2]) }, { output: [1, 9] }],
  ["nan_to_num", { nan: 4, posinf: null }, { a: tensor([NaN, 1]) }, { output: [4, 1] }],
  ["lerp", { weight: 0.5 }, { a: tensor([0]), b: tensor([2]) }, { output: [1] }],
  ["logit", { eps: null }, { a: tensor([0.5]) }, { output: [0] }],
  ["full", { size: [2], fill_value: 3, dtype: "int64" }, {}, { output: [3, 3] }],
  ["nansum", { dim: [0], keepdim: true }, { a: tensor([1, NaN]) }, { output: [1] }],
  ["sum", { dim: [] }, { a: grid() }, { output: 15 }],
  ["count_nonzero", { dim: 1 }, { a: grid() }, { output: [2, 3] }],
  ["max", { dim: -1, keepdim: true }, { a: grid() }, { out0: [[2], [5]], out1: [[2], [2]] }],
  ["max", {}, { a: tensor([1, 4]), b: tensor([3, 2]) }, { output: [3, 4] }],
  ["aminmax", { dim: null }, { a: grid() }, { out0: 0, out1: 5, min: 0, max: 5 }],
  ["var_mean", { dim: 1, unbiased: false }, { a: tensor([[1, 3]]) }, { out0: [1], out1: [2] }],
  ["std", { dim: 0, correction: 0 }, { a: tensor([1, 3]) }, { output: 1 }],
  ["norm", { p: "inf" }, { a: tensor([1, -3]) }, { output: 3 }],
  ["linalg.vector_norm", { ord: 1, dim: 0 }, { a: tensor([1, -3]) }, { output: 4 }],
  ["cdist", { p: 1 }, { a: tensor([[0]]), b: tensor([[2], [3]]) }, { output: [[2, 3]] }],
  ["quantile", { q: [0, 1], dim: 0 }, { a: tensor([1, 3]) }, { output: [1, 3] }],
  ["nanquantile", {}, { a: tensor([1, NaN]), q: tensor(0.5) }, { output: 1 }],
  ["kthvalue", { k: 2 }, { a: tensor([5, 3, 4]) }, { out0: 4, out1: 2 }],
  ["mode", { dim: 0 }, { a: tensor([5, 3, 5]) }, { out0: 5, out1: 2 }],
  ["searchsorted", { side: "right" }, { a: tensor([1, 2]), b: tensor([1]) }, { output: [1] }],
  ["diff", { n: 1 }, { a: tensor([1, 4]), append: tensor([6]) }, { output: [3, 2] }],
  ["trapz", {}, { y: tensor([1, 3]), x: tensor([0, 2]) }, { output: 4 }],
  ["cov", { correction: 0 }, { a: tensor([1, 3]), fweights: ints(1, 1) }, { output: 1 }],
  ["bincount", { minlength: 3 }, { a: ints(1, 1) }, { output: [0, 2, 0] }],
  ["unique", { return_counts: true }, { a: tensor([2, 1, 2]) }, { out0: [1, 2], out1: [1, 2] }],
]; // prettier-ignore

it.each(table)("torch.%s %o", async (name, params, inputs, expected) => {
  const result = await ops[`torch.${name}`]({ params } as unknown as GoldenCase, inputs);
  const byName = (result as Outputs).byName as Readonly<Record<string, Tensor>>;
  for (const [key, value] of Object.entries(expected)) expect(byName[key].arraySync(), key).toEqual(value);
});

it("passes gradients of the outputs back, also of complex inputs", async () => {
  const z = tensor([[3, 4]], { dtype: "complex64" });
  const result = await ops["torch.abs"]({ params: {} } as unknown as GoldenCase, { a: z, grad_output: tensor([5]) });
  expect(((result as Outputs).byName["grad_a"] as Tensor).arraySync()).toEqual([[3, 4]]);
});

it("no name stands for an op that is not there", () => {
  for (const [name, call] of Object.entries({ ...elementwiseCalls, ...reductionCalls }))
    try {
      call({}, { a: tensor([1]), b: tensor([1]), c: tensor([1]) });
    } catch (error) {
      expect((error as Error).message, name).not.toMatch(/is not a function|Cannot read/);
    }
});
