import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addbmm, addmm, addmv, addr, adjoint, arange, asStrided, atleast1d, atleast2d, atleast3d, baddbmm, blockDiag, broadcastTensors, bucketize, capture,
  cartesianProd, cat, chainMatmul, chunk, columnStack, combinations, complex, concat, diag, diagEmbed, diagflat, dsplit, dstack, DTypeError, fliplr,
  flipud, fold, Generator, gradcheck, hsplit, hstack, im2col, inner, isin, mm, movedim, msort, ones, ParameterError, randn, repeatInterleave, roll, ShapeError, slice, split,
  swapaxes, tensor, tensorSplit, trilIndices, triuIndices, unbind, unfold, uniqueConsecutive, vdot, vsplit, vstack, zeros, type Tensor,
} from "../index.js"; // prettier-ignore

const ints = (values: number[]): Tensor => tensor(values, { dtype: "int32" });
const list = (x: Tensor): unknown => x.arraySync();
const noise = (shape: number[], seed = 1): Tensor => randn(shape, { dtype: "float64", generator: new Generator(seed) });
const x = arange(24).reshape([2, 3, 4]);

describe("views share the memory of their base", () => {
  const base = arange(24).reshape([2, 3, 4]);
  const pairs = complex(zeros([2, 3]), ones([2, 3]));
  const views: Readonly<Record<string, (t: Tensor) => Tensor>> = {
    view: (t) => t.view(4, 6),
    reshape: (t) => t.reshape([-1]),
    permute: (t) => t.permute(2, 0, 1),
    transpose: (t) => t.transpose(0, 2),
    t: (t) => t.get(0).t(),
    slice: (t) => t.get(slice(), slice(1, 3), slice(0, 4, 2)),
    expand: (t) => t.unsqueeze(0).expand(5, 2, 3, 4),
    squeeze: (t) => t.narrow(0, 0, 1).squeeze(0),
    unsqueeze: (t) => t.unsqueeze(-1),
    unfold: (t) => t.unfold(2, 2, 1),
    asStrided: (t) => t.asStrided([3, 3], [1, 1], 2),
    diagonal: (t) => t.diagonal(0, 1, 2),
    flatten: (t) => t.flatten(1),
    unflatten: (t) => t.unflatten(2, [2, -1]),
    select: (t) => t.select(1, -1),
    narrow: (t) => t.narrow(1, 1, 2),
    movedim: (t) => t.movedim([0, 1], [2, 0]),
    mT: (t) => t.mT,
    T: (t) => t.T,
    unbind: (t) => t.unbind(1)[2],
    split: (t) => t.split(3, 2)[1],
    tensorSplit: (t) => t.tensorSplit(2, 2)[1],
    viewAs: (t) => t.viewAs(zeros([6, 4])),
    expandAs: (t) => t.expandAs(zeros([2, 2, 3, 4])),
    ravel: (t) => t.ravel(),
  };

  it.each(Object.keys(views))("%s", (name) => {
    const view = views[name](base);
    expect(view.storage).toBe(base.storage);
    const first = base.clone();
    const written = views[name](first);
    const corner = written.get(...written.shape.map(() => 0));
    const before = corner.itemSync();
    corner.fill_(-9);
    expect(list(first.reshape([-1]).get(before))).toBe(-9);
  });

  it("real, imag, viewAsReal and viewAsComplex of complex numbers", () => {
    for (const part of [pairs.real(), pairs.imag(), pairs.viewAsReal(), pairs.viewAsReal().viewAsComplex()])
      expect(part.storage).toBe(pairs.storage);
    pairs.real().fill_(3);
    expect(list(pairs.get(0, 0))).toEqual([3, 1]);
    expect(list(pairs.imag().asStrided([3], [2]))).toEqual([1, 1, 1]);
    expect(() => pairs.imag().asStrided([7], [2])).toThrow(/a storage of 12 elements/);
  });
});

