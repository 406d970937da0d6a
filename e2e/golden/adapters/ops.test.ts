// The tables by a few calls each: PyTorch's names and parameters reach the op that is meant.
import { arange, DTYPES, tensor, Tensor, zeros } from "@sonograd/core";
import { expect, it } from "vitest";
import { Outputs, type GoldenCase } from "../adapter.js";
import { ops } from "./ops.js";

type Arrays = Readonly<Record<string, Tensor>>;

const ints = (values: number[] | number[][]): Tensor => tensor(values, { dtype: "int32" });
const grid = (): Tensor => arange(6).reshape([2, 3]);
const bool = (values: boolean[]): Tensor => tensor(values);

/** Name without "torch.", params, arrays, and the results by name. */
const table: readonly (readonly [string, object, Arrays, Readonly<Record<string, unknown>>])[] = [
  ["transpose", { dim0: 0, dim1: 1 }, { a: grid() }, { output: [[0, 3], [1, 4], [2, 5]] }],
  ["movedim", { source: 0, destination: -1 }, { a: grid() }, { output: [[0, 3], [1, 4], [2, 5]] }],
  ["narrow", { dim: 1, start: 1, length: 2 }, { a: grid() }, { output: [[1, 2], [4, 5]] }],
  ["select", { dim: 1, index: -1 }, { a: grid() }, { output: [2, 5] }],
  ["slice", { index: [[1, 0], { slice: [null, null, 2] }] }, { a: grid() }, { output: [[3, 5], [0, 2]] }],
  ["index", {}, { a: grid(), index: ints([1, 1]) }, { output: [[3, 4, 5], [3, 4, 5]] }],
  ["as_strided", { size: [2, 2], stride: [1, 1], storage_offset: 1 }, { a: arange(4) }, { output: [[1, 2], [2, 3]] }],
  ["squeeze", { dim: 0 }, { a: zeros([1, 2]) }, { output: [0, 0] }],
  ["unbind", { dim: 0 }, { a: grid() }, { out0: [0, 1, 2], out1: [3, 4, 5] }],
  ["tensor_split", { indices_or_sections: [1], dim: 1 }, { a: grid() }, { out0: [[0], [3]], out1: [[1, 2], [4, 5]] }],
  ["hstack", {}, { a: tensor([1]), b: tensor([2]) }, { output: [1, 2] }],
  ["column_stack", {}, { a: tensor([1]), b: tensor([2]) }, { output: [[1, 2]] }],
  ["roll", { shifts: 1, dims: null }, { a: arange(3) }, { output: [2, 0, 1] }],
  ["diag_embed", { offset: 1 }, { a: tensor([7]) }, { output: [[0, 7], [0, 0]] }],
  ["tril_indices", { row: 2, col: 2 }, {}, { output: [[0, 1, 1], [0, 0, 1]] }],
  ["repeat_interleave", { repeats: 2, dim: 0 }, { a: arange(2) }, { output: [0, 0, 1, 1] }],
  ["combinations", { r: 2, with_replacement: true }, { a: arange(2) }, { output: [[0, 0], [0, 1], [1, 1]] }],
  ["scatter", { dim: 0 }, { a: zeros([2]), index: ints([1]), src: tensor([5]) }, { output: [0, 5] }],
  ["scatter", { dim: 0, value: 3, reduce: "add" }, { a: arange(2), index: ints([1]) }, { output: [0, 4] }],
  ["scatter_reduce", { dim: 0, reduce: "amax", include_self: false }, { a: tensor([9, 9]), index: ints([0]), src: tensor([1]) }, { output: [1, 9] }],
  ["index_add", { dim: 0, alpha: 2 }, { a: zeros([2]), index: ints([0]), source: tensor([1]) }, { output: [2, 0] }],
  ["index_fill", { dim: 0, value: 4 }, { a: zeros([2]), index: ints([1]) }, { output: [0, 4] }],
  ["index_put", { accumulate: true }, { a: zeros([2]), index: ints([1, 1]), values: tensor([1, 2]) }, { output: [0, 3] }],
  ["masked_scatter", {}, { a: zeros([2]), mask: bool([false, true]), source: tensor([8]) }, { output: [0, 8] }],
  ["slice_scatter", { dim: 0, start: 1, end: null, step: 1 }, { a: zeros([2]), src: tensor([8]) }, { output: [0, 8] }],
  ["take_along_dim", { dim: 1 }, { a: grid(), indices: ints([[2], [0]]) }, { output: [[2], [3]] }],
  ["bucketize", { right: true }, { a: tensor([1]), boundaries: tensor([1, 2]) }, { output: [1] }],
  ["topk", { k: 1, largest: false }, { a: tensor([3, 1]) }, { values: [1], indices: [1] }],
  ["addmm", { beta: 2 }, { a: tensor([[1]]), b: tensor([[2]]), c: tensor([[3]]) }, { output: [[8]] }],
  ["tensordot", { dims: [[1], [1]] }, { a: tensor([[1, 2]]), b: tensor([[3, 4]]) }, { output: [[11]] }],
  ["nn.functional.conv1d", { padding: "same" }, { input: tensor([[[1, 2]]]), weight: tensor([[[1, 1, 1]]]) }, { output: [[[3, 3]]] }],
  ["nn.functional.conv_transpose1d", { stride: 2, output_padding: 1 }, { input: tensor([[[1]]]), weight: tensor([[[5]]]) }, { output: [[[5, 0]]] }],
  ["nn.functional.max_pool1d", { kernel_size: 2, return_indices: true }, { a: tensor([[[1, 2]]]) }, { out0: [[[2]]], out1: [[[1]]] }],
  ["nn.functional.avg_pool1d", { kernel_size: 2, stride: null, padding: 1, count_include_pad: false }, { a: tensor([[[1, 3]]]) }, { output: [[[1, 3]]] }],
  ["nn.functional.lp_pool1d", { norm_type: 2, kernel_size: 2 }, { a: tensor([[[3, 4]]]) }, { output: [[[5]]] }],
  ["nn.functional.adaptive_avg_pool1d", { output_size: 1 }, { a: tensor([[[1, 3]]]) }, { output: [[[2]]] }],
  ["nn.functional.interpolate", { size: null, scale_factor: 2, mode: "nearest", align_corners: null }, { a: tensor([[[1]]]) }, { output: [[[1, 1]]] }],
  ["nn.functional.unfold", { kernel_size: [1, 2], stride: [1, 1], padding: [0, 0] }, { a: tensor([[[[1, 2, 3]]]]) }, { output: [[[1, 2], [2, 3]]] }],
  ["nn.functional.fold", { output_size: [1, 3], kernel_size: [1, 2] }, { a: tensor([[[1, 2], [2, 3]]]) }, { output: [[[[1, 4, 3]]]] }],
  ["nn.functional.threshold", { threshold: 1, value: -5, inplace: true }, { a: tensor([0, 2]) }, { output: [-5, 2] }],
  ["nn.functional.linear", {}, { input: tensor([[1, 2]]), weight: tensor([[3, 4]]) }, { output: [[11]] }],
  ["nn.functional.group_norm", { num_groups: 1, eps: 0 }, { input: tensor([[1, 3]]), weight: tensor([2, 2]), bias: tensor([1, 1]) }, { output: [[-1, 3]] }],
  ["nn.functional.nll_loss", { weight: [1, 3], reduction: "sum" }, { input: tensor([[1, 2]]), target: ints([1]) }, { output: -6 }],
  ["fft.rfft", { n: 2, dim: -1, norm: null }, { a: tensor([1, 2, 9]) }, { output: [[3, 0], [-1, 0]] }],
  ["fft.irfft_abs", { n: 2 }, { a: tensor([2, 0]) }, { output: [1, 1] }],
  ["fft.fft2_real", { s: [1, 2], dim: [-2, -1] }, { a: tensor([[1, 2]]) }, { output: [[3, -1]] }],
  ["fft.fftfreq", { n: 4 }, {}, { output: [0, 0.25, -0.5, -0.25] }],
  ["unique_consecutive", { return_counts: true }, { a: tensor([1, 1, 2]) }, { out0: [1, 2], out1: [2, 1] }],
]; // prettier-ignore

it.each(table)("torch.%s %j", async (name, params, arrays, expected) => {
  const result = await ops[`torch.${name}`]({ params } as unknown as GoldenCase, arrays);
  expect(result).toBeInstanceOf(Outputs);
  const { byName } = result as Outputs;
  for (const [output, values] of Object.entries(expected)) {
    const t = byName[output] as Tensor;
    expect(DTYPES).toContain(t.dtype);
    expect(t.arraySync()).toEqual(values);
  }
});

it("walks back from real results to complex arrays", () => {
  const arrays = { a: tensor([[1, 2], [3, 4]], { dtype: "complex64" }), grad_output: tensor([1, 0]) }; // prettier-ignore
  const result = ops["torch.fft.fft_real"]({ params: {} } as unknown as GoldenCase, arrays) as Outputs;
  expect((result.byName["grad_a"] as Tensor).arraySync()).toEqual([[1, 0], [1, 0]]); // prettier-ignore
});
