import { describe, expect, it } from "vitest";
import {
  arange,
  channelShuffle,
  ParameterError,
  pixelShuffle,
  pixelUnshuffle,
  randn,
  ShapeError,
  zeros,
} from "../index.js";

describe("pixelShuffle", () => {
  it("lays four channels out as squares", () => {
    const x = arange(8).reshape([1, 4, 1, 2]);
    expect(pixelShuffle(x, 2).arraySync()).toEqual([[[[0, 2, 1, 3], [4, 6, 5, 7]]]]); // prettier-ignore
  });

  it("is undone by pixelUnshuffle, with any leading axes", () => {
    const x = randn([2, 3, 18, 4, 5]);
    expect(pixelUnshuffle(pixelShuffle(x, 3), 3).arraySync()).toEqual(x.arraySync());
  });

  it("names what does not divide", () => {
    expect(() => pixelShuffle(zeros([1, 6, 2, 2]), 2)).toThrow(ShapeError);
    expect(() => pixelUnshuffle(zeros([1, 1, 3, 2]), 2)).toThrow(/downscaleFactor=2/);
    expect(() => pixelShuffle(zeros([1, 4, 2, 2]), 0)).toThrow(ParameterError);
  });
});

describe("channelShuffle", () => {
  it("takes the channels of all groups in turn", () => {
    expect(channelShuffle(arange(6).reshape([1, 6, 1]), 2).flatten().arraySync()).toEqual([0, 3, 1, 4, 2, 5]); // prettier-ignore
    expect(() => channelShuffle(zeros([1, 5, 2]), 2)).toThrow(/groups=2/);
  });
});
