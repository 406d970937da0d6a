import * as fc from "fast-check";
import { expect, it } from "vitest";
import { add, cat, DTYPES, eq, isComplex, mul, promoteTypes, resultType, where, zeros, type DType, type Operand } from "../../src/index.js"; // prettier-ignore

const dtypes = fc.constantFrom(...DTYPES);
/** Tensors with and without dimensions, and numbers: the three ranks of torch.result_type. */
const operands: fc.Arbitrary<Operand> = fc.oneof(
  dtypes.map((dtype) => zeros([2], { dtype })),
  dtypes.map((dtype) => zeros([], { dtype })),
  fc.constantFrom<Operand>(1, 0.5, true, 2 ** 40),
);
const tensors = dtypes.map((dtype) => zeros([2], { dtype }));

it("is the same from both sides, for ops as for dtypes", () => {
  const property = fc.property(operands, operands, (a, b) => {
    const dtype = resultType([a, b]);
    expect(resultType([b, a])).toBe(dtype);
    if (typeof a !== "object" && typeof b !== "object") return;
    expect(add(a, b).dtype).toBe(dtype);
    expect(mul(b, a).dtype).toBe(dtype);
    expect(eq(a, b).dtype).toBe("bool");
    expect(where(zeros([2], { dtype: "bool" }), a, b).dtype).toBe(dtype);
  });
  fc.assert(property, { numRuns: 400 });
});

it("does not depend on how operands are grouped, where all have dimensions", () => {
  const property = fc.property(tensors, tensors, tensors, (a, b, c) => {
    const dtype = resultType([a, b, c]);
    expect(resultType([add(a, b), c])).toBe(dtype);
    expect(resultType([a, add(b, c)])).toBe(dtype);
    expect(cat([a, b, c]).dtype).toBe(dtype);
    expect(add(add(a, b), c).dtype).toBe(add(a, add(b, c)).dtype);
  });
  fc.assert(property, { numRuns: 400 });
});

it("is the least that holds both, and never smaller than a side with dimensions", () => {
  const holds = (big: DType, small: DType): boolean => promoteTypes(big, small) === big;
  const property = fc.property(dtypes, dtypes, dtypes, (a, b, c) => {
    const joined = promoteTypes(a, b);
    expect(holds(joined, a) && holds(joined, b)).toBe(true);
    if (holds(c, a) && holds(c, b)) expect(holds(c, joined)).toBe(true);
    expect(isComplex(joined)).toBe(isComplex(a) || isComplex(b));
  });
  fc.assert(property, { numRuns: 400 });
});

it("lets a side without dimensions lift the category alone", () => {
  const property = fc.property(dtypes, dtypes, (a, b) => {
    const category = (d: DType): number =>
      d === "bool" ? 0 : d === "int32" || d === "uint8" ? 1 : isComplex(d) ? 3 : 2;
    const dtype = resultType([zeros([2], { dtype: a }), zeros([], { dtype: b })]);
    if (category(b) <= category(a)) expect(dtype).toBe(a);
    else expect(category(dtype)).toBe(category(b));
  });
  fc.assert(property, { numRuns: 200 });
});
