import type { ConvAttrs } from "@sonograd/core";
import { expect } from "vitest";
import { gpuBackend, gpuTest } from "../../test/device.js";
import { expectParity, randomSource, randomView, runOn, viewOf } from "../../test/parity.js";

interface Case {
  name: string;
  x: number[];
  w: number[];
  attrs: ConvAttrs;
}

const plain = (axes: number): ConvAttrs => ({
  stride: Array.from({ length: axes }, () => 1),
  padding: Array.from({ length: axes }, () => [0, 0] as const),
  dilation: Array.from({ length: axes }, () => 1),
  groups: 1,
});

const CASES: Case[] = [
  { name: "one axis", x: [2, 3, 11], w: [5, 3, 4], attrs: plain(1) },
  { name: "one axis, long", x: [1, 1, 300], w: [4, 1, 7], attrs: { ...plain(1), stride: [2] } },
  { name: "a kernel of length one", x: [3, 2, 5], w: [1, 2, 1], attrs: plain(1) },
  { name: "two axes, padded", x: [2, 3, 6, 7], w: [6, 3, 3, 3], attrs: { ...plain(2), padding: [[1, 1], [1, 1]] } },
  { name: "two axes, strided, dilated, unevenly padded", x: [2, 4, 9, 10], w: [3, 4, 3, 2], attrs: { stride: [2, 3], padding: [[2, 1], [0, 3]], dilation: [1, 2], groups: 1 } },
  { name: "groups", x: [2, 8, 5, 5], w: [8, 4, 2, 2], attrs: { ...plain(2), groups: 2 } },
  { name: "depthwise", x: [1, 6, 9], w: [6, 1, 3], attrs: { ...plain(1), padding: [[1, 1]], groups: 6 } },
  { name: "three axes", x: [1, 2, 4, 5, 6], w: [3, 2, 2, 2, 3], attrs: { ...plain(3), stride: [1, 2, 1] } },
]; // prettier-ignore

const outputShape = ({ x, w, attrs }: Case): number[] => [
  x[0],
  w[0],
  ...attrs.stride.map((s, k) => {
    const span = x[k + 2] + attrs.padding[k][0] + attrs.padding[k][1] - attrs.dilation[k] * (w[k + 2] - 1) - 1;
    return Math.floor(span / s) + 1;
  }),
];

for (const one of CASES) {
  const { name, x, w, attrs } = one;
  const y = outputShape(one);
  const strided = { layout: "reversed" } as const;

  gpuTest(`conv, ${name}: forward agrees with the CPU`, async () => {
    const random = randomSource(21);
    const inputs = [randomView(random, x, "float32", strided), randomView(random, w)];
    await expectParity("conv", inputs, [{ shape: y, dtype: "float32" }], attrs);
    const bias = randomView(random, [w[0]]);
    await expectParity("conv", [...inputs, bias], [randomView(random, y, "float32", { layout: "sliced" })], attrs);
  });

  gpuTest(`conv, ${name}: both gradients agree with the CPU`, async () => {
    const random = randomSource(22);
    const gradY = randomView(random, y, "float32", strided);
    await expectParity("convInputGrad", [gradY, randomView(random, w)], [{ shape: x, dtype: "float32" }], attrs);
    const source = randomView(random, x);
    const gradW = { shape: w, dtype: "float32" } as const;
    await expectParity("convWeightGrad", [gradY, source], [gradW], attrs, { atol: 5e-5 });
    const gradBias = randomView(random, [w[0]], "float32", { layout: "sliced" });
    await expectParity("convWeightGrad", [gradY, source], [gradW, gradBias], attrs, { atol: 5e-5 });
  });
}

gpuTest("the weight gradient of a long signal, cut into parts, is the same on every run", async () => {
  const random = randomSource(23);
  const inputs = [randomView(random, [4, 2, 1000]), randomView(random, [4, 1, 1002])];
  const outputs = [viewOf("float32", [2, 1, 3], [])];
  const backend = await gpuBackend();
  const [first] = await runOn(backend, "convWeightGrad", inputs, outputs, plain(1));
  const [second] = await runOn(backend, "convWeightGrad", inputs, outputs, plain(1));
  expect(first).toEqual(second);
  await expectParity("convWeightGrad", inputs, outputs, plain(1), { atol: 1e-3 });
});
