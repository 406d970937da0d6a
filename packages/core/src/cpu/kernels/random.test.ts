import { describe, expect, it } from "vitest";
import type { PrimitiveAttrs } from "../../backend/index.js";
import { runOnArrays } from "../run-on-arrays.js";
import { philox } from "./random.js";

type Kind = PrimitiveAttrs["random"]["kind"];
const draw = (kind: Kind, count: number, seed: number, offset = 0): number[] =>
  runOnArrays("random", [], [{ shape: [count], dtype: kind === "bits" ? "int32" : "float32" }], {
    kind,
    seed,
    offset,
  })[0];
const block = (...words: [number, number, number, number, number, number]): string[] => {
  const lanes = new Uint32Array(4);
  philox(lanes, ...words);
  return [...lanes].map((lane) => lane.toString(16).padStart(8, "0"));
};

describe("random", () => {
  it("is Philox 4×32-10: the known answers of Random123", () => {
    const ones = 0xffffffff;
    expect(block(0, 0, 0, 0, 0, 0)).toEqual(["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"]);
    expect(block(ones, ones, ones, ones, ones, ones)).toEqual(["408f276d", "41c83b0e", "a20bc7c6", "6d5451fd"]);
    expect(block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0)).toEqual([
      "d16cfe09", "94fdcceb", "5001e420", "24126ea1",
    ]); // prettier-ignore
  });

  it("takes element i from block offset + i / 4, lane i mod 4", () => {
    const long = draw("bits", 11, 5);
    expect(long.slice(0, 4)).toEqual([...Int32Array.from(block(0, 0, 0, 0, 5, 0), (hex) => parseInt(hex, 16))]);
    expect(draw("bits", 7, 5, 1)).toEqual(long.slice(4));
    expect(draw("bits", 3, 5)).toEqual(long.slice(0, 3));
  });

  it("splits seeds and offsets beyond 32 bits", () => {
    const hex = (values: number[]): string[] => values.map((v) => (v >>> 0).toString(16).padStart(8, "0"));
    expect(hex(draw("bits", 4, 3 * 2 ** 32 + 9, 2 ** 33 + 7))).toEqual(block(7, 2, 0, 0, 9, 3));
    expect(draw("bits", 4, 1)).not.toEqual(draw("bits", 4, 1 + 2 ** 32));
  });

  it("uniform numbers come from the upper 24 bits, in [0, 1)", () => {
    const bits = draw("bits", 1000, 42);
    const uniform = draw("uniform", 1000, 42);
    expect(uniform).toEqual(bits.map((v) => (v >>> 8) * 2 ** -24));
    expect(Math.min(...uniform) >= 0 && Math.max(...uniform) < 1).toBe(true);
    expect(uniform.reduce((a, b) => a + b) / 1000).toBeCloseTo(0.5, 1);
  });

  it("normal numbers come from pairs of lanes and have mean 0 and variance 1", () => {
    const lanes = draw("bits", 4, 42).map((v) => v >>> 8);
    const pair = (even: number, odd: number): number[] => {
      const radius = Math.sqrt(-2 * Math.log((even + 1) / 2 ** 24));
      return [radius * Math.cos((2 * Math.PI * odd) / 2 ** 24), radius * Math.sin((2 * Math.PI * odd) / 2 ** 24)];
    };
    const normal = draw("normal", 100_000, 42);
    expect(normal.slice(0, 4)).toEqual([...pair(lanes[0], lanes[1]), ...pair(lanes[2], lanes[3])].map(Math.fround));
    const mean = normal.reduce((a, b) => a + b) / normal.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(normal.reduce((a, b) => a + (b - mean) ** 2, 0) / normal.length).toBeCloseTo(1, 1);
  });
});
