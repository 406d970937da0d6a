// A stage and the function of the whole signal: blocks of any sizes must give what the whole gives.
import * as fc from "fast-check";
import { expect } from "vitest";
import { Generator, isComplex, randn, type AsyncStreamStage, type StreamStage, type Tensor } from "../src/index.js";
import { streamed } from "./streamed.js";

export interface Twin {
  readonly name: string;
  readonly stage: () => StreamStage | AsyncStreamStage;
  readonly whole: (y: Tensor) => Tensor | Promise<Tensor>;
  /** Shape before the last axis, besides channels: [bins] for stages of frames (default none). */
  readonly rows?: readonly number[];
  /** Longest block (default 90). */
  readonly longest?: number;
}

export const noise = (shape: readonly number[], seed: number): Tensor =>
  randn(shape, { dtype: "float64", generator: new Generator(seed) });

/** Real numbers of one dtype, whatever the result is made of. */
const plain = (x: Tensor): Tensor => (isComplex(x.dtype) ? x.viewAsReal().movedim(-1, 0) : x.to("float64"));

/** Blocks without samples, of one sample and of many, of one channel and of two. */
export async function expectTwin({ stage, whole, rows = [], longest = 90 }: Twin): Promise<void> {
  const sizes = fc.array(fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: longest })), { minLength: 1, maxLength: 12 }); // prettier-ignore
  const property = fc.asyncProperty(sizes, fc.integer({ min: 0, max: 1000 }), fc.boolean(), async (lengths, seed, stereo) => {
    const total = lengths.reduce((sum, n) => sum + n, 0);
    const y = noise([...(stereo ? [2] : []), ...rows, total], seed);
    let expected: Tensor;
    try {
      expected = plain(await whole(y));
    } catch (error) {
      // Too short for the function: the stream says so too, or has nothing to say.
      if (total > 0) await expect(streamed(y, lengths, stage())).rejects.toBeInstanceOf((error as Error).constructor);
      return;
    }
    const actual = plain((await streamed(y, lengths, stage()))!);
    expect(actual.shape).toEqual(expected.shape);
    expect(actual.sub(expected).abs().amax().itemSync()).toBeLessThan(1e-9);
  }); // prettier-ignore
  await fc.assert(property, { numRuns: 40 });
}
