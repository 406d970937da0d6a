import { expect, it } from "vitest";
import { printable } from "./printable.js";

it("takes commands to the terminal out of names, and nothing else", () => {
  expect(printable("new\nline\x1b[31m\x07\x9b.wav")).toBe("new?line?[31m??.wav");
  expect(printable("Überraschung 日本語 🎵.wav")).toBe("Überraschung 日本語 🎵.wav");
});
