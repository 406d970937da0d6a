import * as fc from "fast-check";
import { expect, it } from "vitest";
import { einsum, grad, type Tensor } from "../../src/index.js";
import { distance, seeds, values } from "./arbitraries.js";
import { tensor } from "../../src/index.js";

const LETTERS = "abcd";
const EXTENTS: Readonly<Record<string, number>> = { a: 2, b: 3, c: 1, d: 2, "0": 2, "1": 3 };

interface Equation {
  readonly terms: readonly string[];
  /** null: implied by the letters. */
  readonly output: string | null;
  /** Dimensions that "..." stands for in each term that has it. */
  readonly dots: readonly number[];
}

const terms = fc.array(fc.array(fc.constantFrom(...LETTERS), { maxLength: 3 }).map((l) => l.join("")), { minLength: 1, maxLength: 3 }); // prettier-ignore
const equations: fc.Arbitrary<Equation> = fc
  .record({
    terms,
    dots: fc.array(fc.nat({ max: 3 }), { minLength: 3, maxLength: 3 }),
    picks: fc.nat({ max: 15 }),
    implied: fc.boolean(),
    turned: fc.boolean(),
  }) // prettier-ignore
  .map(({ terms: plain, dots, picks, implied, turned }) => {
    const withDots = plain.map((term, i) => (dots[i] > 0 ? `${term.slice(0, 1)}...${term.slice(1)}` : term));
    const used = [...LETTERS].filter((l) => plain.some((term) => term.includes(l)));
    const kept = used.filter((_, i) => (picks >> i) % 2 === 1);
    const ordered = turned ? kept.toReversed() : kept;
    const hasDots = withDots.some((term) => term.includes("..."));
    // An output without "..." sums over what it stands for.
    const output = implied ? null : (hasDots && picks % 3 > 0 ? "..." : "") + ordered.join("");
    return { terms: withDots, output, dots: dots.slice(0, plain.length).map((d) => Math.max(0, d - 1)) };
  });

/** The labels of each dimension; those of "..." are digits, aligned at the end. */
const labelsOf = (term: string, dots: number): string[] => [
  ...term.replace("...", ["0", "1"].slice(2 - dots).join("")),
];

function implied(labels: readonly string[][]): string[] {
  const all = labels.flat();
  const digits = [...new Set(all.filter((l) => /\d/.test(l)))].sort();
  const letters = [...new Set(all.filter((l) => !/\d/.test(l) && all.indexOf(l) === all.lastIndexOf(l)))].sort();
  return [...digits, ...letters];
}

/** Sums over every assignment of the labels, one nested loop per label. */
function bySums(operands: readonly Tensor[], labels: readonly string[][], output: readonly string[]): Tensor {
  const names = [...new Set([...output, ...labels.flat()])];
  const data = operands.map((t) => t.dataSync());
  const strides = operands.map((t) => t.contiguous().strides);
  const out: number[] = Array.from({ length: output.reduce((n, l) => n * EXTENTS[l], 1) }, () => 0);
  const at: Record<string, number> = {};
  const visit = (k: number): void => {
    if (k < names.length) {
      for (at[names[k]] = 0; at[names[k]] < EXTENTS[names[k]]; at[names[k]]++) visit(k + 1);
      return;
    }
    const place = output.reduce((p, l) => p * EXTENTS[l] + at[l], 0);
    out[place] += labels.reduce((product, term, i) => product * data[i][term.reduce((p, l, d) => p + at[l] * strides[i][d], 0)], 1); // prettier-ignore
  };
  visit(0);
  return tensor(out, { dtype: "float64" }).reshape(output.map((l) => EXTENTS[l]));
}

const textOf = ({ terms: list, output }: Equation): string => list.join(",") + (output === null ? "" : `->${output}`);

it("is the sum over every assignment of its letters: repeated ones, ellipses, scalars, traces", () => {
  const property = fc.property(equations, seeds, (equation, seed) => {
    const labels = equation.terms.map((term, i) => labelsOf(term, equation.dots[i]));
    const operands = labels.map((list, i) => values(seed + i, list.map((l) => EXTENTS[l]))); // prettier-ignore
    const digits = [...new Set(labels.flat().filter((l) => /\d/.test(l)))].sort();
    const output = equation.output === null ? implied(labels) : [...equation.output.replace("...", digits.join(""))];
    const found = einsum(textOf(equation), ...operands);
    expect(distance(found, bySums(operands, labels, output)), textOf(equation)).toBeLessThan(1e-12);
  });
  fc.assert(property, { numRuns: 500 });
});

it("is linear in each operand, and its gradient says so", () => {
  const property = fc.property(equations, seeds, (equation, seed) => {
    const labels = equation.terms.map((term, i) => labelsOf(term, equation.dots[i]));
    const operands = labels.map((list, i) => values(seed + i, list.map((l) => EXTENTS[l])).requiresGrad_()); // prettier-ignore
    const y = einsum(textOf(equation), ...operands);
    const weights = values(seed + 9, y.shape);
    // Euler: the gradient in each operand, times the operand, is the function again.
    const total = y.mul(weights).sum();
    const gradients = grad(total, operands);
    gradients.forEach((g, i) => expect(g.mul(operands[i]).sum().itemSync()).toBeCloseTo(total.itemSync(), 9));
  });
  fc.assert(property, { numRuns: 150 });
});
