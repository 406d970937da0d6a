import { afterEach, describe, expect, it } from "vitest";
import {
  arange, complex, format, formatAsync, fromTypedArray, full, linspace, ones, ParameterError, setPrintOptions, tensor, zeros, type Tensor,
} from "../index.js"; // prettier-ignore

const lines = (...text: string[]): string => text.join("\n");

/** Tensors and what torch.set_printoptions' defaults make of them (dtype notes in our words). */
const table: readonly (readonly [string, () => Tensor, string])[] = [
  ["whole numbers", () => tensor([1, 2]), "tensor([1., 2.])"],
  ["fractions", () => tensor([[1, 2.5], [-3, 4]]), lines("tensor([[ 1.0000,  2.5000],", "        [-3.0000,  4.0000]])")], // prettier-ignore
  ["negative whole numbers", () => tensor([-1, 10]), "tensor([-1., 10.])"],
  ["one number", () => tensor(Math.PI), "tensor(3.1416)"],
  ["one whole number", () => tensor(2), "tensor(2.)"],
  ["one integer", () => tensor(7, { dtype: "int32" }), "tensor(7, dtype=int32)"],
  ["NaN and infinity among fractions", () => tensor([NaN, 1.5, Infinity]), "tensor([   nan, 1.5000,    inf])"],
  ["NaN and infinity among whole numbers", () => tensor([NaN, 1, -Infinity]), "tensor([nan, 1., -inf])"],
  ["nothing but NaN", () => tensor([NaN, 0]), "tensor([nan, 0.])"],
  ["minus zero", () => tensor([-0, 1]), "tensor([-0., 1.])"],
  ["a thousandfold", () => tensor([1000, 1]), "tensor([1000.,    1.])"],
  ["more than a thousandfold", () => tensor([1001, 1]), "tensor([1.0010e+03, 1.0000e+00])"],
  ["small fractions", () => tensor([0.0001, 0.1]), "tensor([1.0000e-04, 1.0000e-01])"],
  ["zero beside small fractions", () => tensor([0, 1e-8, -1]), "tensor([ 0.0000e+00,  1.0000e-08, -1.0000e+00])"],
  ["large whole numbers", () => tensor([2e8]), "tensor([2.0000e+08])"],
  ["a large exponent", () => tensor([1e-300, Infinity], { dtype: "float64" }), "tensor([1.0000e-300,         inf], dtype=float64)"], // prettier-ignore
  ["exact halves, which Python rounds to even", () => tensor([0.03125, 0.09375]), "tensor([0.0312, 0.0938])"],
  ["exact halves with exponents", () => tensor([1.03125, 65536 * 8.15625]), "tensor([1.0312e+00, 5.3453e+05])"],
  ["integers", () => tensor(new Int32Array([1, 20, -3])), "tensor([ 1, 20, -3], dtype=int32)"],
  ["booleans", () => tensor([true, false]), "tensor([ True, False])"],
  ["only true", () => tensor([true, true]), "tensor([True, True])"],
  ["complex numbers", () => complex(tensor([1, -3.5]), tensor([2, -4])), "tensor([ 1.0000+2.j, -3.5000-4.j])"],
  ["one complex number", () => complex(tensor(1), tensor(-0.5)), "tensor(1.-0.5000j)"],
  ["nothing", () => tensor([]), "tensor([])"],
  ["nothing of a shape", () => zeros([0, 3]), "tensor([], size=(0, 3))"],
  ["nothing of bool", () => zeros([0], { dtype: "bool" }), "tensor([], dtype=bool)"],
  ["matrices", () => ones([2, 2, 2]), lines("tensor([[[1., 1.],", "         [1., 1.]],", "", "        [[1., 1.],", "         [1., 1.]]])")], // prettier-ignore
  ["stacks of matrices", () => ones([2, 1, 1, 1]), lines("tensor([[[[1.]]],", "", "", "        [[[1.]]]])")],
  [
    "a row that does not fit a line",
    () => arange(30, { dtype: "int32" }),
    lines(
      "tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17,",
      "        18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29], dtype=int32)",
    ),
  ],
  [
    "rows that do not fit a line, further in",
    () => linspace(0, 1, 9).reshape([1, 1, 9]),
    lines("tensor([[[0.0000, 0.1250, 0.2500, 0.3750, 0.5000, 0.6250, 0.7500, 0.8750,", "          1.0000]]])"),
  ],
  [
    "many complex numbers",
    () => complex(full([8], 0.25), full([8], -0.5)),
    lines(
      "tensor([0.2500-0.5000j, 0.2500-0.5000j, 0.2500-0.5000j, 0.2500-0.5000j,",
      "        0.2500-0.5000j, 0.2500-0.5000j, 0.2500-0.5000j, 0.2500-0.5000j])",
    ),
  ],
  ["a summary", () => arange(1001, { dtype: "int32" }), "tensor([   0,    1,    2,  ...,  998,  999, 1000], dtype=int32)"], // prettier-ignore
  [
    "a summary that does not fit a line",
    () => arange(10000),
    lines("tensor([0.0000e+00, 1.0000e+00, 2.0000e+00,  ..., 9.9970e+03, 9.9980e+03,", "        9.9990e+03])"),
  ],
  [
    "a summary of a matrix",
    () => zeros([1000, 1000]),
    lines(
      "tensor([[0., 0., 0.,  ..., 0., 0., 0.],",
      "        [0., 0., 0.,  ..., 0., 0., 0.],",
      "        [0., 0., 0.,  ..., 0., 0., 0.],",
      "        ...,",
      "        [0., 0., 0.,  ..., 0., 0., 0.],",
      "        [0., 0., 0.,  ..., 0., 0., 0.],",
      "        [0., 0., 0.,  ..., 0., 0., 0.]])",
    ),
  ],
  [
    "a summary along one dimension of two",
    () => zeros([2, 501]),
    lines("tensor([[0., 0., 0.,  ..., 0., 0., 0.],", "        [0., 0., 0.,  ..., 0., 0., 0.]])"),
  ],
  ["what wants a gradient", () => tensor([1], { requiresGrad: true }), "tensor([1.], requiresGrad=true)"],
  [
    "a note that does not fit the line",
    () => tensor([0.5, 0.25, 1 / 3, 0.125, 1, 2, 3, 4], { dtype: "float64" }),
    lines("tensor([0.5000, 0.2500, 0.3333, 0.1250, 1.0000, 2.0000, 3.0000, 4.0000],", "       dtype=float64)"),
  ],
];