describe("asStrided", () => {
  it("has the gradient of what overlaps, also where the base overlaps itself", () => {
    const y = noise([2, 4]).requiresGrad_();
    expect(gradcheck((t) => asStrided(t, [3, 4], [2, 1]).square(), [y])).toBe(true);
    expect(gradcheck((t) => asStrided(t.transpose(0, 1), [2, 2], [1, 4], 1).square(), [y])).toBe(true);
    expect(gradcheck((t) => asStrided(t.get(slice(), slice(0, 2)).expand(3, 2, 2), [2, 2], [4, 1]).square(), [y])).toBe(true); // prettier-ignore
    const z = zeros([4], { requiresGrad: true });
    asStrided(z, [3, 2], [1, 1]).sum().backward(); // prettier-ignore
    expect(list(z.grad!)).toEqual([1, 2, 2, 1]);
  });

  it("stays within the storage", () => {
    expect(asStrided(zeros([0]), [0, 3], [1, 1]).shape).toEqual([0, 3]);
    expect(() => asStrided(zeros([4]), [5], [1])).toThrow(/asStrided: shape=\[5\], strides=\[1\], offset=0 .* a storage of 4 elements/); // prettier-ignore
    expect(() => asStrided(zeros([4]), [2], [-1], 3)).toThrow(ParameterError);
    expect(() => asStrided(zeros([4]), [2, 2], [1])).toThrow(ParameterError);
    expect(() => asStrided(zeros([4]), [1.5], [1])).toThrow(ParameterError);
  });
});

describe("dimensions in another order", () => {
  it("movedim puts dimensions to their places, swapaxes exchanges two, adjoint conjugates", () => {
    expect(movedim(zeros([2, 3, 4, 5]), [0, 3], [2, 0]).shape).toEqual([5, 3, 2, 4]);
    expect(movedim(zeros([2, 3]), -1, 0).shape).toEqual([3, 2]);
    expect(swapaxes(zeros([2, 3, 4]), 0, -1).shape).toEqual([4, 3, 2]);
    const z = complex(tensor([[1, 2]]), tensor([[3, -4]]));
    expect(list(adjoint(z))).toEqual([[[1, -3]], [[2, 4]]]); // prettier-ignore
    expect([list(z.H), list(z.mH)]).toEqual([list(adjoint(z)), list(adjoint(z))]);
    expect(x.T.shape).toEqual([4, 3, 2]);
    expect(() => movedim(x, [0, 1], [0])).toThrow(/must name as many dimensions, each once/);
    expect(() => tensor([1]).mT).toThrow(ShapeError);
    expect(() => x.H).toThrow(/must have 2 dimensions/);
  });
});

describe("shapes of others", () => {
  it("broadcastTensors reads all in one shape; atleast adds ones where PyTorch does", () => {
    const [a, b] = broadcastTensors(zeros([3, 1]), ones([2, 1, 4]));
    expect([a.shape, b.shape]).toEqual([[2, 3, 4], [2, 3, 4]]); // prettier-ignore
    expect(() => broadcastTensors(zeros([2]), zeros([3]))).toThrow(/broadcastTensors: shapes \[2\] and \[3\]/);
    expect([tensor(1), zeros([2]), zeros([2, 3])].map((t) => [atleast1d(t), atleast2d(t), atleast3d(t)].map((y) => y.shape))).toEqual([
      [[1], [1, 1], [1, 1, 1]],
      [[2], [1, 2], [1, 2, 1]],
      [[2, 3], [2, 3], [2, 3, 1]],
    ]); // prettier-ignore
    expect(zeros([6]).reshapeAs(zeros([2, 3])).shape).toEqual([2, 3]);
    expect(() => x.transpose(0, 2).viewAs(zeros([24]))).toThrow(/Use reshape\(\)/);
  });
});

