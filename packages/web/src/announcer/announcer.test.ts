import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Announcer } from "./announcer.js";

describe("Announcer", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("speaks the newest of many messages, at most twice a second", () => {
    const spoken: string[] = [];
    const announcer = new Announcer((message) => spoken.push(message));
    for (let i = 0; i < 20; i++) {
      announcer.announce(String(i));
      vi.advanceTimersByTime(100);
    }
    vi.advanceTimersByTime(1000);
    expect(spoken).toEqual(["4", "9", "14", "19"]);
  });

  it("says nothing after it is cancelled, and leaves no timer", () => {
    const speak = vi.fn();
    const announcer = new Announcer(speak);
    announcer.announce("x");
    announcer.cancel();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(1000);
    expect(speak).not.toHaveBeenCalled();
  });
});
