import fc from "fast-check";
import { expect, it } from "vitest";
import { completeIntegral, degreeEquation, inverseSc, jacobi } from "./elliptic.js";

const complements = fc.double({ min: 1e-6, max: 1, noNaN: true });
const arguments_ = fc.double({ min: 1e-3, max: 0.999, noNaN: true });

/** ∫ dθ / √(1 - m sin² θ) up to the amplitude, by the midpoints of many strips. */
function integral(amplitude: number, complement: number, strips = 4000): number {
  let sum = 0;
  for (let i = 0; i < strips; i++) {
    const theta = (amplitude * (i + 0.5)) / strips;
    sum += 1 / Math.sqrt(Math.cos(theta) ** 2 + complement * Math.sin(theta) ** 2);
  }
  return (sum * amplitude) / strips;
}

it("the complete integral is Legendre's", () => {
  expect(completeIntegral(0.5)).toBeCloseTo(1.8540746773013719, 14);
  expect(completeIntegral(1)).toBeCloseTo(Math.PI / 2, 14);
  fc.assert(fc.property(fc.double({ min: 0.01, max: 1, noNaN: true }), (c) => void expect(completeIntegral(c)).toBeCloseTo(integral(Math.PI / 2, c), 8))); // prettier-ignore
});

it("sn, cn and dn obey their identities, and u is the integral up to the amplitude", () => {
  const property = fc.property(complements, arguments_, (complement, part) => {
    const u = part * completeIntegral(complement);
    const { sn, cn, dn } = jacobi(u, complement);
    expect(sn * sn + cn * cn).toBeCloseTo(1, 12);
    expect(dn * dn + (1 - complement) * sn * sn).toBeCloseTo(1, 12);
    if (complement > 0.01) expect(integral(Math.atan2(sn, cn), complement)).toBeCloseTo(u, 6);
    expect(inverseSc(sn / cn, complement) / u).toBeCloseTo(1, 7);
  });
  fc.assert(property, { numRuns: 200 });
});

it("the degree equation makes the periods n times as long", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 8 }), fc.double({ min: 1e-6, max: 0.3, noNaN: true }), (n, m1) => {
      const m = degreeEquation(n, m1);
      const ratio = (parameter: number): number => completeIntegral(parameter) / completeIntegral(1 - parameter);
      expect((n * ratio(m)) / ratio(m1)).toBeCloseTo(1, 5);
    }),
  );
});
