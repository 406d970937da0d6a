import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fit, pairLines, tableLines, textWidth } from "./table.js";

describe("fit", () => {
  it("cuts in the middle", () => {
    expect(fit("recordings/bird.wav", 11)).toBe("recor…d.wav");
  });

  it("is never wider than asked for and leaves alone what fits", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(30), (text, width) => {
        expect(textWidth(fit(text, width))).toBeLessThanOrEqual(Math.max(width, 0));
        if (textWidth(text) <= width) expect(fit(text, width)).toBe(text);
      }),
    );
  });
});

describe("textWidth", () => {
  it("counts wide characters twice and marks not at all", () => {
    expect([textWidth("abc"), textWidth("音频"), textWidth("e\u0301"), textWidth("")]).toEqual([3, 4, 1, 0]);
  });
});

describe("tables", () => {
  it("line up, also with wide names", () => {
    const lines = tableLines([{ title: "name" }, { title: "n", align: "right" }], [["a", "1"], ["音频", "10"]]); // prettier-ignore
    expect(lines).toEqual(["name   n", "a      1", "音频  10"]);
    expect(pairLines([["a", "1"], ["long", "2"]], " ")).toEqual([" a     1", " long  2"]); // prettier-ignore
  });

  it("have a heading even without rows", () => {
    expect(tableLines([{ title: "name" }], [])).toEqual(["name"]);
    expect(pairLines([])).toEqual([]);
  });
});
