import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as S from "../../src/index.js";
import { divisors, numbersOf, seeds, shapes, values } from "./arbitraries.js";

type View = (x: S.Tensor, p: number, q: number) => S.Tensor;
const dimOf = (x: S.Tensor, p: number): number => p % x.ndim;
const startOf = (x: S.Tensor, p: number, q: number): number => q % x.shape[dimOf(x, p)];

/** Views of tensors with at least one dimension and no empty one, with two numbers to choose by. */
const VIEWS: Readonly<Record<string, View>> = {
  view: (x, p) => (x.isContiguous ? x.view(divisors(x.numel)[p % divisors(x.numel).length], -1) : x.view(x.shape as number[])), // prettier-ignore
  reshape: (x) => x.reshape([1, ...x.shape, 1]),
  permute: (x, p) => x.permute(x.shape.map((_, i) => (i + p) % x.ndim)),
  transpose: (x, p, q) => x.transpose(dimOf(x, p), dimOf(x, q)),
  t: (x) => (x.ndim <= 2 ? x.t() : x.transpose(0, 1)),
  adjoint: (x) => (x.ndim >= 2 ? S.adjoint(x) : x.view(x.shape as number[])),
  movedim: (x, p, q) => S.movedim(x, dimOf(x, p), dimOf(x, q)),
  unsqueeze: (x, p) => x.unsqueeze(p % (x.ndim + 1)),
  squeeze: (x) => x.unsqueeze(0).squeeze(0),
  flatten: (x) => (x.isContiguous ? x.flatten() : x.flatten(0, 0)),
  unflatten: (x, p) => x.unflatten(dimOf(x, p), [1, -1]),
  narrow: (x, p, q) => x.narrow(dimOf(x, p), startOf(x, p, q), x.shape[dimOf(x, p)] - startOf(x, p, q)),
  select: (x, p, q) => x.unsqueeze(-1).select(dimOf(x, p), startOf(x, p, q)),
  slice: (x, p, q) => x.get(...x.shape.map((_, d) => (d === dimOf(x, p) ? S.slice(startOf(x, p, q), undefined, 2) : S.slice()))), // prettier-ignore
  "get with an ellipsis": (x, _, q) => x.get("...", S.slice(q % x.shape.at(-1)!, undefined), null),
  expandAs: (x) => S.expandAs(x, x),
  unfold: (x, p, q) => x.unfold(dimOf(x, p), x.shape[dimOf(x, p)], 1 + (q % 3)),
  split: (x, p, q) => x.split(1 + (q % 2), dimOf(x, p))[0],
  chunk: (x, p) => x.chunk(2, dimOf(x, p))[0],
  tensorSplit: (x, p) => S.tensorSplit(x, 1, dimOf(x, p))[0],
  unbind: (x, p) => S.unbind(x.unsqueeze(-1), dimOf(x, p))[0],
  diagonal: (x) => (x.ndim >= 2 ? S.diagonal(x) : S.diagonal(x.unsqueeze(0))),
  detach: (x) => x.detach(),
  atleast3d: (x) => S.atleast3d(x),
  broadcastTo: (x) => S.broadcastTo(x, [1, ...x.shape]),
  asStrided: (x) => S.asStrided(x, x.shape, x.strides),
  frame: (x) => S.frame(x, { frameLength: 1, hopLength: 2 }),
};

const chains = fc.array(fc.record({ name: fc.constantFrom(...Object.keys(VIEWS)), p: fc.nat({ max: 60 }), q: fc.nat({ max: 60 }) }), { minLength: 1, maxLength: 5 }); // prettier-ignore
const bases = shapes(3, { minRank: 1 });

