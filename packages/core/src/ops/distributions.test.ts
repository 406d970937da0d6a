import { describe, expect, it } from "vitest";
import {
  arange, bernoulli_, capture, DTypeError, Generator, multinomial, normal, ones, ParameterError, rand, randint, randintLike, randLike, randn, randnLike, randperm, ShapeError,
  tensor, zeros, type Tensor,
} from "../index.js"; // prettier-ignore

const seeded = (seed = 3): { generator: Generator } => ({ generator: new Generator(seed) });
const list = (x: Tensor): unknown => x.arraySync();
const counts = (x: Tensor, n: number): number[] => {
  const found = Array.from({ length: n }, () => 0);
  x.dataSync().forEach((v) => found[v]++);
  return found;
};
/** χ² of counts against expected shares. */
const chiSquare = (found: number[], shares: number[]): number => {
  const total = found.reduce((a, b) => a + b, 0);
  return found.reduce((sum, f, i) => sum + (shares[i] === 0 ? f * Infinity || 0 : (f - total * shares[i]) ** 2 / (total * shares[i])), 0); // prettier-ignore
};

describe("randint", () => {
  it("is the unsigned bits modulo the range, for every size of range", () => {
    const bits = new Generator(8).bits(4000);
    for (const [low, high] of [
      [0, 1],
      [-3, 4],
      [0, 2 ** 24 + 5],
      [5, 2 ** 31 - 1],
      [-1, 2 ** 31 - 1],
      [-(2 ** 31), 2 ** 30 + 7],
      [-(2 ** 31), 2 ** 31],
    ]) {
      // prettier-ignore
      const drawn = randint(low, high, [4000], { generator: new Generator(8) }).dataSync();
      const expected = Array.from(bits, (u) => low + (u % (high - low)));
      expect([...drawn], `${low}…${high}`).toEqual(expected);
    }
  });

  it("is even, and has the dtype that is asked for", () => {
    const dice = randint(1, 7, [60000], seeded());
    expect(dice.dtype).toBe("int32");
    expect(chiSquare(counts(dice.sub(1), 6), Array(6).fill(1 / 6))).toBeLessThan(20.5); // 0.1 % of χ² with 5 degrees
    expect(randint(0, 9, [2], { dtype: "float32" }).dtype).toBe("float32");
    expect(randintLike(tensor(new Uint8Array([1, 2])), 0, 200).dtype).toBe("uint8");
  });

  it("names what is out of range", () => {
    expect(() => randint(3, 3, [1])).toThrow(/low=3, high=3/);
    expect(() => randint(0, 2 ** 31 + 1, [1])).toThrow(ParameterError);
    expect(() => randint(0, 5, [1.5])).toThrow(/randint: shape=\[1\.5\]/);
  });
});

describe("rand, randn and randperm", () => {
  it("have complex forms with variance 1, and refuse integers", () => {
    const x = randn([20000], { dtype: "complex64", ...seeded() });
    expect(x.abs().square().mean().itemSync()).toBeCloseTo(1, 1);
    expect(x.real().mul(x.imag()).mean().itemSync()).toBeCloseTo(0, 1);
    expect(rand([3], { dtype: "complex128" }).dtype).toBe("complex128");
    expect(() => rand([1], { dtype: "int32" })).toThrow(DTypeError);
    const leaf = randn([2], { dtype: "complex64", requiresGrad: true });
    expect(leaf.isLeaf && leaf.requiresGrad).toBe(true);
  });

  it("are shaped like another tensor", () => {
    const x = zeros([2, 3], { dtype: "float64" });
    for (const y of [randLike(x), randnLike(x)]) expect([y.shape, y.dtype]).toEqual([[2, 3], "float64"]);
    expect(list(randLike(x, seeded()))).toEqual(list(rand([2, 3], { dtype: "float64", ...seeded() })));
  });

  it("randperm is a permutation, every one as likely", () => {
    const generator = new Generator(4);
    const found = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = randperm(3, { generator }).dataSync().join("");
      found.set(order, (found.get(order) ?? 0) + 1);
    }
    expect(found.size).toBe(6);
    expect(chiSquare([...found.values()], Array(6).fill(1 / 6))).toBeLessThan(20.5);
    expect(list(randperm(0))).toEqual([]);
    expect(randperm(2, { dtype: "float32" }).dtype).toBe("float32");
  });
});

describe("normal", () => {
  it("has its own mean and deviation for every element", () => {
    const [mean, std] = [arange(3).unsqueeze(1), tensor([0, 2])];
    const x = normal(mean.expand([3, 2]), std, seeded());
    expect(x.shape).toEqual([3, 2]);
    expect(x.get("...", 0).arraySync()).toEqual([0, 1, 2]);
    const many = normal(5, 2, { shape: [20000], ...seeded() });
    expect(many.mean().itemSync()).toBeCloseTo(5, 1);
    expect(many.std().itemSync()).toBeCloseTo(2, 1);
    expect(normal(ones([2], { requiresGrad: true }), 1).requiresGrad).toBe(false);
  });

  it("refuses negative deviations, integers and no shape", () => {
    expect(() => normal(0, -1, { shape: [1] })).toThrow(/std=-1 must be ≥ 0/);
    expect(() => normal(0, tensor([1, -1]))).toThrow(ParameterError);
    expect(() => normal(0, 1)).toThrow(/Pass \{ shape \}/);
    expect(() => normal(tensor(new Int32Array([1])), 1)).toThrow(DTypeError);
  });
});

