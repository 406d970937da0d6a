import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  einsum,
  Generator,
  kron,
  ParameterError,
  randn,
  ShapeError,
  tensor,
  tensordot,
  type Tensor,
} from "../index.js";

const EXTENTS: Readonly<Record<string, number>> = { a: 2, b: 3, c: 1, d: 4 };
const letters = (term: string): string[] => Array.from(term);

/** The definition: a sum over every assignment of the letters. */
function bySumming(terms: readonly string[], output: string, operands: readonly Tensor[]): Map<string, number> {
  const names = [...new Set(terms.flatMap(letters))];
  const sums = new Map<string, number>();
  const walk = (at: Record<string, number>, depth: number): void => {
    if (depth < names.length) {
      for (let i = 0; i < EXTENTS[names[depth]]; i++) walk({ ...at, [names[depth]]: i }, depth + 1);
      return;
    }
    const factors = operands.map((x, k) => letters(terms[k]).reduce((y, l) => y.select(0, at[l]), x).itemSync()); // prettier-ignore
    const key = letters(output).map((l) => at[l]).join(); // prettier-ignore
    sums.set(key, factors.reduce((p, f) => p * f, 1) + (sums.get(key) ?? 0));
  };
  walk({}, 0);
  return sums;
}

describe("einsum", () => {
  it("equals the sum over every assignment of its letters", () => {
    const term = fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 3 }).map((l) => l.join(""));
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 3 }), fc.nat(), (terms, seed) => {
        const output = [...new Set(terms.flatMap(letters))].filter((_, i) => (seed >> i) & 1).join("");
        const generator = new Generator(seed);
        const operands = terms.map((t) => randn(letters(t).map((l) => EXTENTS[l]), { generator, dtype: "float64" })); // prettier-ignore
        const y = einsum(`${terms.join(",")}->${output}`, ...operands);
        expect(y.shape).toEqual(letters(output).map((l) => EXTENTS[l]));
        const expected = bySumming(terms, output, operands);
        y.dataSync().forEach((v, i) => expect(v).toBeCloseTo(valuesInOrder(expected)[i], 10));
      }),
      { numRuns: 60 },
    );
  });

  it("sorts the letters of an output that is left out", () => {
    const x = tensor([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
    expect(einsum("ba", x).arraySync()).toEqual([[1, 4], [2, 5], [3, 6]]); // prettier-ignore
    expect(einsum("ii", tensor([[1, 2], [3, 4]])).itemSync()).toBe(5); // prettier-ignore
  });

  it("broadcasts what an ellipsis stands for", () => {
    const y = einsum("...i,i...->...", tensor([[1, 2], [3, 4]]), tensor([10, 1])); // prettier-ignore
    expect(y.arraySync()).toEqual([12, 34]);
  });

  it("says what is wrong with an equation", () => {
    const x = tensor([[1, 2]]);
    expect(() => einsum("ij,jk->ik", x)).toThrow(/equation="ij,jk->ik" has 2 term\(s\) for 1 operand/);
    expect(() => einsum("i1->i", x)).toThrow(ParameterError);
    expect(() => einsum("ijk->i", x)).toThrow(/operand 0 \[1, 2\] has 2 dimension\(s\), its term "ijk" names 3/);
    expect(() => einsum("ij->k", x)).toThrow(/"k" must appear there once/);
    expect(() => einsum("ij,j->i", x, tensor([1, 2, 3]))).toThrow(/gives "j" the extents 2 and 3/);
    expect(() => einsum("ii", x)).toThrow(ShapeError);
  });
});

/** The sums row by row: keys sort as numbers because no extent has two digits. */
function valuesInOrder(sums: ReadonlyMap<string, number>): number[] {
  return [...sums.keys()].sort().map((key) => sums.get(key)!);
}

describe("tensordot and kron", () => {
  it("tensordot pairs the last axes with the first ones, or those it is told", () => {
    const [a, b] = [randn([2, 3, 4]), randn([3, 4, 5])];
    expect(tensordot(a, b).arraySync()).toEqual(einsum("ijk,jkl->il", a, b).arraySync());
    expect(tensordot(a, b, [[1], [0]]).shape).toEqual([2, 4, 4, 5]);
    expect(() => tensordot(a, b, 1)).toThrow(/a\.shape\[2\]=4 must equal b\.shape\[0\]=3/);
    expect(() => tensordot(a, b, 4)).toThrow(/dims=4/);
    expect(() => tensordot(a, b, [[1, 1], [0, 1]])).toThrow(ParameterError); // prettier-ignore
  });

  it("kron lays the second matrix down in blocks", () => {
    const y = kron(tensor([[1, 2]]), tensor([[1, 0], [3, 1]])); // prettier-ignore
    expect(y.arraySync()).toEqual([[1, 0, 2, 0], [3, 1, 6, 2]]); // prettier-ignore
    expect(kron(tensor([2, 3]), tensor([1, 10])).arraySync()).toEqual([2, 20, 3, 30]);
  });
});
