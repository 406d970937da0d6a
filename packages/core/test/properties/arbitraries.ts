// What the properties range over. Values come from a seed, so that a failing case shrinks in shape and not in every number.
import * as fc from "fast-check";
import { Generator, randint, randn, type DType, type Tensor } from "../../src/index.js";

export const seeds = fc.nat({ max: 1_000_000 });

/** Extents from 0 or 1 up, of at most `rank` dimensions. */
export const shapes = (rank = 4, { least = 1, most = 4, minRank = 0 } = {}): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: least, max: most }), { minLength: minRank, maxLength: rank });

/** Two to four shapes that broadcast: a common one with axes left out in front or read as 1. */
export const broadcasting = (count: number): fc.Arbitrary<number[][]> =>
  shapes(4, { least: 0, most: 4 }).chain((whole) =>
    fc
      .array(fc.record({ dropped: fc.nat({ max: whole.length }), ones: fc.nat({ max: 15 }) }), {
        minLength: count,
        maxLength: count,
      }) // prettier-ignore
      .map((list) =>
        list.map(({ dropped, ones }) => whole.map((n, i) => ((ones >> i) % 2 === 1 ? 1 : n)).slice(dropped)),
      ),
  );

/** Random numbers of any dtype; integers lie around 0. */
export function values(seed: number, shape: readonly number[], dtype: DType = "float64"): Tensor {
  const generator = new Generator(seed);
  if (dtype === "int32" || dtype === "uint8")
    return randint(dtype === "uint8" ? 0 : -9, 10, shape, { generator, dtype });
  if (dtype === "bool") return randint(0, 2, shape, { generator }).to("bool");
  return randn(shape, { generator, dtype });
}

export const numbersOf = (t: Tensor): number[] => [...t.dataSync()];

/** The largest distance between two tensors, relative to the larger of 1 and their size; NaN counts as equal to NaN. */
export function distance(a: Tensor, b: Tensor): number {
  if (a.shape.join() !== b.shape.join()) throw new Error(`shapes [${a.shape.join()}] and [${b.shape.join()}]`);
  const [x, y] = [a.dataSync(), b.dataSync()];
  let worst = 0;
  let size = 1;
  x.forEach((v, i) => {
    if (Object.is(v, y[i]) || v === y[i]) return;
    worst = Math.max(worst, Number.isNaN(v - y[i]) ? Infinity : Math.abs(v - y[i]));
    size = Math.max(size, Math.abs(v), Math.abs(y[i]));
  });
  return worst / size;
}

/** ⟨a, b⟩. */
export const dot = (a: Tensor, b: Tensor): number => a.mul(b).sum().itemSync();

export const divisors = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1).filter((d) => n % d === 0);
