import { describe, expect, it } from "vitest";
import { agglomerative, decompose, dtw, Generator, nnFilter, ones, ParameterError, rand, remix, softDtw, subsegment, tensor, zeros, type Tensor } from "../../index.js"; // prettier-ignore

const close = (actual: Tensor, expected: readonly (readonly number[])[], digits: number): void =>
  expected.forEach((row, i) =>
    row.forEach((value, j) => expect(actual.select(0, i).select(0, j).itemSync()).toBeCloseTo(value, digits)),
  );

describe("agglomerative", () => {
  const steps = tensor([[1, 1.1, 0.9, 5, 5.2, 9, 9, 9.1]]);

  it("parts at the largest changes", async () => {
    expect((await agglomerative(steps, 3)).arraySync()).toEqual([0, 3, 5]);
    expect((await agglomerative(steps, 2)).arraySync()).toEqual([0, 3]);
    expect((await agglomerative(steps.transpose(0, 1), 1, { dim: 0 })).arraySync()).toEqual([0]);
    await expect(agglomerative(steps, 9)).rejects.toThrow(/k=9/);
  });

  it("weighs by length, as Ward does: one frame apart is not worth a segment of its own", async () => {
    expect((await agglomerative(tensor([[0, 0, 0, 0, 3, 3, 3, 3, 7]]), 2)).arraySync()).toEqual([0, 4]);
  });

  it("parts segments further, short ones into fewer", async () => {
    expect((await subsegment(steps, [5], { nSegments: 2 })).arraySync()).toEqual([0, 3, 5, 7]);
    expect((await subsegment(tensor([[1, 2, 3]]), [1], { nSegments: 4 })).arraySync()).toEqual([0, 1, 2]);
    await expect(subsegment(steps, [-2])).rejects.toThrow(ParameterError);
  });
});

describe("decompose", () => {
  const S = tensor([[1, 0, 2, 0.5], [0, 3, 0, 1], [2, 1, 4, 1.3]], { dtype: "float64" }); // prettier-ignore

  it("agrees with librosa 0.11 and sklearn 1.2", async () => {
    // librosa.decompose.decompose(S, n_components=2, sort=True)
    const { components, activations } = await decompose(S, { nComponents: 2, sort: true });
    close(components, [[0.0028, 2.4244], [2.2205, 0], [0.7386, 4.842]], 3); // prettier-ignore
    close(activations, [[0.0001, 1.3513, 0.0002, 0.4495], [0.4129, 0, 0.8258, 0.2011]], 3); // prettier-ignore
    const other = await decompose(S, { nComponents: 2, sort: true, solver: "mu", betaLoss: "kullback-leibler" });
    close(other.components, [[0, 1.4084], [2.5481, 0], [0.8462, 2.8054]], 3); // prettier-ignore
  });

  it.each([
    ["cd", "frobenius"],
    ["mu", "frobenius"],
    ["mu", "kullback-leibler"],
    ["mu", "itakura-saito"],
  ] as const)("finds two sounds again, by %s for %s", async (solver, betaLoss) => {
    const generator = new Generator(3);
    const V = rand([6, 2], { generator })
      .matmul(rand([2, 15], { generator }))
      .add(1e-3);
    const { components, activations } = await decompose(V, { nComponents: 2, solver, betaLoss, tol: 0, maxIter: 500 });
    const rest = components.matmul(activations).sub(V).norm().itemSync() / V.norm().itemSync();
    expect(rest).toBeLessThan(0.02);
    expect(components.amin().itemSync()).toBeGreaterThanOrEqual(0);
  });

  it("starts at random alike with the same seed, and keeps components that are given", async () => {
    const random = () => decompose(S, { nComponents: 2, init: "random", generator: new Generator(1) });
    expect((await random()).activations.arraySync()).toEqual((await random()).activations.arraySync());
    const known = tensor([[0, 1], [1, 0], [0, 2]], { dtype: "float64" }); // prettier-ignore
    const { components, activations } = await decompose(known.matmul(ones([2, 5]).to("float64")), { components: known, tol: 0 }); // prettier-ignore
    expect(components.arraySync()).toEqual(known.arraySync());
    close(activations, [[1, 1, 1, 1, 1], [1, 1, 1, 1, 1]], 6); // prettier-ignore
  });

  it("says what is wrong", async () => {
    await expect(decompose(S.neg())).rejects.toThrow(/S holds -4/);
    await expect(decompose(S, { betaLoss: "kullback-leibler" })).rejects.toThrow(/solver: "mu"/);
    await expect(decompose(S, { nComponents: 9, init: "nndsvd" })).rejects.toThrow(/nComponents ≤ 3/);
    await expect(decompose(S, { components: ones([2, 2]) })).rejects.toThrow(/components \[2, 2\]/);
  });
});