describe.each(Object.entries(VIEWS))("%s", (_, view) => {
  it("shares memory both ways", () => {
    const property = fc.property(bases, fc.nat({ max: 60 }), fc.nat({ max: 60 }), (shape, p, q) => {
      const base = S.arange(S.zeros(shape).numel).reshape(shape);
      const part = view(base, p, q);
      const places = numbersOf(part); // each element's place in the base
      part.copy_(part.mul(-1).sub(1000));
      const after = numbersOf(base);
      expect(after).toEqual(after.map((_v, i) => (places.includes(i) ? -i - 1000 : i)));
      base.copy_(S.arange(base.numel).reshape(shape).add(7));
      expect(numbersOf(part)).toEqual(places.map((place) => place + 7));
    });
    fc.assert(property, { numRuns: 25 });
  });
});

it("chains of views are what they are on contiguous copies", () => {
  const property = fc.property(bases, chains, seeds, (shape, chain, seed) => {
    let [onViews, onCopies] = [values(seed, shape, "float32"), values(seed, shape, "float32")];
    for (const { name, p, q } of chain) {
      if (onViews.numel === 0 || onViews.ndim > 6) return;
      const next = VIEWS[name](onViews, p, q);
      // Without copies `view` and the like would find another memory order: they get the shape, not the way to it.
      onCopies = onCopies.isContiguous && !onViews.isContiguous && /^(view|flatten)$/.test(name) ? onCopies.reshape(next.shape as number[]) : VIEWS[name](onCopies, p, q).clone(); // prettier-ignore
      onViews = next;
    }
    expect(onViews.shape).toEqual(onCopies.shape);
    expect(numbersOf(onViews)).toEqual(numbersOf(onCopies));
    expect(onViews.strides.length).toBe(onViews.ndim);
  });
  fc.assert(property, { numRuns: 400 });
});

it("ops on a chain of views are what they are on its copy", () => {
  const OPS: readonly ((x: S.Tensor) => S.Tensor)[] = [
    (x) => x.exp(), (x) => x.sum(0), (x) => x.cumsum(-1), (x) => x.add(x), (x) => x.sort().values, (x) => x.softmax(-1), (x) => x.amax(),
    (x) => x.mul(x.flatten().get(0)), (x) => x.matmul(S.ones([x.shape.at(-1)!])), (x) => S.cat([x, x], -1), (x) => x.flip(0), (x) => x.to("int32"),
    (x) => x.rfft().abs(), (x) => x.argmax(-1), (x) => x.reshape([-1]), (x) => x.clone().mul_(2),
  ]; // prettier-ignore
  const property = fc.property(bases, chains, seeds, fc.nat({ max: OPS.length - 1 }), (shape, chain, seed, k) => {
    let x = values(seed, shape, "float32");
    for (const { name, p, q } of chain) {
      if (x.numel === 0 || x.ndim > 5) break;
      x = VIEWS[name](x, p, q);
    }
    if (x.numel === 0 || x.ndim === 0) return;
    expect(numbersOf(OPS[k](x))).toEqual(numbersOf(OPS[k](x.clone())));
  });
  fc.assert(property, { numRuns: 400 });
});

it("gradients through a chain of views arrive where the elements came from", () => {
  const property = fc.property(bases, chains, seeds, (shape, chain, seed) => {
    const x = values(seed, shape).requiresGrad_();
    const places = S.arange(x.numel, { dtype: "float64" }).reshape(shape);
    let [y, from] = [x.mul(1), places];
    for (const { name, p, q } of chain) {
      if (name === "detach" || y.numel === 0 || y.ndim > 5) continue;
      [y, from] = [VIEWS[name](y, p, q), VIEWS[name](from, p, q)];
    }
    const weights = values(seed + 1, y.shape);
    y.mul(weights).sum().backward();
    const expected = Array.from({ length: x.numel }, () => 0);
    numbersOf(from).forEach((place, i) => (expected[place] += numbersOf(weights)[i]));
    numbersOf(x.grad!).forEach((g, i) => expect(g).toBeCloseTo(expected[i], 12));
  });
  fc.assert(property, { numRuns: 200 });
});
