import { describe, expect, it } from "vitest";
import { DTypeError, hessian, hvp, jacobian, jvp, matmul, ones, ParameterError, ShapeError, tensor, vjp, zeros, type Tensor } from "../index.js"; // prettier-ignore

const x = tensor([1, 2, 3]);
const square = (t: Tensor): Tensor => t.square();
const cubes = (t: Tensor): Tensor => t.pow(3).sum();

describe("jacobian", () => {
  it("is the matrix of a linear map, and diagonal for an elementwise function", () => {
    const a = tensor([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
    expect(jacobian((t) => matmul(a, t), x).arraySync()).toEqual(a.arraySync());
    expect(jacobian(square, x).arraySync()).toEqual([[2, 0, 0], [0, 4, 0], [0, 0, 6]]); // prettier-ignore
  });

  it("has the shapes of result and input one after the other, one Jacobian per input of a list", () => {
    const [a, b] = jacobian((s, t) => s.mul(t), [tensor([[2, 3]]), tensor([[5], [7]])]); // [1, 2] and [2, 1] to [2, 2]
    expect([a.shape, b.shape]).toEqual([[2, 2, 1, 2], [2, 2, 2, 1]]); // prettier-ignore
    expect(a.arraySync()).toEqual([[[[5, 0]], [[0, 5]]], [[[7, 0]], [[0, 7]]]]); // prettier-ignore
    expect(jacobian((t) => t.sum(), x).arraySync()).toEqual([1, 1, 1]);
    expect(jacobian((t) => t.narrow(0, 0, 0), x).shape).toEqual([0, 3]);
  });

  it("is zero for what does not depend on the input", () => {
    expect(jacobian(() => ones([2]), x).arraySync()).toEqual([[0, 0, 0], [0, 0, 0]]); // prettier-ignore
    expect(jacobian((a) => a, [x, zeros([1])])[1].arraySync()).toEqual([[0], [0], [0]]);
  });

  it("can be differentiated with createGraph, and leaves .grad of the inputs alone else", () => {
    const w = tensor([2], { requiresGrad: true });
    const j = jacobian((t) => t.pow(3), w, { createGraph: true });
    j.sum().backward();
    expect(w.grad!.arraySync()).toEqual([12]);
    expect(jacobian(square, w).requiresGrad).toBe(false);
    expect(w.grad!.arraySync()).toEqual([12]);
  });

  it("refuses complex results and what is no tensor", () => {
    expect(() => jacobian((t) => t.to("complex64"), x)).toThrow(DTypeError);
    expect(() => jacobian((t) => t.numel as never, x)).toThrow(/jacobian: fn returned number/);
  });
});

describe("vjp and jvp", () => {
  const f = (a: Tensor, b: Tensor): Tensor => a.mul(b).add(a); // J = [b + 1, a], diagonal
  const [a, b] = [tensor([1, 2]), tensor([3, 4])];

  it("give the result and the product with the Jacobian from either side", () => {
    const [y, [ga, gb]] = vjp(f, [a, b], tensor([1, 10]));
    expect([y, ga, gb].map((t) => t.arraySync())).toEqual([[4, 10], [4, 50], [1, 20]]); // prettier-ignore
    const [same, along] = jvp(f, [a, b], [tensor([1, 1]), tensor([0, 10])]);
    expect([same, along].map((t) => t.arraySync())).toEqual([[4, 10], [4, 25]]); // prettier-ignore
    expect(y.requiresGrad).toBe(false);
    expect(vjp(cubes, x)[1].arraySync()).toEqual([3, 12, 27]);
    expect(jvp(square, x, ones([3]))[1].arraySync()).toEqual([2, 4, 6]);
  });

  it("are zero where nothing depends on the input", () => {
    expect(jvp(() => ones([2]), x, ones([3]))[1].arraySync()).toEqual([0, 0]);
    expect(vjp(() => ones([2]), x, ones([2]))[1].arraySync()).toEqual([0, 0, 0]);
  });

  it("can be differentiated with createGraph", () => {
    const w = tensor([2], { requiresGrad: true });
    jvp((t) => t.pow(3), w, tensor([1]), { createGraph: true })[1].backward();
    expect(w.grad!.arraySync()).toEqual([12]);
    vjp((t) => t.pow(3), w, tensor([1]), { createGraph: true })[1].backward();
    expect(w.grad!.arraySync()).toEqual([24]);
  });

  it("name a vector that does not fit", () => {
    expect(() => vjp(square, x)).toThrow(/vjp: v is missing, but fn returned \[3\]/);
    expect(() => vjp(square, x, ones([2]))).toThrow(ShapeError);
    expect(() => jvp(square, x, ones([2]))).toThrow(/v \[2\] must have the shape of input 0, \[3\]/);
    expect(() => jvp(square, x, [ones([3]), ones([3])])).toThrow(ParameterError);
  });
});

describe("hessian and hvp", () => {
  it("are the second derivatives", () => {
    expect(hessian(cubes, x).arraySync()).toEqual([[6, 0, 0], [0, 12, 0], [0, 0, 18]]); // prettier-ignore
    const [y, product] = hvp(cubes, x, tensor([1, 1, 10]));
    expect([y.arraySync(), product.arraySync()]).toEqual([36, [6, 12, 180]]);
  });

  it("mix the inputs of a list", () => {
    const f = (a: Tensor, b: Tensor): Tensor => a.square().mul(b).sum(); // ∂² = [2b, 2a; 2a, 0]
    const [a, b] = [tensor([3]), tensor([5])];
    const h = hessian(f, [a, b]);
    expect(h.map((row) => row.map((t) => t.arraySync()))).toEqual([[[[10]], [[6]]], [[[6]], [[0]]]]); // prettier-ignore
    const [, products] = hvp(f, [a, b], [tensor([1]), tensor([100])]);
    expect(products.map((t) => t.arraySync())).toEqual([[610], [6]]);
  });

  it("are zero for a linear function, and can be differentiated with createGraph", () => {
    expect(hessian((t) => t.sum(), x).arraySync()).toEqual([[0, 0, 0], [0, 0, 0], [0, 0, 0]]); // prettier-ignore
    expect(hvp((t) => t.sum(), x, ones([3]))[1].arraySync()).toEqual([0, 0, 0]);
    const w = tensor([2], { requiresGrad: true });
    hessian((t) => t.pow(4).sum(), w, { createGraph: true })
      .sum()
      .backward(); // 24x
    expect(w.grad!.arraySync()).toEqual([48]);
  });

  it("want one real number", () => {
    expect(() => hessian(square, x)).toThrow(/hessian: fn returned \[3\] float32, not one real number/);
    expect(() => hvp(square, x, ones([3]))).toThrow(ShapeError);
  });
});
