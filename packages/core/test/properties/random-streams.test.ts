import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, Generator, normal, rand, randint, randn, randperm, type Tensor } from "../../src/index.js";
import { numbersOf } from "./arbitraries.js";

const seeds = fc.maxSafeNat();
const DRAWS: Readonly<Record<string, (shape: readonly number[], generator: Generator) => Tensor>> = {
  rand: (shape, generator) => rand(shape, { generator }),
  randn: (shape, generator) => randn(shape, { generator }),
  "rand in float64": (shape, generator) => rand(shape, { generator, dtype: "float64" }),
  randint: (shape, generator) => randint(-3, 1000, shape, { generator }),
  normal: (shape, generator) => normal(1, 2, { shape, generator }),
};

describe.each(Object.entries(DRAWS))("%s", (_, draw) => {
  it("gives the same numbers for the same seed, and others for another", () => {
    const property = fc.property(seeds, fc.integer({ min: 4, max: 40 }), (seed, n) => {
      const numbers = numbersOf(draw([n], new Generator(seed)));
      expect(numbersOf(draw([n], new Generator(seed)))).toEqual(numbers);
      expect(numbersOf(draw([n], new Generator((seed + 1) % Number.MAX_SAFE_INTEGER)))).not.toEqual(numbers);
    });
    fc.assert(property, { numRuns: 50 });
  });

  it("does not depend on the shape, nor on how a draw is split in blocks of four", () => {
    const property = fc.property(
      seeds,
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
      fc.nat({ max: 7 }),
      (seed, blocks, rest) => {
        // prettier-ignore
        const total = blocks.reduce((a, b) => a + b, 0) * 4 + rest;
        const whole = numbersOf(draw([total], new Generator(seed)));
        const generator = new Generator(seed);
        const parts = [...blocks.map((n) => draw([2, n, 2], generator)), draw([rest], generator)];
        expect(parts.flatMap(numbersOf)).toEqual(whole);
        expect(generator.offset).toBe(Math.ceil(total / 4));
      },
    );
    fc.assert(property, { numRuns: 50 });
  });

  it("goes on from a saved state, and through a compiled function", () => {
    const property = fc.property(seeds, fc.nat({ max: 20 }), fc.nat({ max: 20 }), (seed, before, n) => {
      const generator = new Generator(seed);
      draw([before], generator);
      const state = generator.getState();
      const expected = [draw([n], generator), draw([n], generator)].map(numbersOf);
      const other = new Generator().setState(state);
      expect([draw([n], other), draw([n], other)].map(numbersOf)).toEqual(expected);
      const again = new Generator().setState(state);
      const compiled = compile(() => draw([n], again));
      expect([compiled(), compiled()].map(numbersOf)).toEqual(expected);
      expect(again.getState()).toEqual(other.getState());
    });
    fc.assert(property, { numRuns: 25 });
  });
});

it("draws lie where they should", () => {
  const property = fc.property(
    seeds,
    fc.integer({ min: -1000, max: 1000 }),
    fc.integer({ min: 1, max: 1000 }),
    (seed, low, range) => {
      // prettier-ignore
      const uniform = numbersOf(rand([64], { generator: new Generator(seed) }));
      expect(uniform.every((v) => v >= 0 && v < 1)).toBe(true);
      const whole = numbersOf(randint(low, low + range, [64], { generator: new Generator(seed) }));
      expect(whole.every((v) => Number.isInteger(v) && v >= low && v < low + range)).toBe(true);
      const places = numbersOf(randperm(range % 50, { generator: new Generator(seed) }));
      expect(places.toSorted((a, b) => a - b)).toEqual(places.map((_, i) => i));
      expect(numbersOf(randn([64], { generator: new Generator(seed) })).every(Number.isFinite)).toBe(true);
    },
  );
  fc.assert(property, { numRuns: 100 });
});
