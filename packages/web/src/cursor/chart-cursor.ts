// The cursor of one chart: keys and pointer in, state out.
import type { ReactiveControllerHost } from "lit";
import { initialCursor, moveCursor, type CursorAction, type CursorLimits, type CursorState } from "./cursor.js";
import { keyAction } from "./keys.js";

export class ChartCursor {
  #state: CursorState = initialCursor(0, false);
  #limits: CursorLimits = { durationSeconds: 0, minViewSeconds: 0 };
  #isVisible = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    /** Called when time or height changed, not after zooming alone. */
    private readonly moved: () => void,
  ) {}

  get state(): CursorState {
    return this.#state;
  }

  /** Shown from the first focus or touch on. */
  get isVisible(): boolean {
    return this.#isVisible;
  }

  /** Starts anew for other audio. */
  reset(limits: CursorLimits, hasHeight: boolean): void {
    this.#limits = limits;
    this.#state = initialCursor(limits.durationSeconds, hasHeight);
    this.#isVisible = false;
  }

  readonly onFocus = (): void => {
    this.#isVisible = true;
    this.host.requestUpdate();
  };

  readonly onKeyDown = (event: KeyboardEvent): void => {
    const action = keyAction(event);
    if (action === undefined || (action.type === "step-height" && this.#state.height === null)) return;
    event.preventDefault();
    this.#apply(action);
  };

  readonly onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#point(event);
  };

  readonly onPointerMove = (event: PointerEvent): void => {
    if ((event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) this.#point(event);
  };

  #point(event: PointerEvent): void {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = 1 - (event.clientY - box.top) / box.height;
    this.#apply({ type: "point", x, y });
  }

  #apply(action: CursorAction): void {
    const before = this.#state;
    this.#state = moveCursor(before, action, this.#limits);
    this.#isVisible = true;
    this.host.requestUpdate();
    if (before.timeSeconds !== this.#state.timeSeconds || before.height !== this.#state.height) this.moved();
  }
}
