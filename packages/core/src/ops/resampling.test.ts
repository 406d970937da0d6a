import { describe, expect, it } from "vitest";
import { arange, col2im, diagonal, im2col, interpolate, ParameterError, randn, ShapeError, tensor } from "../index.js";

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

  it("says what is missing or unsuitable", () => {
    expect(() => interpolate(x, {})).toThrow(/either size or scaleFactor/);
    expect(() => interpolate(x, { size: 2, scaleFactor: 2 })).toThrow(ParameterError);
    expect(() => interpolate(x, { size: 2.5 })).toThrow(/size=\[2\.5\]/);
    expect(() => interpolate(x, { scaleFactor: 0.1 })).toThrow(/turns 3 samples into 0/);
    expect(() => interpolate(x, { size: 2, mode: "bilinear" })).toThrow(ShapeError);
    expect(() => interpolate(x, { size: 2, alignCorners: true })).toThrow(/alignCorners=true/);
    expect(() => interpolate(x, { size: 2, mode: "cubic" as never })).toThrow(/mode="cubic"/);
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
