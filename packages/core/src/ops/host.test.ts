import { describe, expect, it } from "vitest";
import { arange, complex, DTypeError, ShapeError, tensor, zeros } from "../index.js";

describe("values on the host", () => {
  const z = complex(tensor([[1], [2]]), tensor([[3], [4]]));

  it("come as rows of the view, complex ones as pairs, bools as booleans", async () => {
    expect(await z.array()).toEqual([[[1, 3]], [[2, 4]]]); // prettier-ignore
    expect([...(await z.data())]).toEqual([1, 3, 2, 4]);
    expect([...z.imag().dataSync()]).toEqual([3, 4]);
    expect([...z.viewAsReal().dataSync()]).toEqual([1, 3, 2, 4]);
    expect(await tensor([[true], [false]]).tolist()).toEqual([[true], [false]]);
    expect([...arange(6).reshape([2, 3]).t().dataSync()]).toEqual([0, 3, 1, 4, 2, 5]);
    expect([...arange(100).get(7).dataSync()]).toEqual([7]);
  });

  it("of nothing are empty lists of the shape", async () => {
    expect(await zeros([2, 0]).array()).toEqual([[], []]);
    expect((await zeros([0, 3]).data()).length).toBe(0);
    expect(zeros([0]).arraySync()).toEqual([]);
  });

  it("are a copy that the tensor does not see", () => {
    const x = zeros([2]);
    x.dataSync()[0] = 9;
    expect(x.arraySync()).toEqual([0, 0]);
  });

  it("item gives one real number, 1 or 0 of a bool, and refuses all else", async () => {
    expect([await tensor([[5]]).item(), tensor(true).itemSync()]).toEqual([5, 1]);
    await expect(tensor([1, 2]).item()).rejects.toThrow(ShapeError);
    expect(() => zeros([0]).itemSync()).toThrow(/shape=\[0\] float32 is not one real number/);
    await expect(z.get(0, 0).item()).rejects.toThrow(DTypeError);
    expect(() => z.get(0, 0).itemSync()).toThrow(/Use \.real\(\) and \.imag\(\), or array\(\)/);
  });
});
