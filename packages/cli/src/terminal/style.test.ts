import { describe, expect, it } from "vitest";
import { styleOf, withoutStyle } from "./style.js";

describe("styleOf", () => {
  it("leaves text alone without colours", () => {
    expect(styleOf(0, "dark")("bad", "x")).toBe("x");
  });

  it.each([4, 8, 24] as const)("adds only what withoutStyle takes away, with %s bits", (depth) => {
    const style = styleOf(depth, "light");
    expect(style("accent", "x")).not.toBe("x");
    expect(withoutStyle(`${style("accent", "x")}${style("strong", "y")}`)).toBe("xy");
    expect(style("good", "")).toBe("");
  });
});
