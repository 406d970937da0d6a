import { describe, expect, it } from "vitest";
import { keyAction } from "./keys.js";

const press = (key: string, held: { shiftKey?: boolean; ctrlKey?: boolean } = {}) =>
  keyAction({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe("keyAction", () => {
  it.each([
    ["ArrowLeft", { type: "step-time", fraction: -0.01 }],
    ["ArrowRight", { type: "step-time", fraction: 0.01 }],
    ["ArrowUp", { type: "step-height", fraction: 0.01 }],
    ["ArrowDown", { type: "step-height", fraction: -0.01 }],
    ["PageDown", { type: "step-time", fraction: 0.1 }],
    ["PageUp", { type: "step-time", fraction: -0.1 }],
    ["Home", { type: "to-start" }],
    ["End", { type: "to-end" }],
    ["+", { type: "zoom", factor: 0.5 }],
    ["=", { type: "zoom", factor: 0.5 }],
    ["-", { type: "zoom", factor: 2 }],
    ["0", { type: "zoom-out-fully" }],
  ])("%s gives %o", (key, action) => {
    expect(press(key)).toEqual(action);
  });

  it("takes larger steps with Shift", () => {
    expect(press("ArrowRight", { shiftKey: true })).toEqual({ type: "step-time", fraction: 0.1 });
  });

  it("leaves other keys, and the browser's own zoom, to the page", () => {
    expect(press("Tab")).toBeUndefined();
    expect(press("a")).toBeUndefined();
    expect(press("+", { ctrlKey: true })).toBeUndefined();
  });
});
