// Operations and what undoes them: exactly.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as S from "../../src/index.js";
import { divisors, numbersOf, seeds, shapes, values } from "./arbitraries.js";

const dtypes = fc.constantFrom<S.DType>("float32", "float64", "int32", "uint8", "bool", "complex64", "complex128");
const same = (a: S.Tensor, b: S.Tensor): void => {
  expect([a.dtype, a.shape]).toEqual([b.dtype, b.shape]);
  expect(numbersOf(a)).toEqual(numbersOf(b));
};

type RoundTrip = (x: S.Tensor, d: number, p: number) => S.Tensor;
/** Each gives its argument back. */
const ROUND_TRIPS: Readonly<Record<string, RoundTrip>> = {
  "split and cat": (x, d, p) => S.cat(x.split(1 + (p % 3), d), d),
  "chunk and cat": (x, d, p) => S.cat(x.chunk(1 + (p % 4), d), d),
  "tensorSplit and cat": (x, d, p) => S.cat(S.tensorSplit(x, [p % (x.shape[d] + 1)], d), d),
  "unbind and stack": (x, d) => S.stack(S.unbind(x, d), d),
  "permute there and back": (x, _, p) => {
    const order = x.shape.map((_n, i) => (i * 7 + p) % x.ndim).every((v, i, all) => all.indexOf(v) === i) ? x.shape.map((_n, i) => (i * 7 + p) % x.ndim) : x.shape.map((_n, i) => (i + p) % x.ndim); // prettier-ignore
    return x.permute(order).permute(order.map((_o, i) => order.indexOf(i)));
  },
  "movedim there and back": (x, d, p) => S.movedim(S.movedim(x, d, p % x.ndim), p % x.ndim, d),
  "reshape of a permutation and back": (x, _, p) => {
    const turned = x.permute(x.shape.map((_n, i) => (i + p) % x.ndim));
    const sizes = divisors(turned.numel);
    const back = turned.reshape([sizes[p % sizes.length], -1]).reshape(turned.shape as number[]);
    return back.permute(x.shape.map((_n, i) => (i - (p % x.ndim) + x.ndim) % x.ndim));
  },
  "unsqueeze and squeeze": (x, d) => x.unsqueeze(d).squeeze(d),
  "flatten and unflatten": (x, d) => x.flatten(d, -1).unflatten(d, x.shape.slice(d)),
  "roll there and back": (x, d, p) => x.roll(p, d).roll(-p, d),
  "flip twice": (x, d) => x.flip(d).flip(d),
  "rot90 four times": (x) => (x.ndim < 2 ? x : [1, 2, 3, 4].reduce((y) => S.rot90(y), x)),
  "pad and narrow": (x, d, p) => {
    const padding = Array.from({ length: 2 * (x.ndim - d) }, (_, i) => (p >> i) % 3);
    return padding.reduce((y, _n, i) => (i % 2 === 1 ? y : y.narrow(x.ndim - 1 - i / 2, padding[i], x.shape[x.ndim - 1 - i / 2])), S.pad(x, padding)); // prettier-ignore
  },
  "repeat and its first part": (x, d, p) => x.repeat(...x.shape.map((_n, i) => (i === d ? 1 + (p % 3) : 1))).narrow(d, 0, x.shape[d]), // prettier-ignore
  "repeatInterleave and every k-th": (x, d, p) => S.repeatInterleave(x, 1 + (p % 3), d).get(...x.shape.map((_n, i) => (i === d ? S.slice(0, undefined, 1 + (p % 3)) : S.slice()))), // prettier-ignore
  "halves written into zeros": (x, d, p) => {
    const [at, out] = [p % (x.shape[d] + 1), S.zerosLike(x)];
    out.narrow(d, 0, at).copy_(x.narrow(d, 0, at));
    out.narrow(d, at, x.shape[d] - at).copy_(x.narrow(d, at, x.shape[d] - at));
    return out;
  },
  "selectScatter of the slice itself": (x, d, p) => S.selectScatter(x, x.select(d, p % x.shape[d]).clone(), d, p % x.shape[d]), // prettier-ignore
  "sliceScatter of the slice itself": (x, d) => S.sliceScatter(x, x.get(...x.shape.map((_n, i) => (i === d ? S.slice(0, undefined, 2) : S.slice()))).clone(), { dim: d, step: 2 }), // prettier-ignore
  "toCloneable and back": (x) => S.fromCloneable(structuredClone(S.toCloneableSync(x))),
  "arraySync and tensor": (x) => S.tensor(x.arraySync() as S.NestedValues, { dtype: x.dtype }),
  "fftshift and ifftshift": (x, d) => S.ifftshift(S.fftshift(x, d), d),
  "masks and their opposite": (x) => (x.dtype === "bool" ? x.bitwiseNot().bitwiseNot() : S.where(S.eq(x, x), x, x)),
  "gather by a permutation and back": (x, d, p) => {
    const order = S.randperm(x.shape[d], { generator: new S.Generator(p) });
    return x.indexSelect(d, order).indexSelect(d, order.argsort());
  },
  "indexCopy by a permutation": (x, d, p) => {
    const order = S.randperm(x.shape[d], { generator: new S.Generator(p) });
    return S.indexCopy(S.zerosLike(x), d, order, x.indexSelect(d, order));
  },
};

describe.each(Object.entries(ROUND_TRIPS))("%s", (_, trip) => {
  it("give the tensor back", () => {
    const property = fc.property(
      shapes(3, { minRank: 1 }),
      seeds,
      dtypes,
      fc.nat(),
      fc.nat({ max: 1000 }),
      fc.boolean(),
      (shape, seed, dtype, d, p, turned) => {
        // prettier-ignore
        const made = values(seed, shape, dtype);
        const x = turned ? made.permute(shape.map((_n, i) => shape.length - 1 - i)) : made;
        same(trip(x, d % x.ndim, p), x);
      },
    );
    fc.assert(property, { numRuns: 60 });
  });
});

it("real and imaginary parts make the number, and magnitude and phase nearly", () => {
  const property = fc.property(shapes(3), seeds, (shape, seed) => {
    const z = values(seed, shape, "complex128");
    same(S.complex(z.real(), z.imag()), z);
    same(z.viewAsReal().viewAsComplex(), z);
    same(z.conj().conj(), z);
    expect(S.isclose(S.polar(z.abs(), z.angle()), z, { rtol: 1e-12 }).all().itemSync()).toBe(1);
  });
  fc.assert(property, { numRuns: 60 });
});

it("functions and their inverses meet", () => {
  const PAIRS: readonly (readonly [keyof S.Tensor & ("exp" | "log" | "sinh" | "asinh" | "tanh" | "atanh" | "expm1" | "log1p" | "square" | "sqrt" | "sigmoid" | "logit"), string])[] = [
    ["exp", "log"], ["sinh", "asinh"], ["tanh", "atanh"], ["expm1", "log1p"], ["square", "sqrt"], ["sigmoid", "logit"],
  ]; // prettier-ignore
  const property = fc.property(shapes(2), seeds, fc.constantFrom(...PAIRS), (shape, seed, [to, from]) => {
    const x = values(seed, shape).abs();
    const back = (x[to] as () => S.Tensor)()[from as "log"]();
    expect(S.isclose(back, x, { rtol: 1e-9, atol: 1e-12 }).all().itemSync()).toBe(1);
  });
  fc.assert(property, { numRuns: 100 });
});
