import { describe, expect, it } from "vitest";
import { input, node, scalar, type Expr } from "../../../backend/index.js";
import { axesOf, split } from "./hoist.js";
import { linearForm, type LinearForm } from "./linear-form.js";

const op = (name: "add" | "mul" | "sub" | "rsqrt", ...args: Expr[]): Expr => node(name, "float32", ...args);
const x = input(0, "float32");
const [mean, variance, weight] = [1, 2, 3].map((k) => input(k, "float32"));
const scale = op("mul", weight, op("rsqrt", op("add", variance, scalar(0, "float32"))));
const SHAPE = [8, 16, 32];
const [FULL, CHANNEL] = [0b111, 0b010];

const opsOf = (form: LinearForm): string[] => form.nodes.flatMap((n) => (n.kind === "op" ? [n.op] : []));

describe("split", () => {
  it("computes what is the same along some axes by itself and hands it on as an input", () => {
    const form = linearForm([op("mul", op("sub", x, mean), scale)]);
    const { main, parts } = split(form, SHAPE, [FULL, CHANNEL, CHANNEL, CHANNEL])!;
    expect(parts.map((part) => [opsOf(part.form), part.axes])).toEqual([[["add", "rsqrt", "mul"], CHANNEL]]);
    expect(opsOf(main)).toEqual(["sub", "mul"]);
    expect(main.nodes.flatMap((n) => (n.kind === "input" ? [n.index] : []))).toEqual([0, 1, 4]);
  });

  it("splits nothing off where every part varies along all axes, or hardly fewer", () => {
    const form = linearForm([op("mul", op("add", x, mean), mean)]);
    expect(split(form, SHAPE, [FULL, FULL])).toBeNull();
    expect(split(linearForm([op("mul", op("add", mean, weight), x)]), [4, 2], [0b11, 0b01, 0, 0b01])).toBeNull();
  });

  it("hands on a result that is a part itself", () => {
    const { main, parts } = split(linearForm([scale, x]), SHAPE, [FULL, CHANNEL, CHANNEL, CHANNEL])!;
    expect(parts).toHaveLength(1);
    expect(main.nodes).toEqual([{ kind: "input", index: 4, dtype: "float32" }, x]);
    expect(main.roots).toEqual([0, 1]);
  });

  it("sees along which axes a view varies", () => {
    const view = { storage: null!, dtype: "float32", offset: 0 } as const;
    expect(axesOf({ ...view, shape: [8, 16, 1], strides: [0, 1, 16] })).toBe(0b010);
    expect(axesOf({ ...view, shape: [], strides: [] })).toBe(0);
  });
});
