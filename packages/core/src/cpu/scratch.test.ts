import { describe, expect, it } from "vitest";
import { scratch } from "./scratch.js";

describe("scratch", () => {
  it("gives the same memory for the same purpose, more of it when more is asked for", () => {
    const first = scratch("test", 10);
    expect(first).toHaveLength(10);
    expect(scratch("test", 6).buffer).toBe(first.buffer);
    expect(scratch("test", 6)).toHaveLength(6);
    const more = scratch("test", 20);
    expect(more).toHaveLength(20);
    expect(scratch("test", 10).buffer).toBe(more.buffer);
    expect(scratch("another test", 10).buffer).not.toBe(more.buffer);
  });

  it("keeps nothing large", () => {
    const large = 2 ** 20 + 1;
    expect(scratch("large", large).buffer).not.toBe(scratch("large", large).buffer);
  });
});
