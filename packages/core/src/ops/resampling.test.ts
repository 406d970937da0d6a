import { describe, expect, it } from "vitest";
import { arange, col2im, diagonal, DTypeError, im2col, interpolate, ParameterError, randn, ShapeError, tensor, zeros } from "../index.js"; // prettier-ignore

describe("interpolate", () => {
  const x = tensor([[[1, 2, 4]]]);

  it("repeats samples in nearest mode", () => {
    expect(interpolate(x, { scaleFactor: 2 }).arraySync()).toEqual([[[1, 1, 2, 2, 4, 4]]]);
    expect(interpolate(x, { size: 2 }).arraySync()).toEqual([[[1, 2]]]);
    expect(interpolate(x, { size: 2, mode: "nearest-exact" }).arraySync()).toEqual([[[1, 4]]]);
  });

  it("lays straight lines, with the edges or the corners in place", () => {
    expect(interpolate(x, { scaleFactor: 2, mode: "linear" }).arraySync()).toEqual([[[1, 1.25, 1.75, 2.5, 3.5, 4]]]);
    const aligned = interpolate(x, { size: 5, mode: "linear", alignCorners: true });
    expect(aligned.arraySync()).toEqual([[[1, 1.5, 2, 3, 4]]]);
    expect(interpolate(x, { size: 1, mode: "linear", alignCorners: true }).arraySync()).toEqual([[[1]]]);
  });

  it("reproduces a plane exactly when corners are aligned", () => {
    const plane = arange(12).reshape([1, 1, 3, 4]);
    const y = interpolate(plane, { size: [5, 7], mode: "bilinear", alignCorners: true });
    const rows = Array.from({ length: 5 }, (_, i) => Array.from({ length: 7 }, (_row, j) => 2 * i + 0.5 * j));
    expect(y.arraySync()).toEqual([[rows]]);
  });

  it("lays cubic curves with PyTorch's kernel, which an impulse shows", () => {
    const impulse = tensor([[[[0, 0, 1, 0, 0, 0]]]], { dtype: "float64" });
    const y = interpolate(impulse, { scaleFactor: [1, 2], mode: "bicubic" });
    const half = [-0.03515625, -0.10546875, 0.26171875, 0.87890625];
    expect([...y.dataSync()]).toEqual([0, ...half, ...half.toReversed(), 0, 0, 0]);
    const aligned = interpolate(arange(6).reshape([1, 1, 2, 3]), { size: [3, 5], mode: "bicubic", alignCorners: true });
    expect([aligned.get(0, 0, 0, 0), aligned.get(0, 0, 2, 4), aligned.get(0, 0, 0, 2)].map((t) => t.itemSync())).toEqual([0, 5, 1]); // prettier-ignore
    const edge = interpolate(tensor([[[[8, 8, 8]]]]), { size: [2, 7], mode: "bicubic" });
    edge.dataSync().forEach((v) => expect(v).toBeCloseTo(8, 5));
  });

  it("takes the mean of what each output covers in area mode", () => {
    expect(interpolate(x, { size: 2, mode: "area" }).arraySync()).toEqual([[[1.5, 3]]]);
    expect(interpolate(arange(16).reshape([1, 1, 4, 4]), { scaleFactor: 0.5, mode: "area" }).arraySync()).toEqual([[[[2.5, 4.5], [10.5, 12.5]]]]); // prettier-ignore
    expect(interpolate(arange(8).reshape([1, 1, 2, 2, 2]), { size: 1, mode: "area" }).itemSync()).toBe(3.5);
  });

  it("reads by the given factor, or by the ratio of the extents when told to", () => {
    const line = arange(5).reshape([1, 1, 5]);
    const plain = interpolate(line, { scaleFactor: 1.5, mode: "linear" }).dataSync();
    const recomputed = interpolate(line, { scaleFactor: 1.5, mode: "linear", recomputeScaleFactor: true }).dataSync();
    expect([plain.length, recomputed.length]).toEqual([7, 7]);
    expect(plain[3]).toBeCloseTo(3.5 / 1.5 - 0.5, 6);
    expect(recomputed[3]).toBe(2);
  });

  it("says what is missing or unsuitable", () => {
    expect(() => interpolate(x, {})).toThrow(/either size or scaleFactor/);
    expect(() => interpolate(x, { size: 2, scaleFactor: 2 })).toThrow(ParameterError);
    expect(() => interpolate(x, { size: 2.5 })).toThrow(/size=\[2\.5\]/);
    expect(() => interpolate(x, { scaleFactor: 0.1 })).toThrow(/turns 3 samples into 0/);
    expect(() => interpolate(x, { size: 2, mode: "bilinear" })).toThrow(ShapeError);
    expect(() => interpolate(x, { size: 2, alignCorners: true })).toThrow(/alignCorners=true/);
    expect(() => interpolate(x, { size: 2, mode: "cubic" as never })).toThrow(/mode="cubic"/);
    expect(() => interpolate(x, { size: 2, mode: "bicubic" })).toThrow(ShapeError);
    expect(() => interpolate(x.to("int32"), { size: 2, mode: "area" })).toThrow(DTypeError);
    expect(interpolate(x.to("int32"), { size: 2 }).dtype).toBe("int32");
  });
});

