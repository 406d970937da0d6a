// Gradients are linear: in the function, and in the gradient that a walk starts with.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { cat, Generator, grad, randn, SonogradError, stack, type Tensor } from "../../src/index.js";
import { distance, seeds, values } from "./arbitraries.js";

type Step = (pool: readonly Tensor[], a: Tensor, b: Tensor, p: number) => Tensor;

/** Smooth steps, so that no element sits on a kink. */
const STEPS: readonly Step[] = [
  (_, a) => a.tanh(), (_, a) => a.sin(), (_, a) => a.square(), (_, a) => a.sigmoid(), (_, a) => a.mul(0.3).exp(), (_, a) => a.square().add(1).log(),
  (_, a) => a.square().add(0.5).rsqrt(), (_, a, b) => a.add(b), (_, a, b) => a.sub(b), (_, a, b) => a.mul(b), (_, a, b) => a.div(b.square().add(1)),
  (_, a, b) => a.matmul(b), (_, a, b) => a.matmul(b.transpose(-1, -2)), (_, a) => a.transpose(-1, -2), (_, a, __, p) => a.sum(p % a.ndim, { keepdim: true }),
  (_, a, __, p) => a.mean(p % a.ndim), (_, a, __, p) => a.cumsum(p % a.ndim), (_, a, __, p) => a.softmax(p % a.ndim), (_, a, __, p) => a.narrow(p % a.ndim, 0, 1),
  (_, a) => a.reshape([-1]), (_, a, __, p) => a.flip(p % a.ndim), (_, a, b) => cat([a, b], 0), (_, a, b) => stack([a, b]), (_, a, __, p) => a.roll(1, p % a.ndim),
  (_, a) => a.logsumexp(0), (_, a) => a.var(0), (_, a) => a.rfft().abs().add(1).sqrt(), (_, a) => a.pad([1, 0]), (_, a, b) => a.atan2(b.square().add(1)),
  (_, a) => a.prod(0), (_, a) => a.expand([2, ...a.shape]),
]; // prettier-ignore

const graphs = fc.array(fc.tuple(fc.nat({ max: STEPS.length - 1 }), fc.nat({ max: 6 }), fc.nat({ max: 6 }), fc.nat({ max: 6 })), { minLength: 1, maxLength: 8 }); // prettier-ignore
type Graph = readonly (readonly [number, number, number, number])[];

/** The last tensor of a graph; steps that do not fit are left out. */
function run(graph: Graph, inputs: readonly Tensor[]): Tensor {
  const pool = [...inputs];
  for (const [k, i, j, p] of graph) {
    const pick = (n: number): Tensor => pool[pool.length - 1 - (n % pool.length)];
    try {
      const y = STEPS[k](pool, pick(i), pick(j), p);
      if (y.numel > 0 && y.numel < 200 && y.ndim < 5) pool.push(y);
    } catch (error) {
      if (!(error instanceof SonogradError)) throw error;
    }
  }
  return pool[pool.length - 1];
}

const leaves = (seed: number): Tensor[] =>
  [[3, 2], [2, 3], [3]].map((shape, i) => values(seed + i, shape).requiresGrad_()); // prettier-ignore
const weighted = (y: Tensor, seed: number): Tensor => y.mul(randn(y.shape, { generator: new Generator(seed), dtype: "float64" })).sum(); // prettier-ignore
const gradients = (y: Tensor, xs: readonly Tensor[]): Tensor[] => grad(y, xs, { materializeGrads: true });
const factors = fc.double({ min: -3, max: 3, noNaN: true });

it("the gradient of a·f + b·g is a times that of f and b times that of g", () => {
  const property = fc.property(graphs, graphs, seeds, factors, factors, (f, g, seed, a, b) => {
    const xs = leaves(seed);
    const [u, v] = [(): Tensor => weighted(run(f, xs), 1), (): Tensor => weighted(run(g, xs), 2)];
    const together = gradients(u().mul(a).add(v().mul(b)), xs);
    const [du, dv] = [gradients(u(), xs), gradients(v(), xs)];
    together.forEach((d, i) => expect(distance(d, du[i].mul(a).add(dv[i].mul(b)))).toBeLessThan(1e-10));
  });
  fc.assert(property, { numRuns: 150 });
});

it("a vector–Jacobian product is linear in the vector", () => {
  const property = fc.property(graphs, seeds, factors, factors, (f, seed, a, b) => {
    const xs = leaves(seed);
    const y = run(f, xs);
    if (!y.requiresGrad) return;
    const [v, w] = [values(seed + 5, y.shape), values(seed + 6, y.shape)];
    const back = (g: Tensor): Tensor[] => grad(y, xs, { gradOutputs: [g], retainGraph: true, materializeGrads: true });
    const [of, ofV, ofW] = [back(v.mul(a).add(w.mul(b))), back(v), back(w)];
    of.forEach((d, i) => expect(distance(d, ofV[i].mul(a).add(ofW[i].mul(b)))).toBeLessThan(1e-10));
  });
  fc.assert(property, { numRuns: 150 });
});

it("second derivatives are the same in either order", () => {
  const property = fc.property(graphs, seeds, (f, seed) => {
    const xs = leaves(seed);
    const y = weighted(run(f, xs), 1);
    const [dx, dy] = grad(y, [xs[0], xs[1]], { createGraph: true, materializeGrads: true });
    const [v, w] = [values(seed + 7, xs[0].shape), values(seed + 8, xs[1].shape)];
    const along = (d: Tensor, direction: Tensor, x: Tensor, other: Tensor): number => {
      const slope = d.mul(direction).sum();
      return slope.requiresGrad
        ? grad(slope, [x], { materializeGrads: true, retainGraph: true })[0].mul(other).sum().itemSync()
        : 0;
    };
    // vᵀ (∂²y / ∂x∂y) w from both sides
    const [one, two] = [along(dx, v, xs[1], w), along(dy, w, xs[0], v)];
    expect(Math.abs(one - two) / Math.max(1, Math.abs(one))).toBeLessThan(1e-8);
  });
  fc.assert(property, { numRuns: 100 });
});

it("backward() adds up what grad() gives", () => {
  const property = fc.property(graphs, graphs, seeds, (f, g, seed) => {
    const xs = leaves(seed);
    for (const graph of [f, g]) weighted(run(graph, xs), 1).backward();
    const expected = [f, g].map((graph) => gradients(weighted(run(graph, xs), 1), xs));
    xs.forEach((x, i) => {
      const sum = expected[0][i].add(expected[1][i]);
      expect(distance(x.grad ?? sum.mul(0), sum)).toBeLessThan(1e-12);
    });
  });
  fc.assert(property, { numRuns: 100 });
});
