import { describe, expect, it } from "vitest";
import { ParameterError, ShapeError, stack, tensor, transitionCycle, transitionLocal, transitionLoop, transitionUniform, viterbi, viterbiBinary, viterbiDiscriminative, zeros, type Tensor } from "../../index.js"; // prettier-ignore

const double = { dtype: "float64" } as const;
const P = [[0.7, 0.2, 0.5, 0.1, 0.3], [0.2, 0.5, 0.1, 0.6, 0.3], [0.1, 0.3, 0.4, 0.3, 0.4]]; // prettier-ignore
const A = [[0.6, 0.3, 0.1], [0.2, 0.7, 0.1], [0.3, 0.3, 0.4]]; // prettier-ignore
const [prob, transition] = [tensor(P, double), tensor(A, double)];

/** The best of all 243 paths, by trying them. */
function bestOfAll(pInit: readonly number[]): { states: number[]; logp: number } {
  let best = { states: [] as number[], logp: -Infinity };
  for (let code = 0; code < 3 ** 5; code++) {
    const states = [81, 27, 9, 3, 1].map((power) => Math.floor(code / power) % 3);
    const p = states.reduce(
      (product, state, t) => product * P[state][t] * (t === 0 ? pInit[state] : A[states[t - 1]][state]),
      1,
    );
    if (Math.log(p) > best.logp) best = { states, logp: Math.log(p) };
  }
  return best;
}

describe("viterbi", () => {
  it.each([[[0.5, 0.25, 0.25]], [[0.05, 0.9, 0.05]], [[1 / 3, 1 / 3, 1 / 3]]])("finds the best of all paths from %j", async (pInit) => {
    const { states, logp } = await viterbi(prob, transition, { pInit });
    const best = bestOfAll(pInit);
    expect(states.arraySync()).toEqual(best.states);
    expect(logp.itemSync()).toBeCloseTo(best.logp, 10);
  }); // prettier-ignore

  it("agrees with librosa 0.11, and takes a batch", async () => {
    // librosa.sequence.viterbi(P, A, p_init=[.5, .25, .25], return_logp=True), viterbi_discriminative(P, A, p_state=[.5, .3, .2])
    const { states, logp } = await viterbi(stack([prob, prob.flip(-1)]), transition, { pInit: [0.5, 0.25, 0.25] });
    expect(states.shape).toEqual([2, 5]);
    expect(states.select(0, 0).arraySync()).toEqual([0, 0, 0, 1, 1]);
    expect(logp.select(0, 0).itemSync()).toBeCloseTo(-7.64950464, 7);
    const other = await viterbiDiscriminative(prob, transition, { pState: [0.5, 0.3, 0.2] });
    expect(other.states.arraySync()).toEqual([1, 1, 1, 1, 1]);
    expect(other.logp.itemSync()).toBeCloseTo(-2.82541666, 7);
  });

  it("follows labels that are on and off by themselves", async () => {
    // librosa.sequence.viterbi_binary([.2, .6, .4, .8, .9], [[.9, .1], [.3, .7]], p_state=.4, p_init=.3)
    const on = tensor([[0.2, 0.6, 0.4, 0.8, 0.9], [0.1, 0.1, 0.9, 0.1, 0.1]], double); // prettier-ignore
    const { states, logp } = await viterbiBinary(on, tensor([[0.9, 0.1], [0.3, 0.7]], double), { pState: [0.4, 0.4], pInit: [0.3, 0.3] }); // prettier-ignore
    expect(states.select(0, 0).arraySync()).toEqual([1, 1, 1, 1, 1]);
    expect(logp.select(0, 0).itemSync()).toBeCloseTo(-1.41427726, 7);
    const jumpy = await viterbiBinary(on, transitionUniform(2));
    expect(jumpy.states.select(0, 1).arraySync()).toEqual([0, 0, 1, 0, 0]);
    const steady = await viterbiBinary(on, transitionLoop(2, 0.95));
    expect(steady.states.select(0, 1).arraySync()).toEqual([0, 0, 0, 0, 0]);
  });

  it("never goes where it cannot, while there is another way", async () => {
    const cycle = transitionCycle(3, [0, 0, 0]);
    const start = { pInit: [1, 0, 0] };
    expect((await viterbi(tensor([[0, 1, 1], [0.1, 1, 0.1], [1, 0.1, 0]]), cycle)).states.arraySync()).toEqual([2, 0, 1]); // prettier-ignore
    expect((await viterbi(tensor(P.map((row) => row.slice(0, 3))), cycle, start)).states.arraySync()).toEqual([0, 1, 2]); // prettier-ignore
  });

  it("says what is wrong", async () => {
    await expect(viterbi(prob.mul(2), transition)).rejects.toThrow(/probabilities lie in 0…1/);
    await expect(viterbi(prob, transition.mul(0.5))).rejects.toThrow(/row 0 sums to 0/);
    await expect(viterbi(prob, zeros([2, 2]))).rejects.toThrow(ShapeError);
    await expect(viterbi(prob, transition, { pInit: [1, 1, 1] })).rejects.toThrow(/pInit/);
    await expect(viterbiDiscriminative(prob.mul(0.5), transition)).rejects.toThrow(/sums to 0\.[45]\d* at step 0/);
    await expect(viterbiBinary(prob, zeros([3, 3]))).rejects.toThrow(/\[2, 2\]/);
  });
});

describe("transitions", () => {
  const rowsOf = (T: Tensor): number[][] => T.arraySync() as number[][];
  const close = (T: Tensor, expected: number[][]): void =>
    rowsOf(T).forEach((row, i) => row.forEach((p, j) => expect(p).toBeCloseTo(expected[i][j], 5)));

  it("of each kind sum to 1 in every row", () => {
    const all = [
      transitionUniform(4),
      transitionLoop(4, [0.1, 0.2, 0.3, 1]),
      transitionCycle(4, 0.3),
      transitionLocal(4, 3),
      transitionLocal(4, [1, 2, 3, 4], { window: "boxcar", wrap: true }),
    ];
    for (const T of all) for (const row of rowsOf(T)) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  });

  it("agree with librosa 0.11", () => {
    // transition_local(5, [1, 2, 3, 4, 5], window="triang", wrap=False), transition_cycle and transition_loop(3, [.9, .5, .2])
    close(transitionLocal(5, [1, 2, 3, 4, 5]), [
      [1, 0, 0, 0, 0],
      [0.5, 0.5, 0, 0, 0],
      [0, 0.25, 0.5, 0.25, 0],
      [0, 0.125, 0.375, 0.375, 0.125],
      [0, 0, 0.16667, 0.33333, 0.5],
    ]);
    close(transitionCycle(3, [0.9, 0.5, 0.2]), [[0.9, 0.1, 0], [0, 0.5, 0.5], [0.8, 0, 0.2]]); // prettier-ignore
    close(transitionLoop(3, [0.9, 0.5, 0.2]), [[0.9, 0.05, 0.05], [0.25, 0.5, 0.25], [0.4, 0.4, 0.2]]); // prettier-ignore
  });

  it("say what is wrong", () => {
    expect(() => transitionLoop(3, [0.5])).toThrow(/prob has 1 values/);
    expect(() => transitionCycle(3, 1.5)).toThrow(/prob=1.5/);
    expect(() => transitionLocal(3, 4)).toThrow(/width=4/);
    expect(() => transitionLocal(3, 2, { window: [0, 0] as never })).toThrow(ParameterError);
  });
});
