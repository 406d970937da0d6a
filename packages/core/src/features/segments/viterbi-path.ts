// The dynamic programme of a hidden Markov model on the host, in double precision.

/** A transition matrix by target state: the sources that lead there with probability > 0, and the logarithm of it. */
export interface TransitionLists {
  readonly states: number;
  /** Where the list of each target begins, states + 1 values. */
  readonly starts: Int32Array;
  readonly sources: Int32Array;
  readonly logs: Float64Array;
  /** The logarithm that stands for a transition of probability 0. */
  readonly floor: number;
}

/** Lists of a row-stochastic matrix [from, to]; `epsilon` is added to every probability, so that none is impossible. */
export function transitionLists(transition: Float64Array, states: number, epsilon: number): TransitionLists {
  const starts = new Int32Array(states + 1);
  for (let from = 0; from < states; from++)
    for (let to = 0; to < states; to++) if (transition[from * states + to] > 0) starts[to + 1]++;
  for (let to = 0; to < states; to++) starts[to + 1] += starts[to];
  const next = starts.slice();
  const sources = new Int32Array(starts[states]);
  const logs = new Float64Array(starts[states]);
  for (let from = 0; from < states; from++)
    for (let to = 0; to < states; to++) {
      const p = transition[from * states + to];
      if (!(p > 0)) continue;
      sources[next[to]] = from;
      logs[next[to]++] = Math.log(p + epsilon);
    }
  return { states, starts, sources, logs, floor: Math.log(epsilon) };
}

const argmax = (values: Float64Array): number => {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
};

export interface ViterbiPath {
  readonly states: Int32Array;
  /** Logarithm of the joint probability of path and observations. */
  readonly logp: number;
}

/**
 * The most probable state sequence. Of equally probable predecessors the lowest state wins.
 *
 * @param logProb  logarithms of the observation probabilities, [states, steps] row by row
 * @param logInit  logarithms of the initial distribution, one for each state
 */
export function viterbiPath(logProb: Float64Array, transition: TransitionLists, logInit: Float64Array): ViterbiPath {
  const { states, starts, sources, logs, floor } = transition;
  const steps = logProb.length / states;
  const pointers = new Int32Array(steps * states);
  let value = Float64Array.from(logInit, (p, j) => p + logProb[j * steps]);
  let next = new Float64Array(states);
  for (let t = 1; t < steps; t++) {
    // What is not in a list has the same logarithm from every source: the best source speaks for all of them.
    const likeliest = argmax(value);
    const byFloor = value[likeliest] + floor;
    for (let j = 0; j < states; j++) {
      let best = byFloor;
      let from = likeliest;
      for (let i = starts[j]; i < starts[j + 1]; i++) {
        const candidate = value[sources[i]] + logs[i];
        if (candidate > best || (candidate === best && sources[i] < from)) {
          best = candidate;
          from = sources[i];
        }
      }
      next[j] = logProb[j * steps + t] + best;
      pointers[t * states + j] = from;
    }
    [value, next] = [next, value];
  }
  const path = new Int32Array(steps);
  let state = argmax(value);
  const logp = value[state];
  for (let t = steps - 1; t >= 0; t--) {
    path[t] = state;
    state = pointers[t * states + state];
  }
  return { states: path, logp };
}
