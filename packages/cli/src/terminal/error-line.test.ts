import { FormatError, ParameterError } from "@sonograd/core";
import { describe, expect, it } from "vitest";
import { errorText } from "./error-line.js";
import { CommandError } from "./exit-codes.js";

const missing = Object.assign(new Error("ENOENT: no such file or directory, open 'x.wav'"), {
  code: "ENOENT",
  path: "x.wav",
});

describe("errorText", () => {
  it("names the file once and gives the cause", () => {
    const error = new FormatError('decodeAudio: source="/tmp/x.wav" is empty (0 bytes).');
    expect(errorText(error, "x.wav")).toBe("x.wav: is empty (0 bytes)");
  });

  it("says in words what the operating system said in codes", () => {
    const error = new ParameterError('load: source="x.wav" cannot be read: ENOENT.', { cause: missing });
    expect(errorText(error, "x.wav")).toBe("x.wav: no such file or directory");
    expect(errorText(missing)).toBe("x.wav: no such file or directory");
  });

  it("leaves complete messages as they are", () => {
    const error = new CommandError("x.png: no space left on the device", { cause: missing });
    expect(errorText(error, "x.wav")).toBe("x.png: no space left on the device");
  });

  it("is one line whatever is thrown", () => {
    expect(errorText(new Error("first\n  second\tthird"))).toBe("first second third");
    expect(errorText("text")).toBe("text");
    expect(errorText(new Error(""))).toBe("Error");
  });
});
