import { describe, expect, it } from "vitest";
import { ones, ParameterError } from "@sonograd/core";
import { LogMelCnn } from "./index.js";

describe("LogMelCnn", () => {
  it("takes images of any size that survives its pools", () => {
    const model = new LogMelCnn({ classes: 7 });
    expect(model(ones([2, 1, 32, 40])).shape).toEqual([2, 7]);
    expect(model(ones([2, 1, 8, 111])).shape).toEqual([2, 7]);
  });

  it("has the parameters of its layers and can be made again from its options", () => {
    const model = new LogMelCnn({ classes: 10, channels: [16, 32, 64], grid: [4, 5] });
    const convs = 16 * 9 + 16 + (32 * 16 * 9 + 32) + (64 * 32 * 9 + 64);
    expect(model.numParameters()).toBe(convs + 2 * (16 + 32 + 64) + 1280 * 10 + 10);
    expect(String(new LogMelCnn(model.options))).toBe(String(model));
  });

  it("refuses no classes and no blocks", () => {
    expect(() => new LogMelCnn({ classes: 1 })).toThrow(ParameterError);
    expect(() => new LogMelCnn({ classes: 2, channels: [] })).toThrow(/channels/);
  });
});
