import { afterEach, describe, expect, it, vi } from "vitest";
import { input, node, type Expr } from "../../../backend/index.js";
import { noise, runOnArrays, tensorOf, valuesOf } from "../../run-on-arrays.js";
import { COMPILED_LOOPS, passMemory } from "../../wasm/passes.js";
import { compiledRunOf } from "./compiled-loops.js";
import { whereLess, whereUpTo } from "./float32-choices.js";
import { log } from "./float32-log.js";
import { FLOAT32_LOOPS, normalize, type Float32Loop } from "./float32-ops.js";
import { float32ProgramOf } from "./float32-program.js";

const SPECIAL = [NaN, 0, -0, Infinity, -Infinity, 1, -1, 0.5, -2.5, 1e-45, 3e38, 0.75, 1.5].map(Math.fround);
const LENGTH = 4099;
const [a, b, c, d] = [1, 2, 3, 4].map((seed) =>
  // Each special number meets each other one: periods 1, 13, 7 and 11.
  noise([LENGTH], seed).map((v, i) => {
    const turn = [i, Math.floor(i / 13), 7 * i, 11 * i][seed - 1];
    return i < 400 ? SPECIAL[turn % SPECIAL.length] : Math.fround(i % 5 === 0 ? Math.round(3 * v) : 3 * v);
  }),
);
const inputs = [a, b, c, d].map((values) => tensorOf(values, [LENGTH], "float32"));
const E = [0, 1, 2, 3].map((k) => input(k, "float32"));
const SHAPE = { shape: [LENGTH], dtype: "float32" } as const;
const LOOPS: Record<string, Float32Loop> = { ...FLOAT32_LOOPS, whereLess, whereUpTo, normalize };

const positive = (values: readonly number[]): number[] => values.map((v) => Math.abs(v) + 0.01);
const byScript = (loop: Float32Loop, ...args: readonly (readonly number[])[]): number[] => {
  const out = new Float32Array(LENGTH);
  const [w, x = w, y = w, z = w] = args.map((values) => Float32Array.from(values));
  loop(LENGTH, out, w, x, y, z);
  return [...out];
};
const logarithms = (x: readonly number[]): number[] =>
  runOnArrays("map", [tensorOf(x, [LENGTH], "float32")], [SHAPE], { expr: node("log", "float32", E[0]), scalars: [] })[0]; // prettier-ignore

afterEach(() => vi.unstubAllGlobals());

describe("compiled loops", () => {
  it("give the bits of the loops in JavaScript, each of them, whatever the numbers", () => {
    const { passes, floats } = passMemory()!;
    const blocks = [a, b, c, d, a].map((values) => {
      const block = floats(LENGTH + 1);
      block.set(values);
      return block;
    });
    const [x, y, z, w, out] = blocks.map((block) => block.byteOffset);
    for (const name of COMPILED_LOOPS) {
      passes[name](LENGTH, out, x, y, z, w);
      expect([...blocks[4].subarray(0, LENGTH)], name).toEqual(byScript(LOOPS[name], a, b, c, d));
    }
  });

  it("take the logarithm of all numbers, those that are not normal too", () => {
    const positives = positive(a).map((v) => (v < Infinity ? v : 1));
    const withOne = SPECIAL.map((special) => positives.map((v, i) => (i === 2001 ? special : v)));
    for (const x of [a, positives, ...withOne]) expect(logarithms(x)).toEqual(byScript(log, x));
  });

  it("work together with loops that are not compiled, and with any number of places", () => {
    const tree = (depth: number): Expr =>
      depth === 0 ? node("tanh", "float32", E[0]) : node("add", "float32", tree(depth - 1), E[depth % 4]);
    const sums = Array.from({ length: 80 }, (_, k) => tree(k + 1));
    for (const exprs of [sums.slice(0, 5), sums]) {
      const isCompiled = exprs.length < 60;
      expect(compiledRunOf(float32ProgramOf(exprs)!) !== null).toBe(isCompiled);
      const results = runOnArrays("fusedMap", inputs, exprs.map(() => SHAPE), { exprs, scalars: [] }); // prettier-ignore
      const expected = a.map((v, i) => exprs.reduce((x, _, k) => Math.fround(x + [a, b, c, d][(k + 1) % 4][i]), Math.fround(Math.tanh(v)))); // prettier-ignore
      expect(results.at(-1)).toEqual(expected);
    }
  });

  it("leave programs to JavaScript where they are of no use or cannot be", async () => {
    expect(compiledRunOf(float32ProgramOf(node("erf", "float32", E[0]))!)).toBeNull();
    vi.stubGlobal("WebAssembly", undefined);
    vi.resetModules();
    const { compiledRunOf: runWithout } = await import("./compiled-loops.js");
    const { map } = await import("../map.js");
    const expr = node("where", "float32", node("lt", "bool", E[0], E[1]), E[2], E[3]);
    expect(runWithout(float32ProgramOf(expr)!)).toBeNull();
    const out = tensorOf(a, [LENGTH], "float32");
    map({ name: "map", inputs, outputs: [out], attrs: { expr, scalars: [] } });
    expect(valuesOf(out)).toEqual(a.map((v, i) => (v < b[i] ? c[i] : d[i])));
  });
});
