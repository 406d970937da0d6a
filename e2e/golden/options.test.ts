import { expect, test } from "vitest";
import { toCamelCase, toOptions } from "./options.js";

test("turns Python's names into ours", () => {
  expect(["hop_length", "n_fft", "sr", "S", "A4", "axis", "keepdims", "n_mels", "S_db"].map(toCamelCase)).toEqual([
    "hopLength",
    "nFft",
    "sampleRate",
    "S",
    "A4",
    "dim",
    "keepdim",
    "nMels",
    "SDb",
  ]);
});

test("reads infinities, leaves out and renames as told", () => {
  expect(toOptions({ norm: "inf", frames: [1], p_value: 2 }, { omit: ["frames"], rename: { p_value: "p" } })).toEqual({
    norm: Infinity,
    p: 2,
  });
});

test("leaves None out where it stands for the default, and hands it on where it is a value", () => {
  expect(toOptions({ hop_length: null, n_fft: null, fmax: null, top_db: null, norm: null, momentum: null })).toEqual({
    topDb: null,
    norm: null,
    momentum: null,
  });
});
