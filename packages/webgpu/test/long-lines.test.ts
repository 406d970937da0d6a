// Lines that are long enough for the kernels which share them out, with workgroup memory as on hardware and without.
import { describe, expect, vi } from "vitest";
import type { WebGpuBackend } from "../src/index.js";
import { bothKinds } from "./both-kinds.js";
import { gpuTest } from "./device.js";
import { expectParity, randomSource, randomView, runOn, viewOf, type HostView } from "./parity.js";

// Software adapters take seconds to compile a sort in workgroup memory.
vi.setConfig({ testTimeout: 120_000 });

const random = randomSource(101);
const like = ({ shape, dtype }: HostView): HostView => viewOf(dtype, shape, []);

for (const barriers of [false, true])
  describe(barriers ? "with workgroup memory" : "without barriers", () => {
    const make = async (): Promise<WebGpuBackend> => (await bothKinds())[barriers ? "team" : "solo"];

    /** Dispatches of one call. */
    async function dispatchesOf(name: "scan" | "sort" | "argReduce", length: number): Promise<number> {
      const backend = await make();
      const before = backend.statistics.dispatches;
      const x = randomView(random, [length]);
      const places = viewOf("int32", name === "argReduce" ? [1] : [length], []);
      if (name === "scan") await runOn(backend, name, [x], [like(x)], { kind: "sum", dim: 0, reverse: false });
      if (name === "sort") await runOn(backend, name, [x], [like(x), places], { dim: 0, descending: false });
      if (name === "argReduce") await runOn(backend, name, [x], [places], { kind: "max", dim: 0 });
      return backend.statistics.dispatches - before;
    }

    gpuTest("take few kernels", async () => {
      expect(await dispatchesOf("scan", 40_000)).toBe(1);
      expect(await dispatchesOf("scan", 200_000)).toBe(3);
      expect(await dispatchesOf("argReduce", 10_000)).toBe(1);
      expect(await dispatchesOf("argReduce", 200_000)).toBe(2);
      expect(await dispatchesOf("sort", 2048)).toBe(barriers ? 1 : 3);
      expect(await dispatchesOf("sort", 8192)).toBe(barriers ? 2 : 4);
    });

    gpuTest("are scanned to the CPU's numbers, the same bits on every run", async () => {
      const backend = await make();
      for (const [shape, dtype, kind] of [
        [[3, 1025], "float32", "sum"],
        [[2, 4096], "int32", "prod"],
        [[2, 5000], "float32", "max"],
        [[1, 70_001], "float32", "sum"],
        [[1, 70_001], "int32", "sum"],
        [[1, 600], "complex64", "prod"],
      ] as const)
        for (const reverse of [false, true]) {
          const x = randomView(random, shape, dtype, kind === "prod" ? { low: -0.7, high: 0.7 } : {});
          const attrs = { kind, dim: 1, reverse };
          await expectParity("scan", [x], [like(x)], attrs, { backend, atol: 2e-4 });
          const [first] = await runOn(backend, "scan", [x], [like(x)], attrs);
          const [second] = await runOn(backend, "scan", [x], [like(x)], attrs);
          expect(first).toEqual(second);
        }
    });

    gpuTest("keep what comes before a NaN or an infinity in a scan", async () => {
      const backend = await make();
      for (const kind of ["sum", "max", "min"] as const) {
        const x = randomView(random, [3000], "float32");
        x.data[1700] = kind === "sum" ? Infinity : NaN;
        x.data[2500] = -Infinity;
        await expectParity("scan", [x], [like(x)], { kind, dim: 0, reverse: false }, { backend, atol: 1e-4 });
      }
    });

    gpuTest("are sorted in every dtype, stably, with NaN and both zeros, over every kind of border", async () => {
      const backend = await make();
      for (const length of [129, 512, 1500, 2048, 2049, 9000])
        for (const descending of [false, true]) {
          const values = Array.from({ length: 2 * length }, () => {
            const chance = random();
            if (chance < 0.02) return NaN;
            return chance < 0.5 ? [0, -0, Infinity, -Infinity][Math.floor(8 * chance)] : Math.floor(chance * 100) - 70;
          });
          const outputs = [viewOf("float32", [2, length], []), viewOf("int32", [2, length], [])];
          const attrs = { dim: 1, descending };
          await expectParity("sort", [viewOf("float32", [2, length], values)], outputs, attrs, { backend });
        }
      for (const dtype of ["int32", "uint8", "bool"] as const) {
        const x = randomView(random, [700, 2], dtype, { low: dtype === "int32" ? -(2 ** 31) : 0, high: 2 ** 31 - 1 });
        await expectParity("sort", [x], [like(x), viewOf("int32", x.shape, [])], { dim: 0, descending: true }, { backend }); // prettier-ignore
      }
    });

    gpuTest("have their first extreme value found, ties and NaNs included", async () => {
      const backend = await make();
      for (const length of [256, 1000, 40_000])
        for (const dtype of ["float32", "int32"] as const)
          for (const kind of ["max", "min"] as const) {
            const x = randomView(random, [2, length], dtype, { low: -3, high: 3 });
            if (dtype === "float32" && length === 1000) x.data[777] = x.data[333] = NaN;
            await expectParity("argReduce", [x], [viewOf("int32", [2, 1], [])], { kind, dim: 1 }, { backend });
          }
    });

    gpuTest("of logits give loss and gradient, with an ignored target, a −∞ and smoothing", async () => {
      const backend = await make();
      for (const labelSmoothing of [0, 0.1]) {
        const logits = randomView(random, [5, 1000], "float32", { low: -10, high: 10 });
        if (labelSmoothing === 0) logits.data[7] = -Infinity;
        const target = randomView(random, [5], "int32", { low: 10, high: 1000 });
        target.data[3] = -100;
        const weight = randomView(random, [1000], "float32", { low: 0.1, high: 2 });
        const outputs = [viewOf("float32", [5], []), viewOf("float32", [5, 1000], [])];
        const attrs = { ignoreIndex: -100, labelSmoothing };
        await expectParity("softmaxCrossEntropy", [logits, target, weight], outputs, attrs, { backend });
      }
    });

    gpuTest("of an index are scattered in parts, the same bits on every run", async () => {
      const backend = await make();
      for (const [shape, indexShape, dim] of [
        [[2000], [3000], 0],
        [[700, 3], [900, 2], 0],
        [[2, 3, 1000], [2, 2, 1500], 2],
      ] as const)
        for (const dtype of ["float32", "int32", "complex64"] as const) {
          const index = randomView(random, indexShape, "int32", { low: 0, high: shape[dim]! / 4 });
          const inputs = [randomView(random, shape, dtype), index, randomView(random, indexShape, dtype)];
          const outputs = [viewOf(dtype, shape, [])];
          await expectParity("scatterAdd", inputs, outputs, { dim }, { backend });
          const [first] = await runOn(backend, "scatterAdd", inputs, outputs, { dim });
          const [second] = await runOn(backend, "scatterAdd", inputs, outputs, { dim });
          expect(first).toEqual(second);
        }
    });
  });