describe("printing", () => {
  it.each(table)("%s", (_, make, expected) => expect(String(make())).toBe(expected));

  it("is the same when it waits, and names the operation that made a tensor", async () => {
    const x = tensor([1, 2], { requiresGrad: true }).mul(2);
    expect(String(x)).toMatch(/^tensor\(\[2\., 4\.\], gradNode=<mul>\)$/);
    expect(await x.toStringAsync()).toBe(String(x));
    expect(await formatAsync(zeros([0, 2]))).toBe("tensor([], size=(0, 2))");
  });

  it("shows views in their own order", () => {
    expect(String(arange(4).reshape([2, 2]).t())).toBe("tensor([[0., 2.],\n        [1., 3.]])");
    expect(String(fromTypedArray(Float32Array.of(1, 2)).expand(2, 2))).toBe("tensor([[1., 2.],\n        [1., 2.]])");
  });
});

describe("print options", () => {
  afterEach(() => setPrintOptions({ precision: 4, threshold: 1000, edgeItems: 3, lineWidth: 80, sciMode: null }));

  it("hold for one text or for all", () => {
    expect(format(tensor([1 / 3]), { precision: 2 })).toBe("tensor([0.33])");
    expect(format(tensor([100, 0.5]), { sciMode: true })).toBe("tensor([1.0000e+02, 5.0000e-01])");
    expect(format(tensor([1e5, 0.5]), { sciMode: false })).toBe("tensor([1.0000e+05, 5.0000e-01])".replace("1.0000e+05, 5.0000e-01", "100000.0000,      0.5000")); // prettier-ignore
    expect(format(arange(9), { threshold: 5, edgeItems: 1 })).toBe("tensor([0.,  ..., 8.])");
    setPrintOptions({ lineWidth: 20 });
    expect(String(arange(4))).toBe("tensor([0., 1., 2.,\n        3.])");
    expect(() => setPrintOptions({ precision: -1 })).toThrow(ParameterError);
  });
});
