// Features along the frames of others. librosa 0.11 and torchaudio 0.13 printed the tables.
import { describe, expect, test } from "vitest";
import { cmvn, computeDeltas, delta, slidingWindowCmn, stackMemory, tensor, type Tensor } from "../index.js";

const x = tensor(
  [
    Array.from({ length: 12 }, (_, i) => (i * i * 7 + 3 * i) % 23),
    Array.from({ length: 12 }, (_, i) => (i * i * 5 + 11 * i) % 19),
  ],
  { dtype: "float64" },
);
const expectNear = (actual: Tensor, expected: readonly number[]): void =>
  expect(actual.flatten().arraySync()).toEqual(expected.map((value) => expect.closeTo(value, 3)));

describe("delta", () => {
  test.each([
    [{ width: 3 }, [5.5, 5.5, -3.5, -1, 1.5, 4, 6.5, -2.5, 0, 2.5, -6.5, -6.5]],
    [{ width: 5, order: 2 }, [-2.42857, -2.42857, -2.42857, 0.857143, 4.14286, 0.857143, -2.42857, -2.42857, 0.857143, -2.42857, -2.42857, -2.42857]],
    [{ width: 5, mode: "nearest" }, [3.2, 1.7, 1.1, -1, 1.5, 4, 1.9, 2.1, 0, -2.1, -2.5, -3.7]],
    [{ width: 5, mode: "mirror" }, [0, -0.3, 1.1, -1, 1.5, 4, 1.9, 2.1, 0, -2.1, -0.3, 0]],
    [{ width: 3, mode: "constant", cval: 2 }, [4, 5.5, -3.5, -1, 1.5, 4, 6.5, -2.5, 0, 2.5, -6.5, -7.5]],
    [{ width: 5, mode: "wrap" }, [-0.8, 0.5, 1.1, -1, 1.5, 4, 1.9, 2.1, 0, -2.1, -3.7, -3.5]],
    [{ width: 7, polyorder: 3 }, [13.3135, 4.03968, -1.40079, -3.00794, 1.5, 6.00794, 2.39286, 1.60714, 0, -2.42857, -4.85714, -7.28571]],
    [{ width: 5, delta: 0.5 }, [2.2, 2.2, 2.2, -2, 3, 8, 3.8, 4.2, 0, -4.2, -4.2, -4.2]],
  ] as const)("%o", (options, expected) => {
    expectNear(delta(x, options).select(0, 0), expected);
    expectNear(delta(x.t(), { ...options, dim: 0 }).select(1, 0), expected);
  }); // prettier-ignore

  test("of a polynomial is its derivative, up to the ends", () => {
    const cubic = tensor(
      Array.from({ length: 15 }, (_, i) => i ** 3 - 4 * i),
      { dtype: "float64" },
    );
    expectNear(delta(cubic, { width: 7, polyorder: 3 }), Array.from({ length: 15 }, (_, i) => 3 * i ** 2 - 4)); // prettier-ignore
  });
});

test.each([
  [{}, [3.2, 1.7, 1.1, -1, 1.5, 4, 1.9, 2.1, 0, -2.1, -2.5, -3.7]],
  [{ winLength: 3 }, [5, 5.5, -3.5, -1, 1.5, 4, 6.5, -2.5, 0, 2.5, -6.5, -5.5]],
  [{ mode: "constant" }, [3.2, 1.7, 1.1, -1, 1.5, 4, 1.9, 2.1, 0, -2.1, -3.7, -5.5]],
] as const)("computeDeltas %o", (options, expected) => expectNear(computeDeltas(x, options).select(0, 0), expected));

describe("stackMemory", () => {
  test.each([
    [{ nSteps: 3 }, [3, 2, 11, 4, 10, 16], [0, 0, 0, 16, 4, 2, 10, 9, 18, 18, 9, 10]],
    [{ nSteps: 2, delay: -2 }, [3, 2, 6, 9], [4, 2, 10, 9, 18, 18, 9, 10, 2, 4, 0, 0]],
    [{ nSteps: 3, delay: 2, mode: "edge" }, [3, 2, 10, 16, 0, 0], [0, 0, 0, 0, 0, 16, 4, 2, 10, 9, 18, 18]],
  ] as const)("%o", (options, column, last) => {
    const stacked = stackMemory(x, options);
    expectNear(stacked.select(1, 3), column);
    expectNear(stacked.select(0, -1), last);
  });
});

describe("normalisation of means", () => {
  test.each([
    [{ cmnWindow: 4, minCmnWindow: 2 }, [-5, 5, 4, -3, 2.4, -1.8, 7.8, 8.2, -0.6, 4.4, 0.2, -8.6]],
    [{ cmnWindow: 5, center: true }, [-6.6, 3.4, 4.4, -4.8, -0.2, -4.8, 4.4, 4.4, -4.8, 4.4, 2.4, -8.6]],
    [{ cmnWindow: 4, minCmnWindow: 3, normVars: true }, [-1.40943, 0.60404, 0.805387, -0.646997, 0.555889, -0.615227, 1.6422, 1.32052, -0.123929, 0.879297, 0.0780869, -1.71863]],
    [{}, [-10.75, -0.75, 0.25, -7.75, -1.75, -4.75, 6.25, 8.25, 1.25, 8.25, 6.25, -4.75]],
  ] as const)("slidingWindowCmn %o", (options, expected) =>
    expectNear(slidingWindowCmn(x.t().unsqueeze(0), options).select(-1, 0), expected),
  ); // prettier-ignore

  test("cmvn leaves a mean of 0 and a variance of 1, and what is constant at 0", () => {
    const rows = cmvn(x.add(1000));
    expectNear(rows.mean(-1), [0, 0]);
    expectNear(rows.square().mean(-1), [1, 1]);
    expectNear(cmvn(x, { normVars: false, dim: 0 }).select(1, 1), [-3, 3]);
    expectNear(cmvn(tensor([[0.1, 0.1, 0.1]])), [0, 0, 0]);
  });
});
