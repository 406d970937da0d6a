// Every op is called with what nobody means: whatever it says about it, it says as one of our errors.
import { expect, it } from "vitest";
import * as dsp from "../src/dsp/index.js";
import * as features from "../src/features/index.js";
import * as ops from "../src/ops/index.js";
import * as streaming from "../src/streaming/index.js";
import { SonogradError, zeros } from "../src/index.js";

/** Lists of arguments, made anew for each call. */
const ARGUMENTS: Readonly<Record<string, () => readonly unknown[]>> = {
  nothing: () => [],
  "a text": () => ["a"],
  "a negative number": () => [-1],
  "a tensor without dimensions": () => [zeros([])],
  "a tensor of five dimensions": () => [zeros([1, 1, 1, 1, 2])],
  "an empty tensor": () => [zeros([0])],
  "a matrix alone": () => [zeros([2, 3])],
  "a matrix and a text": () => [zeros([2, 3]), "a"],
  "a matrix and a negative number": () => [zeros([2, 3]), -7],
  "a matrix and NaN": () => [zeros([2, 3]), Number.NaN],
  "a matrix and a tensor of five dimensions": () => [zeros([2, 3]), zeros([1, 1, 1, 1, 2])],
  "a matrix, 0 and a text": () => [zeros([2, 3]), 0, "a"],
  "a matrix, 0 and a negative number": () => [zeros([2, 3]), 0, -7],
};

const isClass = (f: unknown): boolean => /^class\b/.test(String(f));
const called = Object.entries({ ...ops, ...dsp, ...features, ...streaming }).flatMap(([name, f]) =>
  typeof f === "function" && !isClass(f) ? [[name, f as (...args: readonly unknown[]) => unknown] as const] : [],
);

/** What is wrong with what a call throws, at once or later; null where it returns or throws well. */
async function flawOf(f: (...args: readonly unknown[]) => unknown, args: readonly unknown[]): Promise<string | null> {
  try {
    await f(...args);
    return null;
  } catch (error) {
    if (!(error instanceof SonogradError)) return String(error);
    return /^\S.{10,}/s.test(error.message) && !error.message.includes("[object") ? null : error.message;
  }
}

it.each(Object.entries(ARGUMENTS))("%s is refused by one of our errors, or taken", async (_, make) => {
  const flaws: string[] = [];
  for (const [name, f] of called) {
    const flaw = await flawOf(f, make());
    if (flaw !== null) flaws.push(`${name}: ${flaw}`);
  }
  expect(flaws).toEqual([]);
});

it("calls every op", () => expect(called.length).toBeGreaterThan(500));
