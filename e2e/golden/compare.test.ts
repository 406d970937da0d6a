import { describe, expect, test } from "vitest";
import { compare, type HostValue, type Kind } from "./compare.js";

const value = (kind: Kind, shape: number[], data: number[] | string[]): HostValue => ({ kind, shape, data });
const floats = (...data: number[]): HostValue => value("float", [data.length], data);
const LOOSE = { rtol: 1e-4, atol: 1e-6 };
const EXACT = { exact: true } as const;

describe("compare", () => {
  test("accepts equal arrays and reports no difference", () => {
    expect(compare(floats(1, 2), floats(1, 2), LOOSE)).toEqual({ ok: true, worst: 0 });
  });

  test("refuses another shape even where the values agree", () => {
    expect(compare(value("float", [2, 1], [1, 2]), floats(1, 2), LOOSE)).toMatchObject({ ok: false });
    expect(compare(value("float", [1], [1]), value("float", [], [1]), LOOSE).ok).toBe(false);
    expect(compare(value("float", [2], [1, 2]), value("float", [1, 2], [1, 2]), LOOSE).reason).toContain("[1, 2]");
  });

  test("refuses data that do not fill the shape", () => {
    expect(compare(value("float", [2], [1]), floats(1, 2), LOOSE).ok).toBe(false);
    expect(compare(value("complex", [2], [1, 0]), value("complex", [2], [1, 0, 0, 0]), LOOSE).ok).toBe(false);
  });

  test("accepts a difference of exactly atol and refuses the next one above", () => {
    const half = { rtol: 0, atol: 0.5 };
    expect(compare(floats(1.5), floats(1), half)).toEqual({ ok: true, worst: 0.5 });
    expect(compare(floats(1.5 + 2 ** -20), floats(1), half).ok).toBe(false);
    expect(compare(floats(0.5), floats(1), half).ok).toBe(true);
  });

  test("scales rtol with the expected value, not with the actual one", () => {
    const relative = { rtol: 0.5, atol: 0 };
    expect(compare(floats(1.5), floats(1), relative).ok).toBe(true);
    expect(compare(floats(1.6), floats(1), relative).ok).toBe(false);
    expect(compare(floats(-1.5), floats(-1), relative).ok).toBe(true);
    expect(compare(floats(1), floats(1.9), relative).ok).toBe(true);
    expect(compare(floats(1e-30), floats(0), relative).ok).toBe(false);
  });

  test("wants NaN exactly where NaN is expected", () => {
    expect(compare(floats(Number.NaN, 1), floats(Number.NaN, 1), LOOSE).ok).toBe(true);
    expect(compare(floats(0, 1), floats(Number.NaN, 1), LOOSE).ok).toBe(false);
    expect(compare(floats(Number.NaN, 1), floats(0, 1), LOOSE).ok).toBe(false);
    expect(compare(floats(Number.NaN), floats(Infinity), LOOSE).ok).toBe(false);
  });

  test("wants infinities of the same sign, whatever the tolerance", () => {
    const wide = { rtol: 1, atol: 1e300 };
    expect(compare(floats(Infinity), floats(Infinity), LOOSE).ok).toBe(true);
    expect(compare(floats(Infinity), floats(Infinity), EXACT).ok).toBe(true);
    expect(compare(floats(-Infinity), floats(Infinity), wide).ok).toBe(false);
    expect(compare(floats(1e308), floats(Infinity), wide).ok).toBe(false);
    expect(compare(floats(Infinity), floats(1e308), wide).ok).toBe(false);
  });

  test("holds bools and integers exactly and keeps the kinds apart", () => {
    expect(compare(value("bool", [3], [1, 0, 1]), value("bool", [3], [1, 0, 1]), EXACT).ok).toBe(true);
    expect(compare(value("bool", [3], [1, 1, 1]), value("bool", [3], [1, 0, 1]), EXACT).ok).toBe(false);
    expect(compare(value("integer", [1], [1]), value("bool", [1], [1]), EXACT).ok).toBe(false);
    expect(compare(value("float", [1], [1]), value("integer", [1], [1]), EXACT).ok).toBe(false);
    expect(compare(value("integer", [1], [100001]), value("integer", [1], [100000]), EXACT).ok).toBe(false);
  });

  test("measures a complex difference by its modulus", () => {
    const expected = value("complex", [1], [3, 4]);
    expect(compare(value("complex", [1], [3.3, 4.4]), expected, { rtol: 0.1001, atol: 0 }).ok).toBe(true);
    expect(compare(value("complex", [1], [3.3, 4.4]), expected, { rtol: 0.0999, atol: 0 }).ok).toBe(false);
    expect(compare(value("complex", [1], [3, Number.NaN]), expected, { rtol: 1, atol: 1 }).ok).toBe(false);
    expect(compare(value("float", [1], [3]), expected, LOOSE).ok).toBe(false);
  });

  test("compares strings one by one", () => {
    expect(compare(value("string", [2], ["C4", "A4"]), value("string", [2], ["C4", "A4"]), EXACT).ok).toBe(true);
    expect(compare(value("string", [2], ["C4", "A♯4"]), value("string", [2], ["C4", "A4"]), EXACT).reason).toContain(
      "A♯4",
    );
  });

  test("accepts empty arrays of the same shape only", () => {
    expect(compare(value("float", [0, 3], []), value("float", [0, 3], []), LOOSE)).toEqual({ ok: true, worst: 0 });
    expect(compare(value("float", [0], []), value("float", [0, 3], []), LOOSE).ok).toBe(false);
  });

  test("names the element that is furthest beyond its tolerance and how many are", () => {
    const result = compare(value("float", [2, 2], [0, 1000.2, 0.5, 9]), value("float", [2, 2], [0, 1000, 0, 9]), LOOSE);
    expect(result.reason).toBe("2 of 4 differ, most at [1, 0]: 0.5, expected 0");
    expect(result.worst).toBe(0.5);
  });
});
