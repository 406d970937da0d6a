import type { PoolAttrs } from "@sonograd/core";
import { gpuTest } from "../../test/device.js";
import { expectParity, randomSource, randomView, runOn, viewOf } from "../../test/parity.js";
import { backendOf } from "@sonograd/core";

const base = { padding: [0, 0], dilation: [1, 1], countIncludePad: true };
const CASES: { name: string; x: number[]; y: number[]; attrs: Omit<PoolAttrs, "kind"> }[] = [
  { name: "two axes", x: [2, 3, 6, 8], y: [2, 3, 3, 4], attrs: { ...base, kernel: [2, 2], stride: [2, 2] } },
  { name: "overlapping and padded", x: [1, 2, 7, 5], y: [1, 2, 4, 3], attrs: { ...base, kernel: [3, 3], stride: [2, 2], padding: [1, 1] } },
  { name: "padding not counted", x: [1, 2, 7, 5], y: [1, 2, 4, 3], attrs: { ...base, kernel: [3, 3], stride: [2, 2], padding: [1, 1], countIncludePad: false } },
  { name: "ceil mode with an overhanging window", x: [1, 1, 6, 6], y: [1, 1, 3, 3], attrs: { ...base, kernel: [3, 3], stride: [2, 2] } },
  { name: "one axis", x: [2, 2, 9], y: [2, 2, 4], attrs: { kernel: [3], stride: [2], padding: [0], dilation: [1], countIncludePad: true } },
  { name: "three axes", x: [1, 2, 4, 4, 4], y: [1, 2, 2, 2, 2], attrs: { kernel: [2, 2, 2], stride: [2, 2, 2], padding: [0, 0, 0], dilation: [1, 1, 1], countIncludePad: true } },
]; // prettier-ignore

for (const { name, x, y, attrs } of CASES)
  for (const kind of ["max", "avg"] as const)
    gpuTest(`${kind} pool, ${name}: forward and gradient agree with the CPU`, async () => {
      const random = randomSource(31);
      const input = randomView(random, x, "float32", { layout: "reversed" });
      const own: PoolAttrs = { kind, ...attrs };
      const values = { shape: y, dtype: "float32" as const };
      const places = { shape: y, dtype: "int32" as const };
      await expectParity("pool", [input], kind === "max" ? [values, places] : [values], own);
      const gradY = randomView(random, y, "float32", { layout: "sliced" });
      if (kind === "avg") {
        await expectParity("poolGrad", [gradY], [{ shape: x, dtype: "float32" }], own);
        return;
      }
      const [, winners] = await runOn(
        backendOf("cpu"),
        "pool",
        [input],
        [viewOf("float32", y, []), viewOf("int32", y, [])],
        own,
      );
      await expectParity("poolGrad", [gradY, viewOf("int32", y, winners)], [{ shape: x, dtype: "float32" }], own);
    });

gpuTest("max pool with dilation, ties and NaN picks the CPU's winner", async () => {
  const values = [1, 1, NaN, 0, 2, 2, -Infinity, -Infinity, -Infinity, 3, NaN, NaN];
  const attrs: PoolAttrs = {
    kind: "max",
    kernel: [2],
    stride: [1],
    padding: [0],
    dilation: [2],
    countIncludePad: true,
  };
  const outputs = [
    { shape: [1, 1, 10], dtype: "float32" as const },
    { shape: [1, 1, 10], dtype: "int32" as const },
  ];
  await expectParity("pool", [viewOf("float32", [1, 1, 12], values)], outputs, attrs);
});
