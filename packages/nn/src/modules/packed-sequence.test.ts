import { describe, expect, it } from "vitest";
import { gradcheck, manualSeed, ParameterError, randn, tensor, zeros, type Tensor } from "@sonograd/core";
import * as nn from "./index.js";

const numbers = (t: Tensor): number[] => Array.from(t.dataSync());
const near = (a: Tensor, b: Tensor): void => {
  expect(a.shape).toEqual(b.shape);
  const expected = numbers(b);
  numbers(a).forEach((v, i) => expect(v).toBeCloseTo(expected[i], 6));
};

describe("packing", () => {
  it("lays steps out as PyTorch does, and back again", () => {
    const sequences = [tensor([1, 2, 3]), tensor([4, 5]), tensor([6])];
    const packed = nn.packSequence(sequences);
    expect(numbers(packed.data)).toEqual([1, 4, 6, 2, 5, 3]);
    expect(packed.batchSizes).toEqual([3, 2, 1]);
    expect(nn.unpackSequence(packed).map(numbers)).toEqual([[1, 2, 3], [4, 5], [6]]);
    const [x, lengths] = nn.padPackedSequence(packed, { batchFirst: true, paddingValue: -1, totalLength: 4 });
    expect(x.arraySync()).toEqual([[1, 2, 3, -1], [4, 5, -1, -1], [6, -1, -1, -1]]); // prettier-ignore
    expect(numbers(lengths)).toEqual([3, 2, 1]);
    expect(() => nn.padPackedSequence(packed, { totalLength: 2 })).toThrow(/totalLength=2/);
  });

  it("sorts where it may, and remembers the order", () => {
    const x = tensor([[6, 0, 0], [1, 2, 3], [4, 5, 0]]); // prettier-ignore
    const packed = nn.packPaddedSequence(x, [1, 3, 2], { batchFirst: true, enforceSorted: false });
    expect(numbers(packed.data)).toEqual([1, 4, 6, 2, 5, 3]);
    expect([packed.sortedIndices, packed.unsortedIndices]).toEqual([[1, 2, 0], [2, 0, 1]]); // prettier-ignore
    const [back, lengths] = nn.padPackedSequence(packed, { batchFirst: true });
    expect(back.arraySync()).toEqual(x.arraySync());
    expect(numbers(lengths)).toEqual([1, 3, 2]);
    expect(() => nn.packPaddedSequence(x, [1, 3, 2], { batchFirst: true })).toThrow(/enforceSorted/);
    expect(() => nn.packPaddedSequence(x, [0, 3, 2], { batchFirst: true })).toThrow(ParameterError);
  });
});

describe("recurrent layers on packed sequences", () => {
  const lengths = [2, 4, 1];
  const batch = (): Tensor[] => lengths.map((n) => randn([n, 3]));

  it("give every sequence what it gets alone, in all layers and both directions", () => {
    manualSeed(11);
    const sequences = batch();
    const packed = nn.packSequence(sequences, { enforceSorted: false });
    const lstm = new nn.LSTM(3, 4, { numLayers: 2, bidirectional: true, projSize: 2 });
    const start: [Tensor, Tensor] = [randn([4, 3, 2]), randn([4, 3, 4])];
    const [output, [hN, cN]] = lstm(packed, start);
    const parts = nn.unpackSequence(output);
    sequences.forEach((x, i) => {
      const [alone, [h, c]] = lstm(x, [start[0].select(1, i), start[1].select(1, i)]);
      near(parts[i], alone);
      near(hN.select(1, i), h);
      near(cN.select(1, i), c);
    });
    const gru = new nn.GRU(3, 4, { bidirectional: true });
    const [outputs, last] = gru(packed);
    sequences.forEach((x, i) => {
      const [alone, h] = gru(x);
      near(nn.unpackSequence(outputs)[i], alone);
      near(last.select(1, i), h);
    });
  });

  it("pass gradients back to the padded batch, none to the padding", () => {
    manualSeed(12);
    const rnn = new nn.RNN(2, 3, { bidirectional: true }).to("float64");
    const x = randn([3, 2, 2], { dtype: "float64", requiresGrad: true });
    const run = (input: Tensor): Tensor => {
      const [output, hN] = rnn(nn.packPaddedSequence(input, [1, 3], { enforceSorted: false }));
      return nn.padPackedSequence(output)[0].square().sum().add(hN.sum()); // prettier-ignore
    };
    expect(gradcheck(run, [x])).toBe(true);
    run(x).backward();
    expect(numbers(x.grad!.select(1, 0).narrow(0, 1, 2))).toEqual([0, 0, 0, 0]);
  });

  it("name what does not fit", () => {
    const packed = nn.packSequence([zeros([2, 3])]);
    expect(() => new nn.RNN(4, 2)(packed)).toThrow(/\[2, 3\].*inputSize=4/);
    expect(() => new nn.RNN(3, 2)(packed, zeros([1, 2, 2]))).toThrow(/\[1, 2, 2\].*\[1, 1, 2\]/);
  });
});
