import { describe, expect, it } from "vitest";
import { crossSimilarity, eye, lagToRecurrence, novelty, ones, ParameterError, pathEnhance, rand, recurrenceMatrix, recurrenceToLag, rqa, tensor, timelagFilter, zeros, type Tensor } from "../../index.js"; // prettier-ignore

const line = tensor([[1, 5, 1.1, 5.1, 1.3, 5.4, 9, 2]], { dtype: "float64" });
const close = (actual: Tensor, expected: readonly (readonly number[])[], digits = 4): void =>
  expected.forEach((row, i) =>
    row.forEach((value, j) => expect(actual.select(0, i).select(0, j).itemSync()).toBeCloseTo(value, digits)),
  );

describe("recurrenceMatrix", () => {
  it("links the nearest, in the columns of each frame", async () => {
    const R = await recurrenceMatrix(line, { k: 1 });
    expect(R.dtype).toBe("bool");
    const neighbours = R.to("float32").argmax(0).arraySync();
    expect(neighbours).toEqual([2, 3, 0, 1, 2, 3, 5, 4]);
    expect(R.to("float32").sum(0).arraySync()).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it("does not link frames that follow each other closely", async () => {
    const R = await recurrenceMatrix(line, { k: 3, width: 2, mode: "distance" });
    for (let i = 0; i < 8; i++)
      for (let j = Math.max(0, i - 1); j < Math.min(8, i + 2); j++)
        expect(R.select(0, i).select(0, j).itemSync()).toBe(0);
  });

  it("agrees with librosa 0.11 in mutual affinities", async () => {
    // librosa.segment.recurrence_matrix(line, k=2, mode="affinity", sym=True, self=True)
    const R = await recurrenceMatrix(line, { k: 2, mode: "affinity", sym: true, self: true });
    close(R, [
      [1, 0, 0.71653, 0, 0.36788, 0, 0, 0],
      [0, 1, 0, 0.71653, 0, 0.2636, 0, 0],
      [0.71653, 0, 1, 0, 0.51342, 0, 0, 0],
      [0, 0.71653, 0, 1, 0, 0.36788, 0, 0],
      [0.36788, 0, 0.51342, 0, 1, 0, 0, 0],
      [0, 0.2636, 0, 0.36788, 0, 1, 0, 0],
      [0, 0, 0, 0, 0, 0, 1, 0],
      [0, 0, 0, 0, 0, 0, 0, 1],
    ]);
  });

  it("says what is wrong", async () => {
    await expect(recurrenceMatrix(line, { width: 3, mode: "near" as never })).rejects.toThrow(/mode="near"/);
    await expect(recurrenceMatrix(line, { width: 4 })).rejects.toThrow(/width=4/);
    await expect(recurrenceMatrix(zeros([2, 9]), { mode: "affinity" })).rejects.toThrow(/Give bandwidth a number/);
    await expect(recurrenceMatrix(zeros([2, 9]), { metric: "cosine" })).rejects.toThrow(/frame of zeros/);
    await expect(recurrenceMatrix(line, { mode: "affinity", bandwidth: -1 })).rejects.toThrow(/bandwidth=-1/);
  });
});

it("crossSimilarity finds each frame in the reference", async () => {
  const R = await crossSimilarity(tensor([[1, 4, 9]]), tensor([[9, 1]]), { k: 1, mode: "connectivity" });
  expect(R.to("float32").arraySync()).toEqual([[0, 0, 1], [1, 1, 0]]); // prettier-ignore
  await expect(crossSimilarity(ones([2, 3]), ones([3, 3]))).rejects.toThrow(/features/);
});

describe("time and lag", () => {
  const R = rand([5, 5]);

  it("come back to the same recurrence, with and without room", () => {
    for (const pad of [true, false])
      for (const dim of [0, -1])
        expect(lagToRecurrence(recurrenceToLag(R, { pad, dim }), { dim }).arraySync()).toEqual(R.arraySync());
  });

  it("make a line of a diagonal", () => {
    const shifted = eye(5).roll(2, 0); // frame t is like frame t + 2
    const lag = recurrenceToLag(shifted, { pad: false });
    expect(lag.sum(1).arraySync()).toEqual([0, 0, 5, 0, 0]);
    expect(recurrenceToLag(shifted).sum(1).arraySync()).toEqual([0, 0, 3, 0, 0, 0, 0, 2, 0, 0]);
  });

  it("are what a filter is put into", async () => {
    const rows = (lag: Tensor): Tensor => lag.mean(1, { keepdim: true }).expand(lag.shape);
    expect(timelagFilter(rows, { pad: false })(eye(4)).arraySync()).toEqual(eye(4).arraySync());
    const later = timelagFilter((_: number, lag: Tensor) => Promise.resolve(lag.mul(2)), { index: 1 });
    expect((await later(1, eye(3))).arraySync()).toEqual(eye(3).mul(2).arraySync());
    expect(() => timelagFilter((lag: Tensor) => lag, { index: -1 })).toThrow(ParameterError);
  });
});

describe("pathEnhance", () => {
  it("agrees with librosa 0.11", () => {
    // librosa.segment.path_enhance(R, 3, window="boxcar", n_filters=3)
    const R = tensor([[0, 1, 2, 3], [4, 0, 1, 2], [3, 4, 0, 1], [2, 3, 4, 0]], { dtype: "float64" }); // prettier-ignore
    close(pathEnhance(R, 3, { window: "boxcar", nFilters: 3 }), [
      [1.062281, 1, 2, 2.5],
      [2.937719, 1.062281, 1, 1.666667],
      [3.333333, 4, 1.062281, 0.666667],
      [2.666667, 3.5, 2.666667, 0],
    ]);
  });

  it("keeps a diagonal, and takes a surface away if it should", () => {
    const options = { maxRatio: 1, nFilters: 1, window: "boxcar" } as const;
    expect(pathEnhance(eye(7), 3, options).select(0, 3).select(0, 3).itemSync()).toBeCloseTo(1, 6);
    expect(
      pathEnhance(ones([7, 7]), 3, { ...options, zeroMean: true })
        .abs()
        .amax()
        .itemSync(),
    ).toBeLessThan(1e-6);
    expect(() => pathEnhance(eye(4), 3, { minRatio: 3 })).toThrow(/minRatio=3/);
    expect(() => pathEnhance(eye(4), 1, { window: [0] as never })).toThrow(/weight/);
  });
});

describe("rqa", () => {
  it("finds the longest diagonal, through a gap", async () => {
    const sim = tensor([[1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 1, 0], [1, 0, 0, 0, 1]]); // prettier-ignore
    const { score, path } = await rqa(sim, { gapOnset: 0.5, knightMoves: false });
    expect(path.arraySync()).toEqual([[0, 0], [1, 1], [2, 2], [3, 3], [4, 4]]); // prettier-ignore
    expect(score.amax().itemSync()).toBe(4 - 0.5);
    const strict = await rqa(sim, { gapOnset: Infinity, knightMoves: false });
    expect(strict.path.shape[0]).toBe(2);
  });

  it("lets a knight step over a frame, from the edge too", async () => {
    const sim = tensor([[0, 0, 0], [0, 1, 0], [0, 0, 0], [0, 0, 1]]); // prettier-ignore
    expect((await rqa(sim)).path.arraySync()).toEqual([[1, 1], [3, 2]]); // prettier-ignore
    const edge = tensor([[1, 0], [0, 0], [0, 1]]); // prettier-ignore
    expect((await rqa(edge)).path.arraySync()).toEqual([[0, 0], [2, 1]]); // prettier-ignore
  });

  it("finds nothing where nothing is alike, and refuses rewards for gaps", async () => {
    expect((await rqa(zeros([3, 4]))).path.shape).toEqual([0, 2]);
    await expect(rqa(eye(3), { gapExtend: -1 })).rejects.toThrow(/gapExtend=-1/);
  });
});

describe("novelty", () => {
  it("is largest at the boundary of two blocks", () => {
    const R = zeros([20, 20]);
    R.narrow(0, 0, 8).narrow(1, 0, 8).fill_(1);
    R.narrow(0, 8, 12).narrow(1, 8, 12).fill_(1);
    const curve = novelty(R, { halfLength: 4 }).arraySync() as number[];
    expect(curve.indexOf(Math.max(...curve))).toBe(8);
    expect(curve[8]).toBeCloseTo(0.5, 5);
    expect(curve[13]).toBeCloseTo(0, 6);
    expect(() => novelty(zeros([3, 4]))).toThrow(/frames, frames/);
  });
});
