import type { CursorAction } from "./cursor.js";

/** What a key event must tell. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const STEP = 0.01;
const LARGE_STEP = 0.1;

/** What a key does to the cursor; undefined leaves the key to the page. */
export function keyAction({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyPress): CursorAction | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  const step = shiftKey ? LARGE_STEP : STEP;
  switch (key) {
    case "ArrowLeft":
      return { type: "step-time", fraction: -step };
    case "ArrowRight":
      return { type: "step-time", fraction: step };
    case "ArrowDown":
      return { type: "step-height", fraction: -step };
    case "ArrowUp":
      return { type: "step-height", fraction: step };
    case "PageDown":
      return { type: "step-time", fraction: LARGE_STEP };
    case "PageUp":
      return { type: "step-time", fraction: -LARGE_STEP };
    case "Home":
      return { type: "to-start" };
    case "End":
      return { type: "to-end" };
    case "+":
    case "=":
      return { type: "zoom", factor: 0.5 };
    case "-":
    case "_":
      return { type: "zoom", factor: 2 };
    case "0":
      return { type: "zoom-out-fully" };
    default:
      return undefined;
  }
}
