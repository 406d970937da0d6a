import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStore } from "./store.js";

const add = (state: number, by: number): number => state + by;

describe("createStore", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
  afterEach(() => void vi.useRealTimers());

  it("tells listeners at once, then at intervals, and always the last state", () => {
    const store = createStore(add, 0, 100);
    const seen: number[] = [];
    store.subscribe(() => seen.push(store.snapshot()));
    for (let i = 0; i < 5; i++) store.dispatch(1);
    expect(seen).toEqual([1]);
    vi.advanceTimersByTime(100);
    expect(seen).toEqual([1, 5]);
  });

  it("does not tell of an action that changes nothing, nor whoever unsubscribed", () => {
    const store = createStore(add, 0);
    const listener = vi.fn();
    const stop = store.subscribe(listener);
    store.dispatch(0);
    expect(listener).not.toHaveBeenCalled();
    stop();
    store.dispatch(1);
    expect(listener).not.toHaveBeenCalled();
    expect(store.snapshot()).toBe(1);
  });
});
