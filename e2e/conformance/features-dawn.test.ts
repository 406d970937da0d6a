// Every function of a signal that no conformance case runs, on WebGPU in Node (Dawn), held to the CPU: one signal, float32 on
// both sides. Calls that a device whose values have to be waited for cannot take are listed, and are refused.
import { fromTypedArray, SonogradError, type Tensor } from "@sonograd/core";
import { probeWebGPU, useWebGPU } from "@sonograd/webgpu";
import { expect, it } from "vitest";
import type { Edge } from "../../packages/core/test/edges/edge.js";
import { numbersOf } from "../../packages/core/test/edges/read.js";
import { edgesWithoutCase, REFUSED } from "../features/edges-on-devices.js";

/** A few tones, no two of the same strength, and a little of everything else. */
const signal = Float32Array.from(
  { length: 1995 },
  (_, n) => 0.5 * Math.sin(n * 0.35) + 0.3 * Math.sin(n * 1.1 + 1) + 0.01 * Math.cos(n * n),
);
/** Of the largest number of a result: features divide, take logarithms and search, which enlarges the rounding. */
const TOLERANCE = 2e-3;

const run = async (edge: { run(y: Tensor): unknown }, device: "cpu" | "webgpu"): Promise<number[] | SonogradError> => {
  try {
    return await numbersOf(edge.run(fromTypedArray(signal, [signal.length], { device })));
  } catch (error) {
    if (error instanceof SonogradError) return error;
    throw error;
  }
};

it("features agree on WebGPU in Node and on the CPU", { timeout: 600_000 }, async (context) => {
  const probe = await probeWebGPU();
  const edges = await edgesWithoutCase();
  if (!probe.available) {
    const message = `WebGPU in Node is missing, ${edges.length} features not run: ${probe.reason}`;
    if (process.env["REQUIRE_GPU"] === "1") throw new Error(message);
    console.warn(message);
    return context.skip();
  }
  await useWebGPU();
  const flaws: string[] = [];
  for (const edge of edges) {
    const expected = await run(edge, "cpu");
    const actual = await run(edge, "webgpu");
    if (edge.name in REFUSED) {
      if (!(actual instanceof SonogradError)) flaws.push(`${edge.name}: is listed as refused, but runs. Delete it from REFUSED.`); // prettier-ignore
    } else if (actual instanceof SonogradError) flaws.push(`${edge.name}: ${actual.message}`);
    else if (expected instanceof SonogradError) flaws.push(`${edge.name}: only the CPU refuses: ${expected.message}`);
    else flaws.push(...difference(edge, actual, expected));
  }
  console.log(`${edges.length} features without a case of their own ran on WebGPU in Node`);
  expect(flaws).toEqual([]);
});

function difference({ name, deviceTolerance = TOLERANCE }: Edge, actual: readonly number[], expected: readonly number[]): string[] {
  if (actual.length !== expected.length) return [`${name}: ${actual.length} numbers, not ${expected.length}`];
  const largest = Math.max(1e-9, ...expected.map(Math.abs).filter(Number.isFinite));
  const at = actual.findIndex((a, i) => !(Object.is(a, expected[i]) || Math.abs(a - expected[i]) <= deviceTolerance * largest));
  return at < 0 ? [] : [`${name}: number ${at} is ${actual[at]}, not ${expected[at]}`];
} // prettier-ignore