describe("stacking and splitting", () => {
  it("stacks vectors and matrices as NumPy and PyTorch do", () => {
    const [a, b] = [tensor([1, 2]), tensor([3, 4])];
    expect(list(hstack([a, b]))).toEqual([1, 2, 3, 4]);
    expect(list(vstack([a, b]))).toEqual([[1, 2], [3, 4]]); // prettier-ignore
    expect(list(columnStack([a, b]))).toEqual([[1, 3], [2, 4]]); // prettier-ignore
    expect(list(dstack([a, b]))).toEqual([[[1, 3], [2, 4]]]); // prettier-ignore
    expect(hstack([zeros([2, 1, 3]), zeros([2, 4, 3])]).shape).toEqual([2, 5, 3]);
    expect(list(hstack([tensor(5), tensor(6)]))).toEqual([5, 6]);
    expect(list(columnStack([tensor([[1], [2]]), a]))).toEqual([[1, 1], [2, 2]]); // prettier-ignore
    expect(concat).toBe(cat);
  });

  it("cat leaves empty vectors out, but not their dtype", () => {
    const y = cat([tensor([]), ones([2, 2]), tensor([])], 1);
    expect(y.shape).toEqual([2, 2]);
    expect(cat([zeros([0], { dtype: "float64" }), ones([2])]).dtype).toBe("float64");
    expect(cat([tensor([]), tensor([])]).shape).toEqual([0]);
    expect(cat([zeros([0, 2]), ones([1, 2])]).shape).toEqual([1, 2]);
    expect(() => cat([zeros([0, 3]), ones([1, 2])])).toThrow(ShapeError);
  });

  it("tensorSplit gives longer parts first, and the others equal ones", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 5 }), (n, parts) => {
        const sizes = tensorSplit(arange(n), parts).map((t) => t.numel);
        expect([...sizes].sort((a, b) => b - a)).toEqual(sizes);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(2);
        expect(list(cat(tensorSplit(arange(n), parts)))).toEqual(list(arange(n)));
      }),
    );
    expect(tensorSplit(arange(5), [1, 3, 2, 9, -1]).map(list)).toEqual([[0], [1, 2], [], [2, 3, 4], [], [4]]);
    expect(hsplit(arange(4), 2).map(list)).toEqual([[0, 1], [2, 3]]); // prettier-ignore
    expect(hsplit(x, [1]).map((t) => t.shape)).toEqual([[2, 1, 4], [2, 2, 4]]); // prettier-ignore
    expect(vsplit(x, 2).map((t) => t.shape)).toEqual([[1, 3, 4], [1, 3, 4]]); // prettier-ignore
    expect(dsplit(x, 2)[1].shape).toEqual([2, 3, 2]);
    expect(() => hsplit(x, 2)).toThrow(/sections=2 must divide 3/);
    expect(() => vsplit(arange(4), 2)).toThrow(ShapeError);
    expect(() => tensorSplit(x, 0)).toThrow(/sections=0/);
  });

  it("unbind gives the slices, chunk of nothing as many empty parts", () => {
    expect(unbind(tensor([[1, 2], [3, 4]]), 1).map(list)).toEqual([[1, 3], [2, 4]]); // prettier-ignore
    expect(() => unbind(tensor(1))).toThrow(ShapeError);
    expect(chunk(zeros([0, 2]), 3).map((t) => t.shape)).toEqual([[0, 2], [0, 2], [0, 2]]); // prettier-ignore
    expect(split(zeros([0]), 2).map((t) => t.shape)).toEqual([[0]]);
    expect(() => split(tensor(1), 1)).toThrow(ShapeError);
    expect(() => split(x, [3, -1])).toThrow(/sizes \[3, -1\]/);
  });
});

describe("diagonals and triangles", () => {
  it("diag goes both ways, diagEmbed makes a batch, diagflat flattens", () => {
    expect(list(diag(tensor([1, 2]), 1))).toEqual([[0, 1, 0], [0, 0, 2], [0, 0, 0]]); // prettier-ignore
    expect(list(diag(arange(6).reshape([2, 3]), -1))).toEqual([3]);
    expect(list(diagEmbed(tensor([[1, 2], [3, 4]]), 0, 0, 2))).toEqual([[[1, 0], [3, 0]], [[0, 2], [0, 4]]]); // prettier-ignore
    expect(diagEmbed(zeros([2, 0])).shape).toEqual([2, 0, 0]);
    expect(list(diagflat(tensor([[1], [2]]), -1))).toEqual([[0, 0, 0], [1, 0, 0], [0, 2, 0]]); // prettier-ignore
    expect(() => diag(x)).toThrow(ShapeError);
    expect(() => diagEmbed(tensor([1]), 0, 1, -1)).toThrow(/are the same dimension/);
    const y = noise([2, 3]).requiresGrad_();
    expect(gradcheck((t) => diagEmbed(t, -2).square(), [y])).toBe(true);
  });

  it("blockDiag lays blocks along the diagonal and promotes", () => {
    expect(list(blockDiag(tensor([[1, 2], [3, 4]]), tensor([5, 6]), tensor(7)))).toEqual([
      [1, 2, 0, 0, 0],
      [3, 4, 0, 0, 0],
      [0, 0, 5, 6, 0],
      [0, 0, 0, 0, 7],
    ]); // prettier-ignore
    expect(blockDiag(zeros([1], { dtype: "int32" }), zeros([1], { dtype: "float64" })).dtype).toBe("float64");
    expect(blockDiag().shape).toEqual([1, 0]);
    expect(() => blockDiag(x)).toThrow(/blocks\[0\] \[2, 3, 4\]/);
  });

  it("trilIndices and triuIndices name what tril and triu keep", () => {
    for (const offset of [-2, 0, 1])
      for (const [indices, part] of [[trilIndices(3, 4, { offset }), ones([3, 4]).tril(offset)], [triuIndices(3, 4, { offset }), ones([3, 4]).triu(offset)]]) {
        const y = zeros([3, 4]).set([indices.get(0), indices.get(1)], 1);
        expect(list(y)).toEqual(list(part));
        expect(indices.shape[1]).toBe(part.sum().itemSync());
      } // prettier-ignore
    expect(list(trilIndices(2, 2))).toEqual([[0, 1, 1], [0, 0, 1]]); // prettier-ignore
    expect(() => trilIndices(-1, 2)).toThrow(ParameterError);
    expect(ones([2, 2], { dtype: "bool" }).tril().dtype).toBe("bool"); // prettier-ignore
  });
});

