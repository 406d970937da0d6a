import { backendOf, type ConvAttrs, type PrimitiveAttrs, sizeOf } from "@sonograd/core";
import * as fc from "fast-check";
import { expect } from "vitest";
import { bothKinds } from "../../../test/both-kinds.js";
import { gpuTest } from "../../../test/device.js";
import { expectClose, type HostView, randomSource, randomView, runOn, viewOf } from "../../../test/parity.js";

interface Case {
  name: string;
  x: number[];
  w: number[];
  attrs: ConvAttrs;
}

type Pass = "conv" | "convInputGrad" | "convWeightGrad";
type Kind = "solo" | "team";

const plain = (axes: number): ConvAttrs => ({
  stride: Array.from({ length: axes }, () => 1),
  padding: Array.from({ length: axes }, () => [0, 0] as const),
  dilation: Array.from({ length: axes }, () => 1),
  groups: 1,
});

const CASES: Case[] = [
  { name: "one axis", x: [2, 3, 11], w: [5, 3, 4], attrs: plain(1) },
  { name: "one axis, long", x: [1, 1, 300], w: [4, 1, 7], attrs: { ...plain(1), stride: [2] } },
  { name: "a kernel longer than a chunk of taps", x: [2, 1, 90], w: [3, 1, 37], attrs: { ...plain(1), stride: [4], padding: [[3, 5]] } },
  { name: "a kernel of length one", x: [3, 2, 5], w: [1, 2, 1], attrs: plain(1) },
  { name: "a stride beyond the kernel", x: [2, 2, 17], w: [3, 2, 2], attrs: { ...plain(1), stride: [5] } },
  { name: "stride and dilation with a common divisor", x: [1, 2, 19, 18], w: [2, 2, 3, 2], attrs: { ...plain(2), stride: [4, 6], dilation: [2, 4], padding: [[1, 1], [3, 0]] } },
  { name: "unit axes", x: [2, 3, 1, 9, 1], w: [4, 3, 1, 3, 1], attrs: plain(3) },
  { name: "pointwise", x: [2, 5, 4, 3], w: [6, 5, 1, 1], attrs: plain(2) },
  { name: "one position", x: [3, 4, 2, 2], w: [5, 4, 2, 2], attrs: plain(2) },
  { name: "two axes, padded", x: [2, 3, 6, 7], w: [6, 3, 3, 3], attrs: { ...plain(2), padding: [[1, 1], [1, 1]] } },
  { name: "two axes, strided, dilated, unevenly padded", x: [2, 4, 9, 10], w: [3, 4, 3, 2], attrs: { stride: [2, 3], padding: [[2, 1], [0, 3]], dilation: [1, 2], groups: 1 } },
  { name: "groups", x: [2, 8, 5, 5], w: [8, 4, 2, 2], attrs: { ...plain(2), groups: 2 } },
  { name: "depthwise", x: [1, 6, 9], w: [6, 1, 3], attrs: { ...plain(1), padding: [[1, 1]], groups: 6 } },
  { name: "three axes", x: [1, 2, 4, 5, 6], w: [3, 2, 2, 2, 3], attrs: { ...plain(3), stride: [1, 2, 1] } },
  { name: "no images", x: [0, 2, 6], w: [3, 2, 2], attrs: plain(1) },
]; // prettier-ignore

// Large enough for tiles in workgroup memory, and past their edges.
const TILED: Case[] = [
  { name: "tiles, one axis", x: [2, 17, 41], w: [37, 17, 3], attrs: { ...plain(1), padding: [[1, 1]] } },
  { name: "tiles, strided and dilated in groups", x: [2, 34, 13, 12], w: [40, 17, 3, 2], attrs: { stride: [2, 3], padding: [[2, 1], [1, 3]], dilation: [1, 2], groups: 2 } },
  { name: "tiles, three axes", x: [1, 16, 4, 5, 6], w: [20, 16, 2, 2, 3], attrs: { ...plain(3), stride: [1, 2, 1] } },
  { name: "large tiles", x: [2, 130, 24], w: [512, 130, 3], attrs: { ...plain(1), padding: [[1, 1]] } },
  { name: "large tiles of many positions", x: [16, 33, 130], w: [65, 33, 1], attrs: plain(1) },
]; // prettier-ignore

function outputShape({ x, w, attrs }: Omit<Case, "name">): number[] {
  const extents = attrs.stride.map((s, k) => {
    const span = x[k + 2] + attrs.padding[k][0] + attrs.padding[k][1] - attrs.dilation[k] * (w[k + 2] - 1) - 1;
    return Math.floor(span / s) + 1;
  });
  return [x[0], w[0], ...extents];
}

/** One dispatch on each kind of adapter, the same bits twice, and the CPU's numbers. */
async function expectPass(
  kinds: readonly Kind[],
  pass: Pass,
  inputs: readonly HostView[],
  outputs: readonly HostView[],
  attrs: PrimitiveAttrs[Pass],
  atol = 2e-5,
): Promise<void> {
  const expected = await runOn(backendOf("cpu"), pass, inputs, outputs, attrs);
  for (const kind of kinds) {
    const backend = (await bothKinds())[kind];
    const before = backend.statistics.dispatches;
    const actual = await runOn(backend, pass, inputs, outputs, attrs);
    expect(backend.statistics.dispatches - before).toBe(1);
    expected.forEach((array, k) => expectClose(actual[k], array, { atol }, `${pass} output ${k}, ${kind}`));
    expect(await runOn(backend, pass, inputs, outputs, attrs)).toEqual(actual);
  }
}