describe("multinomial", () => {
  const weights = tensor([0, 1, 3, 0, 4, 0]);

  it("draws in proportion to the weights, and never what has none", () => {
    const drawn = multinomial(weights, 40000, { replacement: true, ...seeded() });
    expect([drawn.dtype, drawn.shape]).toEqual(["int32", [40000]]);
    expect(chiSquare(counts(drawn, 6), [0, 1 / 8, 3 / 8, 0, 1 / 2, 0])).toBeLessThan(13.9); // 0.1 %, 2 degrees
  });

  it("without replacement draws each place once, the heavy ones earlier", () => {
    const generator = new Generator(5);
    const first = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 4000; i++) {
      const order = [...multinomial(weights, 3, { generator }).dataSync()];
      expect([...order].sort()).toEqual([1, 2, 4]);
      first[order[0]]++;
    }
    expect(chiSquare(first, [0, 1 / 8, 3 / 8, 0, 1 / 2, 0])).toBeLessThan(13.9);
  });

  it("draws row by row", () => {
    const rows = tensor([[0, 0, 1], [1, 0, 0]]); // prettier-ignore
    expect(list(multinomial(rows, 2, { replacement: true }))).toEqual([[2, 2], [0, 0]]); // prettier-ignore
    expect(list(multinomial(rows, 1))).toEqual([[2], [0]]);
  });

  it("names what cannot be drawn from", () => {
    expect(() => multinomial(weights, 4)).toThrow(/3 weights above 0, too few for numSamples=4/);
    expect(() => multinomial(weights, 7)).toThrow(/numSamples=7/);
    expect(() => multinomial(tensor([1, -1]), 1)).toThrow(/weights hold -1/);
    expect(() => multinomial(tensor([1, Infinity]), 1)).toThrow(ParameterError);
    expect(() => multinomial(tensor([0, 0]), 1, { replacement: true })).toThrow(ParameterError);
    expect(() => multinomial(zeros([1, 1, 1]), 1)).toThrow(ShapeError);
    expect(() => multinomial(tensor(new Int32Array([1])), 1)).toThrow(DTypeError);
  });
});

describe("in-place draws", () => {
  const moments = (x: Tensor): [number, number] => [x.mean().itemSync(), x.std().itemSync()];
  const target = (): Tensor => zeros([20000]);

  it("have the moments of their distributions", () => {
    const near = ([m, s]: [number, number], mean: number, std: number): void => {
      expect(Math.abs(m - mean)).toBeLessThan(0.05 * std);
      expect(Math.abs(s / std - 1)).toBeLessThan(0.05);
    };
    near(moments(target().uniform_(2, 6, seeded())), 4, 4 / Math.sqrt(12));
    near(moments(target().normal_(-1, 3, seeded())), -1, 3);
    near(moments(target().exponential_(4, seeded())), 0.25, 0.25);
    near(moments(target().logNormal_(0, 0.5, seeded()).log_()), 0, 0.5);
    near(moments(target().cauchy_(1, 2, seeded()).sub_(1).div_(2).atan_()), 0, Math.PI / Math.sqrt(12));
    near(moments(target().bernoulli_(0.25, seeded())), 0.25, Math.sqrt(3 / 16));
    expect(list(bernoulli_(zeros([2, 2], { dtype: "bool" }), tensor([0, 1])))).toEqual([[false, true], [false, true]]); // prettier-ignore
  });

  it("refuse parameters out of range and integers", () => {
    expect(() => target().uniform_(1, 0)).toThrow(ParameterError);
    expect(() => target().exponential_(0)).toThrow(/rate=0 must be > 0/);
    expect(() => target().bernoulli_(2)).toThrow(/p=2/);
    expect(() => zeros([1], { dtype: "int32" }).normal_()).toThrow(DTypeError);
  });
});

it("every draw is a `random` primitive of the generator that is passed", () => {
  const generator = new Generator(1);
  const draws: (() => unknown)[] = [
    () => rand([5], { generator }),
    () => randn([5], { generator }),
    () => randint(0, 9, [5], { generator }),
    () => randperm(5, { generator }),
    () => normal(0, 1, { shape: [5], generator }),
    () => multinomial(tensor([1, 1]), 1, { generator }),
    () => multinomial(tensor([1, 1]), 5, { generator, replacement: true }),
    () => zeros([5]).uniform_(0, 1, { generator }),
  ];
  for (const draw of draws) {
    const names: string[] = [];
    const before = generator.offset;
    capture((call) => names.push(call.name), draw);
    expect(names.filter((name) => name === "random"), String(draw)).toHaveLength(1); // prettier-ignore
    expect(generator.offset).toBeGreaterThan(before);
  }
});
