import { expect, it } from "vitest";
import { UnsupportedCase } from "./adapter.js";
import { pythonExpression } from "./python-expression.js";

it.each([
  ["0.95 ** epoch", 0.95 ** 7],
  ["0.9 if epoch % 2 else 0.99", 0.9],
  ["-2 ** 2 + epoch // 2 * (1 - 3)", -10],
  ["1 - 2 - 3", -4],
  ["2 ** 3 ** 2", 512],
  ["min(1.0, (epoch + 1) / 10) if epoch < 5 else max(1e-2, -epoch)", 0.01],
])("%s", (text, expected) => expect(pythonExpression(text)({ epoch: 7 })).toBe(expected));

it.each(["epoch ^ 2", "(1", "abs(epoch)", "1 2"])("refuses %s", (text) => {
  expect(() => pythonExpression(text)({ epoch: 7 })).toThrow(UnsupportedCase);
});