const empty = (shape: readonly number[]): HostView => viewOf("float32", shape, []);

/** The longest of the sums, as far as rounding goes. */
const roundingOf = (length: number): number => 2e-5 + 4e-6 * Math.sqrt(length);

async function expectAllPasses(kinds: readonly Kind[], one: Omit<Case, "name">, seed: number): Promise<void> {
  const { x, w, attrs } = one;
  const y = outputShape(one);
  const random = randomSource(seed);
  const strided = { layout: "reversed" } as const;
  const view = (shape: readonly number[], layout = {}): HostView => randomView(random, shape, "float32", layout);
  const forward = roundingOf(sizeOf(w.slice(1)));
  await expectPass(kinds, "conv", [view(x, strided), view(w)], [empty(y)], attrs, forward);
  await expectPass(kinds, "conv", [view(x), view(w, strided), view([w[0]])], [view(y, { layout: "sliced" })], attrs, forward); // prettier-ignore
  const backward = roundingOf((w[0] / attrs.groups) * sizeOf(w.slice(2)));
  await expectPass(kinds, "convInputGrad", [view(y, strided), view(w)], [empty(x)], attrs, backward);
  const weights = roundingOf(sizeOf(y) / y[1]);
  await expectPass(kinds, "convWeightGrad", [view(y, strided), view(x)], [empty(w)], attrs, weights);
  const gradBias = view([w[0]], { layout: "sliced" });
  await expectPass(kinds, "convWeightGrad", [view(y), view(x)], [empty(w), gradBias], attrs, weights);
}

for (const one of CASES)
  gpuTest(`conv, ${one.name}: all passes agree with the CPU`, () => expectAllPasses(["solo"], one, 21), 60_000);

// Kernels with much workgroup memory compile slowly on software adapters, so these are few.
for (const one of [...CASES.filter(({ name }) => /uneven|groups|common|no images/.test(name)), ...TILED])
  gpuTest(`conv with barriers, ${one.name}: all passes agree with the CPU`, () => expectAllPasses(["team"], one, 22), 60_000); // prettier-ignore

const axis = fc.record({
  extent: fc.integer({ min: 1, max: 9 }),
  kernel: fc.integer({ min: 1, max: 4 }),
  stride: fc.integer({ min: 1, max: 3 }),
  dilation: fc.integer({ min: 1, max: 3 }),
  padding: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })),
});
const anyConv = fc
  .record({
    axes: fc.array(axis, { minLength: 1, maxLength: 3 }),
    batch: fc.nat({ max: 3 }),
    groups: fc.integer({ min: 1, max: 3 }),
    ins: fc.integer({ min: 1, max: 5 }),
    outs: fc.integer({ min: 1, max: 6 }),
  })
  .map(({ axes, batch, groups, ins, outs }) => ({
    x: [batch, ins * groups, ...axes.map((a) => a.extent)],
    w: [outs * groups, ins, ...axes.map((a) => a.kernel)],
    attrs: {
      stride: axes.map((a) => a.stride),
      dilation: axes.map((a) => a.dilation),
      padding: axes.map((a) => a.padding),
      groups,
    },
  }))
  .filter((one) => outputShape(one).slice(2).every((extent) => extent > 0)); // prettier-ignore

gpuTest(
  "convolutions of any shape agree with the CPU",
  async () => {
    await fc.assert(
      fc.asyncProperty(anyConv, fc.nat(), (one, seed) => expectAllPasses(["solo"], one, seed)),
      { numRuns: 30 },
    );
  },
  120_000,
);

gpuTest(
  "a long sum behind few weights rounds like a short one",
  async () => {
    const random = randomSource(23);
    const [gradY, x] = [randomView(random, [4, 2, 30_000], "float32", { low: 0 }), randomView(random, [4, 1, 30_002], "float32", { low: 0 })]; // prettier-ignore
    await expectPass(["solo", "team"], "convWeightGrad", [gradY, x], [empty([2, 1, 3]), empty([2])], plain(1), 0.1);
  },
  60_000,
);

gpuTest("infinities in the gradient reach the bias and only the weights that read them", async () => {
  const random = randomSource(24);
  const [gradY, x] = [randomView(random, [1, 2, 4, 5]), randomView(random, [1, 1, 4, 5])];
  gradY.data[2] = Infinity;
  const attrs: ConvAttrs = { ...plain(2), padding: [[1, 1], [1, 1]] }; // prettier-ignore
  const backend = (await bothKinds()).solo;
  const [weights, bias] = await runOn(backend, "convWeightGrad", [gradY, x], [empty([2, 1, 3, 3]), empty([2])], attrs);
  expect([...weights.subarray(0, 3)].every(Number.isFinite)).toBe(true);
  expect([...weights.subarray(3, 9)].some(Number.isFinite)).toBe(false);
  expect([...bias].map(Number.isFinite)).toEqual([false, true]);
});
