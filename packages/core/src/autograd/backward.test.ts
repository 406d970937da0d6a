import { describe, expect, it } from "vitest";
import * as core from "../index.js";
import { backward, BackendError, differentiable, DTypeError, grad, ones, ParameterError, ShapeError, tensor, zeros, type Tensor } from "../index.js"; // prettier-ignore

describe("backward", () => {
  it("accumulates into the leaves and adds up over calls", () => {
    const x = tensor([1, 2, 3], { requiresGrad: true });
    x.square().sum().backward();
    expect(x.grad!.arraySync()).toEqual([2, 4, 6]);
    x.sum().backward();
    expect(x.grad!.arraySync()).toEqual([3, 5, 7]);
  });

  it("adds the gradients of every path to a tensor that is used several times", () => {
    const x = tensor([3], { requiresGrad: true });
    const y = x.mul(x);
    y.mul(y).add(y).sum().backward(); // x⁴ + x² → 4x³ + 2x
    expect(x.grad!.arraySync()).toEqual([114]);
  });

  it("walks a tape far deeper than the call stack", () => {
    const x = tensor([1], { requiresGrad: true });
    const same = (t: Tensor): Tensor => differentiable("same", [t], () => t.detach(), () => [(g) => g]); // prettier-ignore
    let y = x;
    for (let i = 0; i < 100_000; i++) y = same(y);
    y.add(0).backward();
    expect(x.grad!.arraySync()).toEqual([1]);
  });

  it("takes ways of different length to one tensor, each once", () => {
    const x = tensor([2], { requiresGrad: true });
    let y = x;
    for (let i = 0; i < 40; i++) y = y.add(y).mul(0.5); // 2⁴⁰ ways
    y.add(x).backward();
    expect(x.grad!.arraySync()).toEqual([2]);
  });

  it("starts at a leaf, which gets the gradient itself", () => {
    const x = tensor([2], { requiresGrad: true });
    x.backward();
    x.backward(tensor([5]));
    expect(x.grad!.arraySync()).toEqual([6]);
    expect(grad(x, [x])[0].arraySync()).toEqual([1]);
  });

  it("walks once from several tensors, each with its gradient", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    const h = x.square();
    backward([h.sum(), h.mul(3)], [null, tensor([1, 10])]);
    expect(x.grad!.arraySync()).toEqual([8, 124]);
    expect(() => backward([h.sum(), h.sum()], [null])).toThrow(/1 gradients for 2 outputs/);
  });

  it("accumulates into `inputs` alone, also where they are no leaves, and asks no other rule", () => {
    const [x, w] = [tensor([2], { requiresGrad: true }), tensor([3], { requiresGrad: true })];
    const y = x.mul(5);
    const fails = differentiable("fails", [w], () => w.mul(1), () => [() => expect.unreachable()]); // prettier-ignore
    y.mul(fails).backward(undefined, { inputs: [y] });
    expect([x.grad, y.grad!.arraySync(), w.grad]).toEqual([null, [3], null]);
    x.mul(w).backward(undefined, { inputs: x });
    expect([x.grad!.arraySync(), w.grad]).toEqual([[3], null]);
    expect(() => x.mul(2).backward(undefined, { inputs: [ones([1])] })).toThrow(/inputs\[0\], float32 \[1\], does not require/); // prettier-ignore
  });

  it("records the walk with createGraph, so that .grad can be differentiated", () => {
    const x = tensor([3], { requiresGrad: true });
    x.pow(3).backward(undefined, { createGraph: true });
    const first = x.grad!;
    x.grad = null;
    first.backward();
    expect(x.grad!.arraySync()).toEqual([18]);
    const y = x.exp();
    y.backward(undefined, { createGraph: true });
    y.backward(); // what is recorded is kept, too
    x.grad = null;
    x.square().backward();
    expect(x.grad!.requiresGrad).toBe(false);
  });

  it("refuses a second walk through dropped tensors, and allows it with retainGraph", () => {
    const x = tensor([2], { requiresGrad: true });
    const y = x.mul(x).sum();
    y.backward(undefined, { retainGraph: true });
    y.backward();
    expect(x.grad!.arraySync()).toEqual([8]);
    expect(() => y.backward()).toThrow(/already used.*retainGraph: true/);
  });

  it("names what is wrong with a tensor that has no gradient or several elements", () => {
    expect(() => ones([1]).backward()).toThrow(ParameterError);
    const x = zeros([2, 3], { requiresGrad: true });
    expect(() => x.mul(2).backward()).toThrow(ShapeError);
    expect(() => x.mul(2).backward()).toThrow(/shape=\[2, 3\]/);
    expect(() => x.mul(2).backward(ones([3]))).toThrow(/gradient \[3\] must have the tensor's shape \[2, 3\]/);
    const complex = zeros([1], { dtype: "complex64", requiresGrad: true });
    expect(() => complex.mul(2).backward()).toThrow(/\[1\] complex64: a gradient is implied only for one real number/);
  });

  it("takes a gradient of another width and refuses one of another kind", () => {
    const x = ones([2], { requiresGrad: true });
    x.mul(2).backward(ones([2], { dtype: "float64" }));
    expect([x.grad!.dtype, x.grad!.arraySync()]).toEqual(["float32", [2, 2]]);
    x.grad = null;
    x.backward(ones([2], { dtype: "float64" }));
    expect(x.grad!.dtype).toBe("float32");
    expect(() => x.mul(2).backward(ones([2], { dtype: "int32" }))).toThrow(DTypeError);
    expect(() => x.mul(2).backward(ones([2], { dtype: "complex64" }))).toThrow(/dtype="complex64" does not suit a tensor of float32/); // prettier-ignore
    expect(() => x.to("complex64").backward(ones([2]))).toThrow(/dtype="float32" does not suit a tensor of complex64/);
  });

  it("refuses a gradient on another device, given or from a rule", () => {
    const elsewhere = (): Tensor => {
      const g = ones([2]);
      Object.defineProperty(g.storage, "device", { value: "webgpu" });
      return g;
    };
    const x = ones([2], { requiresGrad: true });
    expect(() => x.mul(2).backward(elsewhere())).toThrow(/gradient on device "webgpu", the tensor on "cpu"/);
    const y = differentiable("far", [x], () => x.mul(2), () => [elsewhere]); // prettier-ignore
    expect(() => y.backward(ones([2]))).toThrow(/far: gradient of input 0 is on device "webgpu", the tensor on "cpu"/);
    expect(() => y.backward(ones([2]))).toThrow(BackendError);
  });

  it("gives a real leaf of a complex computation a real gradient, in the leaf's dtype", () => {
    const x = tensor([3, 4], { dtype: "float64", requiresGrad: true });
    const z = complexOf([[0, 1], [2, 0]]); // prettier-ignore
    x.mul(z).abs().sum().backward(); // |x|·|z|
    expect([x.grad!.dtype, x.grad!.arraySync()]).toEqual(["float64", [1, 2]]);
    const odd = differentiable("odd", [x], () => x.to("complex128"), () => [(g) => g]); // prettier-ignore
    expect(grad(odd.real().sum(), [x])[0].arraySync()).toEqual([1, 1]);
  });

  it("follows PyTorch's convention for complex gradients: that of the conjugate", () => {
    const z = complexOf([[3, 4]]).requiresGrad_(); // prettier-ignore
    z.abs().sum().backward();
    expect(z.grad!.viewAsReal().arraySync()).toEqual([[0.6, 0.8]]);
    expect(grad(z.mul(z), [z], { gradOutputs: [complexOf([[1, 0]])] })[0].viewAsReal().arraySync()).toEqual([[6, -8]]); // prettier-ignore
  });

  it("says internally which rule gave a gradient of the wrong shape", () => {
    const x = ones([2], { requiresGrad: true });
    const wrong = differentiable("wrong", [x], () => x.mul(2), () => [() => ones([3])]); // prettier-ignore
    expect(() => wrong.sum().backward()).toThrow(
      /internal: wrong: gradient of input 0 has shape \[3\], the tensor \[2\]/,
    );
  });
});

