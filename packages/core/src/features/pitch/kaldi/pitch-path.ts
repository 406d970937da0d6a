// The cheapest path through the periods: each frame's own cost, and for every change the square of its size.

/** A frame's cheapest ways on from the one before: which state each state came from. */
export interface PathStep {
  readonly cost: Float64Array;
  readonly from: Int32Array;
}

/**
 * For every state i the state j that makes previous[j] + factor · (i - j)² least. The parabolas over j are drawn one after the
 * other, and those that lie nowhere lowest are forgotten: linear in the number of states.
 *
 * @source Felzenszwalb and Huttenlocher 2012, Distance transforms of sampled functions
 */
export function cheapestSteps(previous: Float64Array, factor: number): PathStep {
  const n = previous.length;
  const lowest = new Int32Array(n); // parabolas of the envelope, from left to right
  const begins = new Float64Array(n); // where each becomes the lowest
  begins[0] = -Infinity;
  let top = 0;
  for (let j = 1; j < n; j++) {
    let begin: number;
    for (;;) {
      const rival = lowest[top];
      begin = (previous[j] - previous[rival] + factor * (j * j - rival * rival)) / (2 * factor * (j - rival));
      if (top === 0 || begin > begins[top] || Number.isNaN(begin)) break;
      top--;
    }
    if (begin === -Infinity) lowest[top] = j;
    else {
      lowest[++top] = j;
      begins[top] = begin;
    }
  }
  const from = new Int32Array(n);
  const cost = new Float64Array(n);
  for (let i = 0, k = 0; i < n; i++) {
    while (k < top && begins[k + 1] < i) k++;
    from[i] = lowest[k];
    cost[i] = previous[from[i]] + factor * (i - from[i]) ** 2;
  }
  return { cost, from };
}

/** The state of least cost, the first of equals. */
export function cheapest(cost: Float64Array): number {
  let best = 0;
  for (let i = 1; i < cost.length; i++) if (cost[i] < cost[best]) best = i;
  return best;
}

/** The states of the path that ends in `last`, in order of time. */
export function traceBack(steps: readonly Int32Array[], last: number): Int32Array {
  const path = new Int32Array(steps.length);
  let state = last;
  for (let t = steps.length - 1; t >= 0; t--) {
    path[t] = state;
    state = steps[t][state];
  }
  return path;
}

/** How many of the last frames still depend on where the path ends, at most `most`. */
export function unsettledFrames(steps: readonly Int32Array[], states: number, most: number): number {
  let [low, high, unsettled] = [0, states - 1, 0];
  for (let t = steps.length - 1; t >= 0 && unsettled < most; t--) {
    [low, high] = [steps[t][low], steps[t][high]];
    if (low === high) break;
    unsettled++;
  }
  return unsettled;
}
