// Where the reader is in a chart, and which part of it is shown: a pure reducer, so that keys and pointer share it.

/** Time and frequency are always inside their limits; the view is inside 0…duration. */
export interface CursorState {
  readonly timeSeconds: number;
  /** Height in the plot, 0 (bottom)…1 (top), as the axis is drawn; null where the chart has one value per time. */
  readonly height: number | null;
  /** Shown stretch of time. */
  readonly view: readonly [number, number];
}

export type CursorAction =
  /** Moves by a fraction of the view. */
  | { readonly type: "step-time"; readonly fraction: number }
  /** Moves by a fraction of the plot's height. */
  | { readonly type: "step-height"; readonly fraction: number }
  | { readonly type: "to-start" }
  | { readonly type: "to-end" }
  /** Shows `factor` times as much, around the cursor. */
  | { readonly type: "zoom"; readonly factor: number }
  | { readonly type: "zoom-out-fully" }
  /** Puts the cursor at a place of the plot, both 0…1 from the lower left. */
  | { readonly type: "point"; readonly x: number; readonly y: number };

/** What the reducer must know of the chart. */
export interface CursorLimits {
  readonly durationSeconds: number;
  /** Least time a view may show: a few samples. */
  readonly minViewSeconds: number;
}

export const initialCursor = (durationSeconds: number, hasHeight: boolean): CursorState => ({
  timeSeconds: 0,
  height: hasHeight ? 0.5 : null,
  view: [0, durationSeconds],
});

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** The view of a length that holds `time` at the same place, moved inside the recording. */
function viewAround(time: number, length: number, place: number, duration: number): readonly [number, number] {
  const start = clamp(time - place * length, 0, Math.max(0, duration - length));
  return [start, Math.min(duration, start + length)];
}

/** Keeps the cursor in sight: a view it has left follows by a tenth more than needed. */
function follow(state: CursorState, duration: number): CursorState {
  const [start, end] = state.view;
  const { timeSeconds } = state;
  if (timeSeconds >= start && timeSeconds <= end) return state;
  return { ...state, view: viewAround(timeSeconds, end - start, timeSeconds < start ? 0.1 : 0.9, duration) };
}

/** The next state. */
export function moveCursor(state: CursorState, action: CursorAction, limits: CursorLimits): CursorState {
  const { durationSeconds, minViewSeconds } = limits;
  const [start, end] = state.view;
  const length = end - start;
  const at = (time: number): CursorState =>
    follow({ ...state, timeSeconds: clamp(time, 0, durationSeconds) }, durationSeconds);
  switch (action.type) {
    case "step-time":
      return at(state.timeSeconds + action.fraction * length);
    case "step-height":
      return state.height === null ? state : { ...state, height: clamp(state.height + action.fraction, 0, 1) };
    case "to-start":
      return at(0);
    case "to-end":
      return at(durationSeconds);
    case "zoom": {
      const wanted = clamp(length * action.factor, Math.min(minViewSeconds, durationSeconds), durationSeconds);
      const place = length > 0 ? (state.timeSeconds - start) / length : 0.5;
      return { ...state, view: viewAround(state.timeSeconds, wanted, place, durationSeconds) };
    }
    case "zoom-out-fully":
      return { ...state, view: [0, durationSeconds] };
    case "point":
      return {
        ...at(start + clamp(action.x, 0, 1) * length),
        height: state.height === null ? null : clamp(action.y, 0, 1),
      };
  }
}
