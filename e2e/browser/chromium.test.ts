import { describe, expect, it } from "vitest";
import { findChromium } from "./chromium.js";

describe("findChromium", () => {
  const here = process.execPath;

  it("takes PUPPETEER_EXECUTABLE_PATH before an installed browser", () => {
    expect(findChromium({ PUPPETEER_EXECUTABLE_PATH: here }, ["/usr/bin/env"])).toBe(here);
  });

  it("takes the first place that has one", () => {
    expect(findChromium({}, ["/no/such/browser", here])).toBe(here);
  });

  it("says what to install where there is none", () => {
    expect(() => findChromium({}, ["/no/such/browser"])).toThrow(
      /apt-get install chromium.*PUPPETEER_EXECUTABLE_PATH/s,
    );
  });

  it("names a PUPPETEER_EXECUTABLE_PATH that is wrong", () => {
    expect(() => findChromium({ PUPPETEER_EXECUTABLE_PATH: "/no/such/browser" }, [here])).toThrow("/no/such/browser");
  });
});
