import { expect, it } from "vitest";
import { meanAndDeviation } from "./cross-validate.js";

it("says mean and sample deviation of shares", () => {
  expect(meanAndDeviation([0.8, 0.9, 1])).toBe("90.0 % ± 10.0 %");
  expect(meanAndDeviation([0.5])).toBe("50.0 % ± 0.0 %");
});