describe("nnFilter", () => {
  const rec = tensor([[0, 0, 0], [1, 0, 0], [3, 0, 0]]); // prettier-ignore
  const S = tensor([[10, 20, 40]]);

  it("gives what the neighbours are, and keeps frames without any", async () => {
    expect((await nnFilter(S, { rec })).arraySync()).toEqual([[30, 20, 40]]);
    expect((await nnFilter(S, { rec, aggregate: "average" })).arraySync()).toEqual([[35, 20, 40]]);
    expect((await nnFilter(S, { rec, aggregate: "max" })).arraySync()).toEqual([[40, 20, 40]]);
    await expect(nnFilter(S, { rec: ones([2, 2]) })).rejects.toThrow(/rec \[2, 2\]/);
  });

  it("takes away what is heard once", async () => {
    const loop = tensor([[1, 5, 1, 5, 1, 8, 1, 5, 1, 5]]);
    const { [5]: once } = (await nnFilter(loop.add(rand([1, 10]).mul(0.01)), { k: 3, aggregate: "median" })).select(0, 0).arraySync() as number[]; // prettier-ignore
    expect(once).toBeCloseTo(5, 1);
  });
});

describe("remix", () => {
  it("puts parts together as they are, or cut at the nearest zeros", async () => {
    const y = tensor([1, 2, -1, -2, 3, 4, -5, -6]);
    expect((await remix(y, [[4, 6], [0, 2]], { alignZeros: false })).arraySync()).toEqual([3, 4, 1, 2]); // prettier-ignore
    // Zero crossings at 0, 2, 4, 6 and the end, 8: 3 and 5 go to the later ones.
    expect((await remix(y, [[3, 5], [0, 1]])).arraySync()).toEqual([3, 4, 1, 2]); // prettier-ignore
    await expect(remix(y, [[0, 9]])).rejects.toThrow(/≤ 8 samples/);
  });
});

describe("softDtw", () => {
  const C = tensor([[1, 5, 2], [4, 0, 3], [6, 1, 2], [2, 2, 1]], { dtype: "float64" }); // prettier-ignore

  it("comes to what dtw finds, from below", async () => {
    const hard = (await dtw({ C })).D.select(0, 3).select(0, 2).itemSync();
    expect(softDtw(C, { gamma: 1e-3 }).itemSync()).toBeCloseTo(hard, 2);
    expect(softDtw(C, { gamma: 2 }).itemSync()).toBeLessThan(hard);
  });

  it("of two by two is the soft minimum of its three ways", () => {
    const [a, b, c, d] = [1, 2, 3, 4];
    const expected = a + d - Math.log(Math.exp(-b) + Math.exp(-c) + 1);
    expect(softDtw(tensor([[a, b], [c, d]])).itemSync()).toBeCloseTo(expected, 6); // prettier-ignore
  });

  it("has the path as its gradient", () => {
    const costs = C.clone().requiresGrad_();
    softDtw(costs, { gamma: 1e-3 }).backward();
    expect(costs.grad!.select(0, 1).arraySync()).toEqual([0, 1, 0]);
    expect(() => softDtw(zeros([3]))).toThrow(/N, M/);
    expect(() => softDtw(C, { gamma: 0 })).toThrow(/gamma=0/);
  });
});