describe("combining, rolling, turning", () => {
  it("cartesianProd and combinations run with the last one fastest", () => {
    expect(list(cartesianProd(tensor([1, 2]), tensor([3, 4, 5])))).toEqual([[1, 3], [1, 4], [1, 5], [2, 3], [2, 4], [2, 5]]); // prettier-ignore
    expect(list(cartesianProd(tensor([1, 2])))).toEqual([1, 2]);
    expect(list(combinations(arange(4), 3))).toEqual([[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]]); // prettier-ignore
    expect(list(combinations(arange(2), 2, { withReplacement: true }))).toEqual([[0, 0], [0, 1], [1, 1]]); // prettier-ignore
    expect(combinations(arange(2), 3).shape).toEqual([0, 3]);
    expect(combinations(arange(2), 0).shape).toEqual([0]);
    expect(() => cartesianProd(x)).toThrow(ShapeError);
    expect(() => combinations(arange(2), -1)).toThrow(ParameterError);
  });

  it("roll, flips and repeats take what PyTorch's take", () => {
    expect(list(roll(arange(4), -1))).toEqual([1, 2, 3, 0]);
    expect(list(roll(tensor(3), 2))).toBe(3);
    expect(() => roll(x, 1, 3)).toThrow(/roll: dim=3 is out of range/);
    expect(() => roll(x, [1, 2], 0)).toThrow(ParameterError);
    expect(() => roll(x, 0.5, 0)).toThrow(/one integer/);
    expect(list(fliplr(tensor([[1, 2]])))).toEqual([[2, 1]]);
    expect(list(flipud(tensor([1, 2])))).toEqual([2, 1]);
    expect(() => fliplr(tensor([1]))).toThrow(ShapeError);
    expect(() => x.flip([0, -3])).toThrow(/names a dimension twice/);
    expect(list(tensor([1, 2]).repeat([2, 2]))).toEqual([[1, 2, 1, 2], [1, 2, 1, 2]]); // prettier-ignore
    expect(list(repeatInterleave(tensor([1, 2]), ints([2, 1])))).toEqual([1, 1, 2]);
    expect(list(repeatInterleave(tensor([1, 2]), ints([2])))).toEqual([1, 1, 2, 2]);
  });
});

describe("order and membership", () => {
  it("isin, bucketize and msort", () => {
    expect(list(isin(ints([1, 2, 3]), ints([3, 1])))).toEqual([true, false, true]);
    expect(list(isin(tensor([1, NaN]), tensor([NaN, 1]), { invert: true }))).toEqual([false, true]);
    expect(list(isin(tensor([1, 2]), tensor([])))).toEqual([false, false]);
    expect(list(isin(tensor([0.5, 2]), ints([2])))).toEqual([false, true]);
    expect(list(isin(tensor([true, false]), tensor([true])))).toEqual([true, false]);
    expect(list(bucketize(tensor([[1, 3], [6, 0]]), tensor([1, 3, 5])))).toEqual([[0, 1], [3, 0]]); // prettier-ignore
    expect(list(bucketize(3, tensor([1, 3, 5]), { right: true }))).toBe(2);
    expect(() => bucketize(3, x)).toThrow(ShapeError);
    expect(list(msort(tensor([[3, 1], [2, 5]])))).toEqual([[2, 1], [3, 5]]); // prettier-ignore
    expect(() => complex(ones([2]), ones([2])).sort()).toThrow(DTypeError);
  });

  it("uniqueConsecutive finds runs of elements, or of equal slices", async () => {
    const { values, inverse, counts } = await uniqueConsecutive(tensor([1, 1, 2, 1, 1, 1]));
    expect([values, inverse, counts].map(list)).toEqual([[1, 2, 1], [0, 0, 1, 2, 2, 2], [2, 1, 3]]); // prettier-ignore
    const rows = await uniqueConsecutive(tensor([[1, 2], [1, 2], [1, 3]]), { dim: 0 }); // prettier-ignore
    expect([rows.values, rows.inverse].map(list)).toEqual([[[1, 2], [1, 3]], [0, 0, 1]]); // prettier-ignore
    expect((await uniqueConsecutive(tensor([]))).values.shape).toEqual([0]);
  });
});

