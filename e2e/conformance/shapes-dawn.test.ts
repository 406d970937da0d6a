// A thousand random calls of every family of primitives on WebGPU in Node: no refused kernel, and the CPU's numbers. The
// kernels for hardware, with workgroup memory, run on the same device with fewer calls.
import "../../scripts/fixed-seed.js";
import { probeWebGPU, useWebGPU, WebGpuBackend } from "@sonograd/webgpu";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { Draw } from "./shapes/draw.js";
import { ELEMENTWISE } from "./shapes/elementwise.js";
import { describeCase, differences, type Family } from "./shapes/family.js";
import { LINES } from "./shapes/lines.js";
import { SPECTRA } from "./shapes/spectra.js";
import { WINDOW_FAMILIES } from "./shapes/windows.js";

const FAMILIES: readonly Family[] = [...ELEMENTWISE, ...LINES, ...WINDOW_FAMILIES, ...SPECTRA];
const CALLS = 1000;
const TEAM_CALLS = 100;
/** Calls between two reads. */
const BATCH = 50;

const probe = await probeWebGPU();
if (!probe.available && process.env["REQUIRE_GPU"] === "1")
  throw new Error(`WebGPU in Node is missing: ${probe.reason}`);
if (!probe.available) console.warn(`WebGPU in Node is missing, no random shapes are tried: ${probe.reason}`);

async function check(backend: WebGpuBackend, { title, draw }: Family, calls: number): Promise<void> {
  const seed = fc.readConfigureGlobal().seed ?? Date.now() % 2 ** 31;
  const began = performance.now();
  const pipelines = backend.statistics.pipelines;
  const generators = fc.sample(fc.gen(), { seed, numRuns: calls });
  const failures: number[] = [];
  for (let first = 0; first < calls; first += BATCH) {
    const cases = generators.slice(first, first + BATCH).map((gen) => draw(new Draw(gen)));
    const found = await differences(backend, cases);
    cases.forEach((one, k) => found.has(one) && failures.push(first + k));
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${title}: ${calls} calls, ${backend.statistics.pipelines - pipelines} pipelines, ${seconds} s, PROPERTY_SEED=${seed}`); // prettier-ignore
  if (failures.length === 0) return;
  // The first failure once more, alone: fast-check looks for the smallest one like it.
  const alone = fc.asyncProperty(fc.gen(), async (gen) => {
    const one = draw(new Draw(gen));
    for (const difference of (await differences(backend, [one])).values())
      throw new Error(`${describeCase(one)}\n${difference}`);
  });
  await fc.assert(alone, { seed, path: String(failures[0]), numRuns: calls });
  expect.fail(`${failures.length} of ${calls} calls differ, but not when they run alone (PROPERTY_SEED=${seed})`);
}

describe.skipIf(!probe.available)("random shapes on WebGPU in Node", () => {
  let backend: WebGpuBackend;
  let teams: WebGpuBackend;

  beforeAll(async () => {
    backend = await useWebGPU();
    teams = new WebGpuBackend(backend.gpu, { description: "kernels with workgroup memory", barriers: true });
  });

  for (const family of FAMILIES) it(family.title, () => check(backend, family, CALLS), 300_000);

  for (const family of FAMILIES.filter((one) => one.teams))
    it(`${family.title}, as on hardware`, () => check(teams, family, TEAM_CALLS), 300_000);
});
