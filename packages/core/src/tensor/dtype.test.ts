import fc from "fast-check";
import { expect, it } from "vitest";
import { DTYPES, promoteTypes, promoteWithNumber } from "./dtype.js";

const dtypes = fc.constantFrom(...DTYPES);

it("promotion is commutative, associative and idempotent", () => {
  fc.assert(
    fc.property(dtypes, dtypes, dtypes, (a, b, c) => {
      expect(promoteTypes(a, a)).toBe(a);
      expect(promoteTypes(a, b)).toBe(promoteTypes(b, a));
      expect(promoteTypes(promoteTypes(a, b), c)).toBe(promoteTypes(a, promoteTypes(b, c)));
    }),
  );
});

it("promotes as torch.promote_types does", () => {
  expect(promoteTypes("uint8", "int32")).toBe("int32");
  expect(promoteTypes("int32", "float32")).toBe("float32");
  expect(promoteTypes("float64", "complex64")).toBe("complex128");
  expect(promoteTypes("bool", "uint8")).toBe("uint8");
});

it("lets a number lift the category but never the width", () => {
  expect(promoteWithNumber("int32", 0.5)).toBe("float32");
  expect(promoteWithNumber("int32", 2)).toBe("int32");
  expect(promoteWithNumber("float32", Math.PI)).toBe("float32");
});
