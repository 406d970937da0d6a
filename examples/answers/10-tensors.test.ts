import { arange, fromTypedArray, randn, tensor } from "@sonograd/core";
import { expect, it } from "vitest";

it("exercise 1: channels stored sample by sample become rows by a reshape and a turn, without copying", () => {
  // As a WAV file has them: left, right, left, right, …
  const interleaved = fromTypedArray(Float32Array.of(0.1, -0.1, 0.2, -0.2, 0.3, -0.3));
  const channels = interleaved.reshape([-1, 2]).transpose(0, 1);
  expect(channels.shape).toEqual([2, 3]);
  expect(channels.strides).toEqual([1, 2]);
  expect(channels.storage).toBe(interleaved.storage);
  expect(channels.select(0, 1).arraySync()).toEqual([-0.1, -0.2, -0.3].map(Math.fround));
});

it("exercise 2: all distances between two sets of points by broadcasting, as two loops give them", () => {
  const [a, b] = [randn([4, 3]), randn([5, 3])];
  const distances = a.unsqueeze(1).sub(b).square().sum(2).sqrt(); // [4, 1, 3] − [5, 3] → [4, 5, 3]
  expect(distances.shape).toEqual([4, 5]);
  for (const i of arange(4).dataSync())
    for (const j of arange(5).dataSync()) {
      const [p, q] = [a.get(i).dataSync(), b.get(j).dataSync()];
      const byHand = Math.hypot(...Array.from(p, (value, k) => value - q[k]));
      expect(distances.get(i, j).itemSync()).toBeCloseTo(byHand, 5);
    }
  expect(() => tensor([[1, 2, 3]]).sub(tensor([1, 2]))).toThrow(/shapes \[1, 3\] and \[2\]/);
});