const complexOf = (pairs: number[][]): Tensor => tensor(pairs, { dtype: "complex128" });

describe("grad", () => {
  it("leaves .grad alone; what takes no part is an error, null or zeros", () => {
    const [x, z] = [tensor([2], { requiresGrad: true }), tensor([5], { requiresGrad: true })];
    expect(() => grad(x.square(), [x, z])).toThrow(
      /grad: inputs\[1\], float32 \[1\], takes no part.*allowUnused: true/,
    );
    const [gx, gz] = grad(x.square(), [x, z], { allowUnused: true });
    expect([gx!.arraySync(), gz, x.grad]).toEqual([[4], null, null]);
    expect(grad(x.square(), [z], { materializeGrads: true })[0]!.arraySync()).toEqual([0]);
    expect(() => grad(x.square(), [ones([3])])).toThrow(
      /grad: inputs\[0\], float32 \[3\], does not require a gradient/,
    );
    expect(() => grad(ones([1]), [x])).toThrow(/grad: the tensor does not require a gradient/);
  });

  it("takes gradients of intermediates, single inputs, and one seed for one output", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    const y = x.mul(3);
    const [gy] = grad(y.square(), y, { gradOutputs: ones([2]) });
    expect(gy.arraySync()).toEqual([6, 12]);
    const [both] = grad([y.sum(), y.mul(2).sum()], [x]);
    expect(both.arraySync()).toEqual([9, 9]);
  });

  it("uses up only what it walked: a way to other inputs stays open", () => {
    const [x, w] = [tensor([2], { requiresGrad: true }), tensor([3], { requiresGrad: true })];
    const side = x.exp().mul(0);
    const y = w.square().add(side);
    grad(y, [w], { retainGraph: false });
    expect(grad(side, [x])[0].arraySync()).toEqual([0]);
    expect(() => grad(y, [w])).toThrow(/already used/);
  });

  it("asks no rule for what nobody wants", () => {
    const [x, w] = [tensor([2], { requiresGrad: true }), tensor([3], { requiresGrad: true })];
    const y = differentiable("picky", [x, w], () => x.mul(w), () => [(g) => g.mul(w), () => expect.unreachable()]); // prettier-ignore
    expect(grad(y, [x])[0].arraySync()).toEqual([3]);
  });

  it("differentiates twice with createGraph", () => {
    const x = tensor([2], { requiresGrad: true });
    const [first] = grad(x.mul(x).mul(x), [x], { createGraph: true });
    const [second] = grad(first!, [x]);
    expect(first!.arraySync()).toEqual([12]);
    expect(second!.arraySync()).toEqual([12]);
  });

  it("differentiates convolution, batch norm, pooling and cross entropy twice", () => {
    const f64 = { dtype: "float64" as const, generator: new core.Generator(3) };
    const x = core.randn([2, 1, 4, 4], { ...f64, requiresGrad: true });
    const w = core.randn([2, 1, 3, 3], { ...f64, requiresGrad: true });
    const target = tensor(new Int32Array([1, 0]));
    const slope = (a: core.Tensor, b: core.Tensor): core.Tensor => {
      const y = core.batchNorm(core.conv2d(a, b, null, { padding: 1 }), { training: true });
      const logits = core.avgPool2d(core.maxPool2d(y.square(), 2), 2).flatten(1);
      const [g] = grad(core.softmaxCrossEntropy(logits, target).sum(), [b], { createGraph: true });
      return g!;
    };
    expect(core.gradcheck(slope, [x, w], { atol: 1e-4 })).toBe(true);
  });
});
