import { describe, expect, it } from "vitest";
import { input, node, scalar, type Expr } from "../../../backend/index.js";
import { linearForm, oncePerForm } from "./linear-form.js";

const x = input(0, "float32");
const double = (of: Expr): Expr => node("add", "float32", of, of);

describe("linearForm", () => {
  it("lists arguments before what reads them, and equal structures once", () => {
    const make = (): Expr => node("exp", "float32", node("neg", "float32", input(0, "float32")));
    const { nodes, roots } = linearForm([node("mul", "float32", make(), make()), make()]);
    expect(nodes.map((n) => (n.kind === "op" ? n.op : n.kind))).toEqual(["input", "neg", "exp", "mul"]);
    expect(roots).toEqual([3, 2]);
  });

  it("has one key for what computes the same, others for all else", () => {
    const keys = [
      [double(x)],
      [node("add", "float32", x, scalar(0, "float32"))],
      [node("add", "float32", x, input(1, "float32"))],
      [node("add", "float64", input(0, "float64"), input(0, "float64"))],
      [double(x), x],
      [x, double(x)],
    ].map((exprs) => linearForm(exprs).key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(linearForm([double(input(0, "float32"))]).key).toBe(keys[0]);
  });
});

describe("oncePerForm", () => {
  it("makes one thing for all expressions of a structure, small, large and several", () => {
    let made = 0;
    const of = oncePerForm(() => ++made);
    const tower = (height: number): Expr => (height === 0 ? input(0, "float32") : double(tower(height - 1)));
    expect([of(double(x)), of(double(input(0, "float32"))), of([double(x)])]).toEqual([1, 1, 1]);
    // 2⁶⁰ nodes if it were written out as a tree
    expect([of(tower(60)), of(tower(60)), of(tower(61))]).toEqual([2, 2, 3]);
    expect([of([x, double(x)]), of([x, double(x)]), of([double(x), x])]).toEqual([4, 4, 5]);
  });
});
