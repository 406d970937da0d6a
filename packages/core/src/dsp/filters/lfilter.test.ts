import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cat, DTypeError, Generator, lfilter, lfilterWithState, lfilterZi, ParameterError, randn, ShapeError, tensor, zeros, type Tensor } from "../../index.js"; // prettier-ignore

const double = (values: readonly number[]): Tensor => tensor([...values], { dtype: "float64" });
const signal = (shape: number[], seed: number): Tensor => randn(shape, { dtype: "float64", generator: new Generator(seed) }); // prettier-ignore
const numbers = (x: Tensor): number[] => Array.from(x.dataSync() as Float64Array);
const furthest = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync();

/** Evenly spread: fc.double prefers numbers next to 0, which test nothing here. */
const coefficient = fc.integer({ min: -100, max: 100 }).map((i) => i / 100);
/** Numerators and stable denominators, neither normalised nor of one length. */
const filters = fc.record({
  b: fc.array(coefficient, { minLength: 1, maxLength: 7 }),
  tail: fc.array(coefficient, { maxLength: 6 }),
  lead: fc.constantFrom(1, 2, -0.5),
});
const denominator = (lead: number, tail: readonly number[]): number[] => [lead, ...tail.map((c) => (lead * c) / 7)];

/** a[0]·y[n] = Σ b[k]·x[n - k] - Σ a[k]·y[n - k] as it is written. */
function written(x: readonly number[], a: readonly number[], b: readonly number[]): number[] {
  const y: number[] = [];
  for (let n = 0; n < x.length; n++) {
    let sum = 0;
    b.forEach((c, k) => (sum += c * (x[n - k] ?? 0)));
    a.forEach((c, k) => (sum -= k === 0 ? 0 : c * (y[n - k] ?? 0)));
    y.push(sum / a[0]);
  }
  return y;
}

describe("lfilter", () => {
  it("is its difference equation", () => {
    fc.assert(
      fc.property(filters, fc.integer({ min: 1, max: 60 }), fc.nat({ max: 1e6 }), ({ b, tail, lead }, n, seed) => {
        const x = signal([2, n], seed);
        const a = denominator(lead, tail);
        const y = lfilter(x, a, b, { clamp: false });
        for (const i of [0, 1])
          expect(furthest(y.select(0, i), double(written(numbers(x.select(0, i)), a, b)))).toBeLessThan(1e-12);
      }),
    );
  });

  it("goes on from its state: blocks are the whole, wherever they are cut", () => {
    const cuts = fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(filters, cuts, fc.nat({ max: 1e6 }), ({ b, tail, lead }, lengths, seed) => {
        const a = denominator(lead, tail);
        const blocks = lengths.map((n, i) => signal([2, n + 1], seed + i));
        let zi: Tensor | undefined;
        const parts = blocks.map((block) => {
          const { y, zf } = lfilterWithState(block, a, b, zi ? { zi } : {});
          zi = zf;
          return y;
        });
        const whole = lfilterWithState(cat(blocks, -1), a, b);
        expect(furthest(cat(parts, -1), whole.y)).toBeLessThan(1e-12);
        expect(whole.zf.shape).toEqual([2, Math.max(a.length, b.length) - 1]);
        if (zi!.numel > 0) expect(furthest(zi!, whole.zf)).toBeLessThan(1e-12);
      }),
    );
  });

  // scipy.signal.lfilter([0.3, 0.2, 0.1], [2, -1, 0.5], x, zi=[0.1, -0.2]) of scipy 1.10
  it("has scipy's states", () => {
    const x = double([0.5, -0.25, 0.75, 0, -0.5, 0.25, 1, -0.75]);
    const { y, zf } = lfilterWithState(x, [2, -1, 0.5], [0.3, 0.2, 0.1], { zi: double([0.1, -0.2]) });
    const expected = [0.175, -0.1, 0.01875, 0.096875, 0.00625, -0.03359375, 0.131640625, 0.07421875];
    expect(furthest(y, double(expected))).toBeLessThan(1e-12);
    expect(furthest(zf, double([-0.02080078125, -0.0560546875]))).toBeLessThan(1e-12);
    expect(Array.from(lfilterZi([0.3, 0.2, 0.1], [2, -1, 0.5])).map((v) => Number(v.toFixed(12)))).toEqual([0.25, -0.05]); // prettier-ignore
  });

  it("started with lfilterZi it has always seen its first sample", () => {
    fc.assert(
      fc.property(filters, ({ b, tail, lead }) => {
        const a = denominator(lead, tail);
        const zi = tensor(lfilterZi(b, a), { dtype: "float64" });
        const y = numbers(lfilter(double([3, 3, 3, 3, 3]), a, b, { clamp: false, zi: zi.mul(3) }));
        const gain = b.reduce((s, c) => s + c, 0) / a.reduce((s, c) => s + c, 0);
        y.forEach((value) => expect(value).toBeCloseTo(3 * gain, 10));
      }),
    );
  });

  it("limits to -1…1 unless told not to", () => {
    const x = double([0.9, -0.9]);
    expect(numbers(lfilter(x, [1], [2]))).toEqual([1, -1]);
    expect(numbers(lfilter(x, [1], [2], { clamp: false }))).toEqual([1.8, -1.8]);
  });

  it("of a bank is each filter alone, on its channel or on all", () => {
    const [a, b] = [[[1, -0.5], [2, 0.6]], [[0.5, 0.5], [0.9, -0.4]]]; // prettier-ignore
    const x = signal([3, 2, 20], 1);
    const each = lfilter(x, a, b, { clamp: false });
    const all = lfilter(x, a, b, { clamp: false, batching: false });
    expect([each.shape, all.shape]).toEqual([
      [3, 2, 20],
      [3, 2, 2, 20],
    ]);
    for (const i of [0, 1]) {
      const alone = lfilter(x, a[i], b[i], { clamp: false });
      expect(furthest(each.select(1, i), alone.select(1, i))).toBe(0);
      expect(furthest(all.select(2, i), alone)).toBe(0);
    }
  });

  it("names what is wrong", () => {
    expect(() => lfilter(zeros([5]), [[1, 2], [1]], [1])).toThrow(/rows of different lengths/);
    expect(() => lfilter(zeros([5]), [1], [])).toThrow(ShapeError);
    expect(() => lfilter(zeros([5]), [Number.NaN], [1])).toThrow(ParameterError);
    expect(() => lfilter(zeros([3, 5]), [[1], [1]], [[1], [1]])).toThrow(/must have 2 channels for 2 filters/);
    expect(() => lfilter(zeros([5]), [1, 0.5], [1], { zi: zeros([3]) })).toThrow(/zi \[3\] must broadcast to \[1\]/);
    expect(() => lfilter(zeros([5], { dtype: "int32" }), [1], [1])).toThrow(DTypeError);
    expect(() => lfilterZi([1], [1, -1])).toThrow(/a pole at z = 1 never settles/);
  });
});
