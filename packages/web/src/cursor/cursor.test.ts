import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { initialCursor, moveCursor, type CursorAction } from "./cursor.js";

const limits = { durationSeconds: 4, minViewSeconds: 0.01 };
const start = initialCursor(4, true);
const move = (actions: readonly CursorAction[], from = start) =>
  actions.reduce((state, action) => moveCursor(state, action, limits), from);

describe("moveCursor", () => {
  it("steps by a part of what is shown", () => {
    expect(move([{ type: "step-time", fraction: 0.1 }]).timeSeconds).toBeCloseTo(0.4);
    expect(
      move([
        { type: "zoom", factor: 0.5 },
        { type: "step-time", fraction: 0.1 },
      ]).timeSeconds,
    ).toBeCloseTo(0.2);
    expect(move([{ type: "step-height", fraction: 0.1 }]).height).toBeCloseTo(0.6);
  });

  it("stops at the ends", () => {
    expect(move([{ type: "step-time", fraction: -1 }]).timeSeconds).toBe(0);
    expect(move([{ type: "to-end" }, { type: "step-time", fraction: 1 }]).timeSeconds).toBe(4);
    expect(move([{ type: "step-height", fraction: 2 }]).height).toBe(1);
  });

  it("keeps the place under the cursor while zooming", () => {
    const state = move([
      { type: "point", x: 0.25, y: 0.5 },
      { type: "zoom", factor: 0.5 },
    ]);
    expect(state.timeSeconds).toBe(1);
    expect(state.view).toEqual([0.5, 2.5]);
    expect(move([{ type: "zoom-out-fully" }], state).view).toEqual([0, 4]);
  });

  it("moves the view when the cursor leaves it", () => {
    const state = move([{ type: "zoom", factor: 0.25 }, { type: "to-end" }]);
    expect(state.view).toEqual([3, 4]);
  });

  it("has no height where a chart has none", () => {
    const flat = initialCursor(4, false);
    expect(moveCursor(flat, { type: "step-height", fraction: 0.1 }, limits)).toBe(flat);
    expect(moveCursor(flat, { type: "point", x: 0.5, y: 0.5 }, limits).height).toBeNull();
  });

  it("stays inside the recording and in view, whatever is pressed", () => {
    const action = fc.oneof(
      fc.record({ type: fc.constant("step-time" as const), fraction: fc.double({ min: -2, max: 2, noNaN: true }) }),
      fc.record({ type: fc.constant("step-height" as const), fraction: fc.double({ min: -2, max: 2, noNaN: true }) }),
      fc.record({ type: fc.constant("zoom" as const), factor: fc.constantFrom(0.5, 2) }),
      fc.record({ type: fc.constant("point" as const), x: fc.double({ min: -1, max: 2, noNaN: true }), y: fc.double({ min: -1, max: 2, noNaN: true }) }), // prettier-ignore
      fc.constantFrom({ type: "to-start" as const }, { type: "to-end" as const }, { type: "zoom-out-fully" as const }),
    );
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        const { timeSeconds, height, view } = move(actions);
        expect(view[0]).toBeGreaterThanOrEqual(0);
        expect(view[1]).toBeLessThanOrEqual(4);
        expect(view[1] - view[0]).toBeGreaterThan(0.0099);
        expect(timeSeconds).toBeGreaterThanOrEqual(view[0] - 1e-9);
        expect(timeSeconds).toBeLessThanOrEqual(view[1] + 1e-9);
        expect(height).toBeGreaterThanOrEqual(0);
        expect(height).toBeLessThanOrEqual(1);
      }),
    );
  });
});
