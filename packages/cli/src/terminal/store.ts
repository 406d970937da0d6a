// State outside React: whoever works dispatches, the view redraws, but not more often than a screen can show.

export interface Store<S, A> {
  readonly dispatch: (action: A) => void;
  readonly snapshot: () => S;
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * Holds the state of a reducer.
 *
 * @param intervalMs  listeners are told at once, then at most this often; the last state is always told
 */
export function createStore<S, A>(reduce: (state: S, action: A) => S, initial: S, intervalMs = 0): Store<S, A> {
  let state = initial;
  let toldAt = Number.NEGATIVE_INFINITY;
  let waiting: NodeJS.Timeout | undefined;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    waiting = undefined;
    toldAt = performance.now();
    for (const listener of listeners) listener();
  };
  return {
    dispatch: (action) => {
      const next = reduce(state, action);
      if (Object.is(next, state)) return;
      state = next;
      const wait = toldAt + intervalMs - performance.now();
      if (wait <= 0) {
        clearTimeout(waiting);
        tell();
      } else waiting ??= setTimeout(tell, wait);
    },
    snapshot: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearTimeout(waiting);
      };
    },
  };
}
