// What compile() makes of a random program computes what the program computes: results, writes, gradients, random numbers.
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { difference, observe, type Settings } from "./compare-compiled.js";
import { explain, programs } from "./random-program.js";

const settings: fc.Arbitrary<Settings> = fc.record({
  program: programs(16),
  seed: fc.nat({ max: 1000 }),
  wanted: fc.nat({ max: 31 }),
  results: fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 4 }),
  walk: fc.constantFrom("inside", "after", "late"),
  overwritten: fc.integer({ min: -6, max: 5 }),
  twice: fc.boolean(),
});

// Programs whose shapes depend on their numbers are recorded more often than the cache holds.
beforeAll(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
afterAll(() => vi.restoreAllMocks());

it("a compiled program is the program, call after call, bit by bit", () => {
  const property = fc.property(settings, (s) => {
    const found = difference(s);
    if (found !== null) throw new Error(`${explain(s.program)}\n${found}`);
  });
  fc.assert(property, { numRuns: 500 });
});

it("and the programs are worth comparing: most of them reach the end, many with gradients", () => {
  const seen = fc.sample(settings, { numRuns: 100, seed: 7 }).map((s) => observe(s, true));
  expect(seen.filter((lines) => lines.at(-1)!.startsWith("at last")).length).toBeGreaterThan(50);
  expect(seen.filter((lines) => lines.some((l) => l.includes("gradient of the weight: float32"))).length).toBeGreaterThan(15); // prettier-ignore
  expect(new Set(seen.flatMap((lines) => lines.filter((l) => l.includes("result 0")))).size).toBeGreaterThan(200);
});
