import { describe, expect, it } from "vitest";
import { backward, customFunction, DTypeError, grad, gradcheck, gradgradcheck, noGrad, ones, ParameterError, randn, ShapeError, tensor, type FunctionContext, type Tensor } from "../index.js"; // prettier-ignore

const cube = customFunction({
  name: "cube",
  forward(ctx, x: Tensor) {
    ctx.saveForBackward(x);
    return x.mul(x).mul(x);
  },
  backward: ({ savedTensors: [x] }, g) => x.mul(x).mul(3).mul(g),
});

/** x·scale and x + y, the second with options in between that are no tensors. */
const scaleAndAdd = customFunction({
  name: "scaleAndAdd",
  forward: (_, x: Tensor, scale: number, y: Tensor) => [x.mul(scale), x.add(y)],
  backward: ({ args: [, scale] }, g, h) => [g.mul(scale).add(h), null, h],
});

describe("customFunction", () => {
  it("uses the rule given, at first and second order", () => {
    const x = tensor([2], { requiresGrad: true });
    const [first] = grad(cube(x), [x], { createGraph: true });
    expect(cube(x).gradNode!.name).toBe("cube");
    expect(first.arraySync()).toEqual([12]);
    expect(grad(first, [x])[0].arraySync()).toEqual([12]);
    const z = randn([3], { dtype: "float64", requiresGrad: true });
    expect(gradcheck(cube, [z])).toBe(true);
    expect(gradgradcheck(cube, [z])).toBe(true);
  });

  it("takes several tensors and other arguments, gives several results, and fills up missing gradients with zeros", () => {
    const [x, y] = [tensor([1, 2], { requiresGrad: true }), tensor([3, 4], { requiresGrad: true })];
    const [p, q] = scaleAndAdd(x, 10, y);
    expect([p.arraySync(), q.arraySync()]).toEqual([[10, 20], [4, 6]]); // prettier-ignore
    p.sum().backward(undefined, { retainGraph: true });
    expect([x.grad!.arraySync(), y.grad!.arraySync()]).toEqual([[10, 10], [0, 0]]); // prettier-ignore
    backward([p.sum(), q.sum()]);
    expect([x.grad!.arraySync(), y.grad!.arraySync()]).toEqual([[21, 21], [1, 1]]); // prettier-ignore
  });

  it("keeps results with their history where they were saved", () => {
    const exp = customFunction({
      name: "exp",
      forward(ctx, x: Tensor) {
        const y = x.exp();
        ctx.saveForBackward(y);
        return y;
      },
      backward: (ctx, g) => g.mul(ctx.savedTensors[0]),
    });
    expect(gradgradcheck(exp, [randn([4], { dtype: "float64", requiresGrad: true })])).toBe(true);
  });

  it("tells backward what is wanted", () => {
    const asked: (readonly boolean[])[] = [];
    const mul = customFunction({
      name: "mul",
      forward(ctx, a: Tensor, b: Tensor) {
        asked.push(ctx.needsInputGrad);
        return a.mul(b);
      },
      backward({ args: [a, b], needsInputGrad }, g) {
        asked.push(needsInputGrad);
        return [needsInputGrad[0] ? g.mul(b) : null, needsInputGrad[1] ? g.mul(a) : null];
      },
    });
    const [a, b] = [tensor([2], { requiresGrad: true }), tensor([3], { requiresGrad: true })];
    expect(grad(mul(a, b), [b])[0].arraySync()).toEqual([2]);
    mul(a, tensor([3])).backward();
    expect(asked).toEqual([
      [true, true],
      [false, true],
      [true, false],
      [true, false],
    ]);
  });

  it("gives no gradient to results marked so, and zeros for them to backward", () => {
    const withSign = customFunction({
      name: "withSign",
      forward(ctx, x: Tensor) {
        const sign = x.sign();
        ctx.markNonDifferentiable(sign);
        return [x.abs(), sign];
      },
      backward: ({ args: [x] }, g, none) => {
        expect(none.arraySync()).toEqual([0, 0]);
        return g.mul(x.sign());
      },
    });
    const x = tensor([-2, 3], { requiresGrad: true });
    const [size, sign] = withSign(x);
    expect([size.requiresGrad, sign.requiresGrad]).toEqual([true, false]);
    size.sum().backward();
    expect(x.grad!.arraySync()).toEqual([-1, 1]);
  });

  it("may return an input as it is, which then is a result", () => {
    const flip = customFunction({ name: "flip", forward: (_, x: Tensor) => x, backward: (_, g) => g.neg() });
    const x = tensor([1, 2], { requiresGrad: true });
    flip(x).sum().backward();
    expect([x.isLeaf, x.grad!.arraySync()]).toEqual([true, [-1, -1]]);
  });

  it("records nothing under noGrad or without a wish for gradients", () => {
    const x = tensor([2], { requiresGrad: true });
    expect(noGrad(() => cube(x)).requiresGrad).toBe(false);
    expect(cube(tensor([2])).requiresGrad).toBe(false);
  });

  it("refuses a second walk and saved tensors that were overwritten", () => {
    const x = tensor([2], { requiresGrad: true });
    const y = cube(x);
    y.backward();
    expect(() => y.backward()).toThrow(/graph through "cube" was already used/);
    const z = cube(x);
    noGrad(() => x.fill_(0));
    expect(() => z.backward()).toThrow(/gradient of "cube" needs its input 0/);
  });
});

describe("what backward of a custom function must give", () => {
  type Rule = (ctx: FunctionContext, g: Tensor) => Tensor | null | (Tensor | null)[];
  const walk = (rule: Rule, x = ones([2], { requiresGrad: true })): (() => void) => {
    const wrong = customFunction({ name: "wrong", forward: (_, a: Tensor, k: number) => a.mul(k), backward: rule });
    return () => wrong(x, 2).sum().backward();
  };

  it("is one gradient per argument", () => {
    expect(walk((_, g) => g)).toThrow(ParameterError);
    expect(walk((_, g) => g)).toThrow(/wrong: backward returned 1 gradient\(s\) for 2 argument\(s\)/);
    expect(walk(() => undefined as never)).toThrow(/returned undefined gradient/);
  });

  it("is null for what is no tensor, and nothing but tensors else", () => {
    expect(walk((_, g) => [g, g])).toThrow(/as gradient 1 a tensor, but argument 1 is number/);
    expect(walk(() => [3 as never, null])).toThrow(/as gradient 0 number/);
  });

  it("has the argument's shape and kind of dtype; the width is converted", () => {
    expect(walk(() => [ones([2, 2]), null])).toThrow(ShapeError);
    expect(walk(() => [ones([2, 2]), null])).toThrow(/a tensor \[2, 2\], but argument 0 is \[2\]/);
    expect(walk((_, g) => [g.to("complex64"), null])).toThrow(DTypeError);
    expect(walk((_, g) => [g.to("int32"), null])).toThrow(/a tensor of int32, but argument 0 is float32/);
    const x = ones([2], { requiresGrad: true });
    walk((_, g) => [g.to("float64"), null], x)();
    expect([x.grad!.dtype, x.grad!.arraySync()]).toEqual(["float32", [1, 1]]);
  });

  it("may be null altogether", () => {
    const x = ones([2], { requiresGrad: true });
    walk(() => [null, null], x)();
    expect(x.grad).toBeNull();
  });

  it("is asked of forward too: tensors", () => {
    const none = customFunction({ name: "none", forward: (_, x: Tensor) => x.numel as never, backward: (_, g) => g });
    expect(() => none(ones([1]))).toThrow(/none: forward returned number as result 0/);
  });
});