describe("products added and chained", () => {
  const [a, b, c] = [noise([2, 3]), noise([3, 4], 2), noise([2, 4], 3)];

  it("adds with its factors, and does not look at what beta = 0 leaves out", () => {
    const close = (p: Tensor, q: Tensor): void => expect(p.sub(q).abs().amax().itemSync()).toBeLessThan(1e-12);
    close(addmm(c, a, b, { beta: 2, alpha: -1 }), c.mul(2).sub(a.matmul(b)));
    close(addmm(c.get(0), a, b), a.matmul(b).add(c.get(0)));
    close(addmm(zeros([2, 4], { dtype: "float64" }).add(NaN), a, b, { beta: 0 }), mm(a, b));
    close(addmv(c.get(slice(), 0), a, b.get(slice(), 0)), a.matmul(b.get(slice(), 0)).add(c.get(slice(), 0)));
    close(addr(zeros([2, 3], { dtype: "float64" }), a.get(slice(), 0), a.get(0)), a.get(slice(), 0).outer(a.get(0)));
    const [p, q] = [noise([5, 2, 3]), noise([5, 3, 4], 9)];
    close(addbmm(c, p, q), p.matmul(q).sum(0).add(c));
    close(baddbmm(c, p, q, { alpha: 3 }), p.matmul(q).mul(3).add(c));
    expect(() => addmm(zeros([3, 4]), a, b)).toThrow(/addmm: x \[3, 4\] does not broadcast to the product \[2, 4\]/);
    expect(() => mm(p, q)).toThrow(ShapeError);
    expect(() => addmm(ints([0]), ints([1]).reshape([1, 1]), ints([2]).reshape([1, 1]), { alpha: 0.5 })).toThrow(/must be integers/); // prettier-ignore
  });

  it("inner and vdot", () => {
    expect(list(inner(tensor([[1, 2], [3, 4]]), tensor([[5, 6]])))).toEqual([[17], [39]]); // prettier-ignore
    expect(list(inner(tensor([1, 2]), tensor([3, 4])))).toBe(11);
    expect(list(inner(tensor(2), tensor([3, 4])))).toEqual([6, 8]);
    expect(() => inner(tensor([1]), tensor([1, 2]))).toThrow(/their last extents must be equal/);
    const z = complex(tensor([1, 0]), tensor([2, 1]));
    expect(list(vdot(z, z))).toEqual([6, 0]);
  });

  it("chainMatmul gives the product in whatever order, of vectors at its ends too", () => {
    const matrices = [a, b, noise([4, 1], 5), noise([1, 6], 6), noise([6, 2], 7)];
    const plain = matrices.reduce((p, m) => p.matmul(m));
    expect(chainMatmul(...matrices).sub(plain).abs().amax().itemSync()).toBeLessThan(1e-12); // prettier-ignore
    expect(chainMatmul(a.get(0), b, noise([4])).shape).toEqual([]);
    const made: (readonly number[])[] = [];
    capture((call) => call.name === "matmul" && made.push(call.outputs[0].shape), () => chainMatmul(ones([9, 1]), ones([1, 9]), ones([9, 1]))); // prettier-ignore
    expect(made).toEqual([[1, 1], [9, 1]]); // prettier-ignore
    expect(list(chainMatmul(a))).toEqual(list(a));
    expect(() => chainMatmul(a, x)).toThrow(/matrices\[1\] \[2, 3, 4\]/);
  });
});

describe("unfold and fold", () => {
  it("are the view along a dimension or the patches of images, by their arguments", () => {
    const image = arange(12).reshape([1, 1, 3, 4]);
    expect(list(unfold(image, [2, 2], { stride: 2 }))).toEqual(list(im2col(image, [2, 2], { stride: 2 })));
    expect(unfold(image, 2).shape).toEqual([1, 4, 6]);
    expect(image.unfold(3, 2, 2).shape).toEqual([1, 1, 3, 2, 2]);
    expect(list(fold(unfold(ones([1, 1, 3, 3]), 2), 3, 2))).toEqual([[[[1, 2, 1], [2, 4, 2], [1, 2, 1]]]]); // prettier-ignore
    expect(list(tensor(5).unfold(0, 1, 1))).toEqual([5]);
    expect(() => unfold(arange(3), 0, 4, 1)).toThrow(/size=4/);
  });
});
