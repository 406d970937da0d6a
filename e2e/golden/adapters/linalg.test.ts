// The table by a call each: PyTorch's names and parameters reach the op that is meant.
import { tensor, Tensor } from "@sonograd/core";
import { expect, it } from "vitest";
import { Outputs, type GoldenCase } from "../adapter.js";
import { linalg } from "./linalg.js";

type Arrays = Readonly<Record<string, Tensor>>;

const grid = (): Tensor => tensor([[2, 0], [1, 4]]); // prettier-ignore
const column = (): Tensor => tensor([[2], [9]]);
const axes = (): Tensor => tensor([[0, 3], [0, 0], [0, 0]]); // prettier-ignore

/** Name without "torch.", params, arrays, and the results by name. */
const table: readonly (readonly [string, object, Arrays, Readonly<Record<string, unknown>>])[] = [
  ["linalg.solve", { left: true }, { a: grid(), b: column() }, { output: [[1], [2]] }],
  ["linalg.inv", {}, { a: tensor([[4]]) }, { output: [[0.25]] }],
  ["inverse", {}, { a: tensor([[4]]) }, { output: [[0.25]] }],
  ["linalg.solve_triangular", { upper: false, left: true }, { a: grid(), b: column() }, { output: [[1], [2]] }],
  ["linalg.det", {}, { a: grid() }, { output: 8 }],
  ["det", {}, { a: grid() }, { output: 8 }],
  ["slogdet", {}, { a: tensor([[-1]]) }, { sign: -1, logabsdet: 0, out0: -1, out1: 0 }],
  ["logdet", {}, { a: tensor([[1]]) }, { output: 0 }],
  ["linalg.lu", { pivot: true }, { a: tensor([[2]]) }, { P: [[1]], L: [[1]], U: [[2]] }],
  ["linalg.lu_factor", {}, { a: tensor([[2]]) }, { LU: [[2]], pivots: [1] }],
  ["linalg.lu_solve", { left: true, adjoint: false }, { LU: tensor([[2]]), pivots: tensor([1], { dtype: "int32" }), B: tensor([[6]]) }, { output: [[3]] }],
  ["lu_solve", {}, { b: tensor([[6]]), LU: tensor([[2]]), pivots: tensor([1], { dtype: "int32" }) }, { output: [[3]] }],
  ["linalg.cholesky", { upper: true }, { a: tensor([[4, 2], [0, 2]]).T.add(tensor([[0, 2], [0, 0]])) }, { output: [[2, 1], [0, 1]] }],
  ["cholesky_solve", { upper: false }, { b: tensor([[8]]), L: tensor([[2]]) }, { output: [[2]] }],
  ["cholesky_inverse", { upper: true }, { L: tensor([[2]]) }, { output: [[0.25]] }],
  ["linalg.qr", { mode: "complete" }, { a: tensor([[1], [0]]) }, { Q: [[1, 0], [0, 1]], R: [[1], [0]], out1: [[1], [0]] }],
  ["qr", { some: false }, { a: tensor([[1], [0]]) }, { Q: [[1, 0], [0, 1]], R: [[1], [0]] }],
  ["linalg.svd", { full_matrices: false }, { a: axes() }, { U: [[1, 0], [0, 1], [0, 0]], S: [3, 0], Vh: [[0, 1], [1, 0]], out1: [3, 0] }],
  ["svd", { some: true }, { a: axes() }, { S: [3, 0], V: [[0, 1], [1, 0]] }],
  ["linalg.svdvals", {}, { a: axes() }, { output: [3, 0] }],
  ["linalg.eigh", { UPLO: "U" }, { a: grid() }, { eigenvalues: [2, 4], eigenvectors: [[1, 0], [0, 1]], out0: [2, 4] }],
  ["linalg.eigvalsh", {}, { a: tensor([[0, 9], [1, 0]]) }, { output: [-1, 1] }],
  ["linalg.eigvals", {}, { a: tensor([[0, -1], [1, 0]]) }, { output: [[0, 1], [0, -1]] }],
  ["linalg.eig", {}, { a: tensor([[5]]) }, { eigenvalues: [[5, 0]], eigenvectors: [[[1, 0]]] }],
  ["linalg.lstsq", { rcond: null, driver: "gelsd" }, { a: tensor([[1], [1]]), b: tensor([[1], [3]]) }, { solution: [[2]], residuals: [2], rank: 1 }],
  ["linalg.pinv", { rcond: null, atol: 1, hermitian: false }, { a: tensor([[2, 0], [0, 0.5]]) }, { output: [[0.5, 0], [0, 0]] }],
  ["pinverse", { rcond: 0.5 }, { a: tensor([[2, 0], [0, 0.5]]) }, { output: [[0.5, 0], [0, 0]] }],
  ["linalg.matrix_rank", { rtol: 0.5 }, { a: tensor([[2, 0], [0, 0.5]]) }, { output: 1 }],
  ["linalg.matrix_power", { n: -1 }, { a: tensor([[4]]) }, { output: [[0.25]] }],
  ["matrix_exp", {}, { a: tensor([[0]]) }, { output: [[1]] }],
  ["linalg.norm", { ord: "inf", dim: [0, 1] }, { a: grid() }, { output: 5 }],
  ["linalg.norm", { ord: null, dim: 1, keepdim: true }, { a: tensor([[3, 4]]) }, { output: [[5]] }],
  ["linalg.matrix_norm", { ord: 1 }, { a: grid() }, { output: 4 }],
  ["linalg.cond", { p: "-inf" }, { a: tensor([[2, 0], [0, 4]]) }, { output: 0.5 }],
  ["linalg.cross", {}, { a: tensor([1, 0, 0]), b: tensor([0, 1, 0]) }, { output: [0, 0, 1] }],
  ["cross", { dim: 0 }, { a: tensor([1, 0, 0]), b: tensor([0, 1, 0]) }, { output: [0, 0, 1] }],
  ["linalg.vecdot", { dim: 0 }, { a: tensor([1, 2]), b: tensor([3, 4]) }, { output: 11 }],
  ["linalg.diagonal", { offset: 1 }, { a: axes() }, { output: [3] }],
  ["linalg.vander", { N: 3 }, { a: tensor([2]) }, { output: [[1, 2, 4]] }],
  ["vander", { N: 3, increasing: false }, { a: tensor([2]) }, { output: [[4, 2, 1]] }],
  ["trace", {}, { a: grid() }, { output: 6 }],
]; // prettier-ignore

