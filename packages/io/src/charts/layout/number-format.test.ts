import { expect, test } from "vitest";
import { decimalsOf, formatClock, formatNumber } from "./number-format.js";

test("decimals are those that tell multiples of a step apart", () => {
  expect([1, 0.5, 0.25, 0.1 + 0.2, 20, 0, Number.NaN].map(decimalsOf)).toEqual([0, 1, 2, 1, 0, 0, 0]);
});

test("numbers have a true minus, no negative zero and powers of ten at the extremes", () => {
  expect(formatNumber(-2.5)).toBe("−2.5");
  expect(formatNumber(0.125)).toBe("0.125");
  expect(formatNumber(-0.0001, 1)).toBe("0.0");
  expect(formatNumber(2e-5)).toBe("2e−5");
  expect(formatNumber(3e7)).toBe("3e7");
  expect(formatNumber(Number.NaN)).toBe("NaN");
  expect(formatNumber(-Infinity)).toBe("−∞");
});

test("clock times carry over into minutes and hours", () => {
  expect(formatClock(0)).toBe("0:00");
  expect(formatClock(59.6)).toBe("1:00");
  expect(formatClock(61.25, 2)).toBe("1:01.25");
  expect(formatClock(3600)).toBe("1:00:00");
  expect(formatClock(-5)).toBe("−0:05");
});

test("tiny steps have decimals of their own, and no row of zeros for 0", () => {
  expect(decimalsOf(1e-9)).toBe(9);
  expect(formatNumber(1e-9)).toBe("1e−9");
  expect(formatNumber(0, 9)).toBe("0");
});