describe("im2col and col2im", () => {
  it("lists patches row by row, each as a column", () => {
    const columns = im2col(arange(9).reshape([1, 3, 3]), 2);
    expect(columns.arraySync()).toEqual([[0, 1, 3, 4], [1, 2, 4, 5], [3, 4, 6, 7], [4, 5, 7, 8]]); // prettier-ignore
  });

  it("are transposes of each other", () => {
    const options = { stride: [2, 1], padding: [1, 2], dilation: [1, 2] };
    const x = randn([2, 3, 6, 5], { dtype: "float64" });
    const columns = im2col(x, [3, 2], options);
    const y = randn([...columns.shape], { dtype: "float64" });
    const image = col2im(y, [6, 5], [3, 2], options);
    expect(image.shape).toEqual(x.shape);
    expect(image.mul(x).sum().itemSync()).toBeCloseTo(columns.mul(y).sum().itemSync(), 10);
  });

  it("adds up what overlaps", () => {
    const ones = col2im(im2col(tensor([[[[1, 1, 1], [1, 1, 1]]]]), 2), [2, 3], 2); // prettier-ignore
    expect(ones.arraySync()).toEqual([[[[1, 2, 1], [1, 2, 1]]]]); // prettier-ignore
  });

  it("refuses what does not fit", () => {
    expect(() => im2col(tensor([1]), 2)).toThrow(ShapeError);
    expect(() => im2col(tensor([[[1, 2]]]), 2)).toThrow(/larger than the padded image \[1, 2\]/);
    expect(() => col2im(tensor([[1, 2, 3]]), 2, 2)).toThrow(ShapeError);
    expect(() => im2col(tensor([[[1]]]), 1, { stride: 0 })).toThrow(/stride=\[0, 0\]/);
    expect(() => im2col(zeros([1, 2, 2], { dtype: "int32" }), 1)).toThrow(DTypeError);
    expect(() => col2im(zeros([1, 4], { dtype: "uint8" }), 2, 1)).toThrow(DTypeError);
  });
});

describe("diagonal", () => {
  it("is a view of the elements on a diagonal", () => {
    const x = arange(6).reshape([2, 3]);
    expect(diagonal(x).arraySync()).toEqual([0, 4]);
    expect(diagonal(x, 1).arraySync()).toEqual([1, 5]);
    expect(diagonal(x, -1).arraySync()).toEqual([3]);
    expect(diagonal(x, 3).arraySync()).toEqual([]);
    diagonal(x).fill_(9);
    expect(x.arraySync()).toEqual([[9, 1, 2], [3, 9, 5]]); // prettier-ignore
    expect(() => diagonal(x, 0, 1, -1)).toThrow(/dim1=1 and dim2=-1/);
  });
});
