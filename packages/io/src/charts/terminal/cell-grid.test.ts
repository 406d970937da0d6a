import { expect, test } from "vitest";
import { CellGrid } from "./cell-grid.js";
import { characterCells, terminalText, textCells } from "./cell-text.js";

test("a wide character that would reach over the edge is left out, not cut in half", () => {
  const grid = new CellGrid(3, 1);
  grid.text(0, 0, "音音");
  expect(grid.toLines("none")).toEqual(["音"]);
});

test("text outside the grid does nothing", () => {
  const grid = new CellGrid(2, 1);
  grid.text(0, 5, "ab");
  grid.put(-1, 0, "x");
  expect(grid.toLines("truecolor")).toEqual([""]);
});

test("a run of one colour takes one sequence, and the line closes it", () => {
  const grid = new CellGrid(4, 1);
  grid.text(0, 0, "ab", 0xff0000);
  grid.text(2, 0, "cd");
  const escape = String.fromCharCode(27);
  expect(grid.toLines("256")).toEqual([`${escape}[38;5;196mab${escape}[39mcd`]);
});

test("control characters never reach the terminal, in Unicode or ASCII", () => {
  const hostile = `a${String.fromCharCode(27)}]0;x${String.fromCharCode(7)}${String.fromCharCode(0x9b)}b`;
  expect([terminalText(hostile, true), terminalText(hostile, false)]).toEqual(["a]0;xb", "a]0;xb"]);
});

test("ASCII stand-ins keep what a sign means", () => {
  expect(terminalText("−80…0 dB ± 2 µs · 音", false)).toBe("-80..0 dB +- 2 us . ??");
});

test("combining marks take no cell, wide characters two", () => {
  expect(["a", "\u0301", "音", "한", "🎵", "⣿", "−"].map(characterCells)).toEqual([1, 0, 2, 2, 2, 1, 1]);
  expect(textCells("e\u0301")).toBe(1);
});