const golden = (params: object): GoldenCase => ({ params, dtype: "float32", device: "cpu" }) as GoldenCase;

it.each(table)("torch.%s %o", async (name, params, arrays, expected) => {
  const result = await linalg[`torch.${name}`](golden(params), arrays);
  const values = (result as Outputs).byName;
  for (const [key, value] of Object.entries(expected)) {
    const actual = (values[key] as Tensor).arraySync();
    expect(JSON.parse(JSON.stringify(actual)), key).toEqual(JSON.parse(JSON.stringify(value)));
  }
});

it("every name is called once above or is another name of one that is", () => {
  const called = new Set(table.map(([name]) => name.replace(/^linalg\./, "")));
  expect(Object.keys(linalg).map((name) => name.replace(/^torch\.(linalg\.)?/, "")).filter((name) => !called.has(name))).toEqual([]); // prettier-ignore
});

it("gradients arrive under the names of the inputs", async () => {
  const arrays = { a: tensor([[2]]), b: tensor([[6]]), grad_output: tensor([[1]]) };
  const { byName } = (await linalg["torch.linalg.solve"](golden({}), arrays)) as Outputs;
  expect((byName["grad_a"] as Tensor).arraySync()).toEqual([[-1.5]]);
  expect((byName["grad_b"] as Tensor).arraySync()).toEqual([[0.5]]);
});
