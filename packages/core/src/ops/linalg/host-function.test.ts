import { describe, expect, it } from "vitest";
import { BackendError, det, DTypeError, ShapeError, Tensor, tensor, type Storage } from "../../index.js";
import { hostFunction } from "./host-function.js";
import { NoConvergence } from "./dense/matrix.js";

/** A tensor somewhere else: nothing there is read. */
const elsewhere = new Tensor({ device: "webgpu", dtype: "float32", length: 4 } as Storage, [2, 2]);

describe("a host function", () => {
  it("refuses other devices with the way out", () => {
    expect(() => det(elsewhere)).toThrow(BackendError);
    expect(() => det(elsewhere)).toThrow('det: device="webgpu" has no kernel for it, the host computes it. Move the tensor first: await x.toDevice("cpu").'); // prettier-ignore
  });

  it("refuses integers and vectors", () => {
    expect(() => det(tensor(Int32Array.of(1), { shape: [1, 1] }))).toThrow(DTypeError);
    expect(() => det(tensor([1, 2]))).toThrow(ShapeError);
  });

  it("walks through the batch in order and rounds at the end", () => {
    const x = tensor([[[1, 2]], [[3, 4]]]).to("complex64"); // prettier-ignore
    const [sums, third] = hostFunction("sum", [x], [{ shape: [], dtype: "complex64" }, { shape: [1], dtype: "float32" }], ([m]) => [
      { rows: 1, cols: 1, re: Float64Array.of(m.re[0] + m.re[1]), im: Float64Array.of(m.im!.length) },
      { rows: 1, cols: 1, re: Float64Array.of(1 / 3), im: null },
    ]); // prettier-ignore
    expect(sums.arraySync()).toEqual([[3, 2], [7, 2]]); // prettier-ignore
    expect([third.shape, third.dataSync()[1]]).toEqual([[2, 1], Math.fround(1 / 3)]);
  });

  it("says which matrix an algorithm gave up on", () => {
    const fail = (): never => {
      throw new NoConvergence("it went on and on");
    };
    expect(() => hostFunction("svd", [tensor([[[1]], [[2]]])], [], fail)).toThrow(/svd: did not converge for the matrix \(batch element \[0\]\): it went on and on/); // prettier-ignore
  });
});
