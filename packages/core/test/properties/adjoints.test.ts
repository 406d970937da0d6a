// ⟨A x, y⟩ = ⟨x, Aᵀ y⟩ for linear maps and their transposes, where the transpose has a name, and by autograd for all.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as S from "../../src/index.js";
import { dot, seeds, shapes, values } from "./arbitraries.js";

const close = (a: number, b: number): void => expect(Math.abs(a - b) / Math.max(1, Math.abs(a))).toBeLessThan(1e-10);

it("gather and scatterAdd", () => {
  const property = fc.property(
    shapes(3, { minRank: 1 }),
    fc.nat(),
    fc.integer({ min: 1, max: 6 }),
    seeds,
    (shape, d, count, seed) => {
      // prettier-ignore
      const dim = d % shape.length;
      const picked = shape.map((n, i) => (i === dim ? count : n));
      const index = S.randint(0, shape[dim], picked, { generator: new S.Generator(seed) });
      const [x, y] = [values(seed, shape), values(seed + 1, picked)];
      close(dot(x.gather(dim, index), y), dot(x, S.zeros(shape, { dtype: "float64" }).scatterAdd(dim, index, y)));
    },
  );
  fc.assert(property, { numRuns: 150 });
});

const axis = fc.record({ stride: fc.integer({ min: 1, max: 3 }), padding: fc.nat({ max: 2 }), dilation: fc.integer({ min: 1, max: 2 }), kernel: fc.integer({ min: 1, max: 3 }), more: fc.nat({ max: 4 }) }); // prettier-ignore
const convolutions = fc.record({ axes: fc.array(axis, { minLength: 1, maxLength: 3 }), groups: fc.integer({ min: 1, max: 2 }), batch: fc.integer({ min: 1, max: 2 }) }); // prettier-ignore
const CONV = [S.conv1d, S.conv2d, S.conv3d];
const TRANSPOSE = [S.convTranspose1d, S.convTranspose2d, S.convTranspose3d];

it("convolution and its transpose, in one to three dimensions", () => {
  const property = fc.property(convolutions, seeds, ({ axes, groups, batch }, seed) => {
    const [stride, padding, dilation, kernel] = (["stride", "padding", "dilation", "kernel"] as const).map((k) => axes.map((a) => a[k])); // prettier-ignore
    const options = { stride, padding, dilation, groups };
    const extents = axes.map((a) => a.dilation * (a.kernel - 1) + 1 + a.more);
    const [x, w] = [values(seed, [batch, 2 * groups, ...extents]), values(seed + 1, [3 * groups, 2, ...kernel])];
    const y = CONV[axes.length - 1](x, w, null, options);
    const g = values(seed + 2, y.shape);
    // The rest of a division by the stride never reached the output.
    const outputPadding = axes.map((a, i) => (extents[i] + 2 * a.padding - a.dilation * (a.kernel - 1) - 1) % a.stride);
    const back = TRANSPOSE[axes.length - 1](g, w, null, { ...options, outputPadding });
    expect(back.shape).toEqual(x.shape);
    close(dot(y, g), dot(x, back));
  });
  fc.assert(property, { numRuns: 120 });
});

it("unfolding into patches and folding back", () => {
  const property = fc.property(fc.array(axis, { minLength: 2, maxLength: 2 }), seeds, (axes, seed) => {
    const [stride, padding, dilation, kernel] = (["stride", "padding", "dilation", "kernel"] as const).map((k) => axes.map((a) => a[k])); // prettier-ignore
    const extents = axes.map((a) => a.dilation * (a.kernel - 1) + 1 + a.more);
    const x = values(seed, [2, 3, ...extents]);
    const patches = S.im2col(x, kernel, { stride, padding, dilation });
    const g = values(seed + 1, patches.shape);
    close(dot(patches, g), dot(x, S.col2im(g, extents, kernel, { stride, padding, dilation })));
  });
  fc.assert(property, { numRuns: 100 });
});

it("frames of a signal and their overlapping sum", () => {
  const property = fc.property(
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 7 }),
    fc.integer({ min: 6, max: 30 }),
    seeds,
    (size, hopLength, length, seed) => {
      // prettier-ignore
      const x = values(seed, [2, length]);
      const frames = x.unfold(-1, size, hopLength).transpose(-1, -2); // [2, size, frames]
      const g = values(seed + 1, frames.shape);
      close(dot(frames, g), dot(x, S.overlapAdd(g, { hopLength, length })));
    },
  );
  fc.assert(property, { numRuns: 100 });
});

type Linear = (x: S.Tensor, p: number) => S.Tensor;
/** Linear maps of [2, 3, 6] or, for the spatial ones, of [1, 2, 4, 5]. */
const LINEAR: Readonly<Record<string, readonly [shape: number[], map: Linear]>> = {
  "interpolate, nearest": [[1, 2, 5], (x, p) => S.interpolate(x, { size: 1 + (p % 9) })],
  "interpolate, nearest-exact": [[1, 2, 5], (x, p) => S.interpolate(x, { size: 1 + (p % 9), mode: "nearest-exact" })],
  "interpolate, linear": [[1, 2, 5], (x, p) => S.interpolate(x, { size: 1 + (p % 9), mode: "linear" })],
  "interpolate, linear with aligned corners": [[1, 2, 5], (x, p) => S.interpolate(x, { size: 1 + (p % 9), mode: "linear", alignCorners: true })], // prettier-ignore
  "interpolate, bilinear": [[1, 2, 4, 5], (x, p) => S.interpolate(x, { size: [1 + (p % 7), 1 + (p % 5)], mode: "bilinear" })], // prettier-ignore
  "interpolate, bicubic": [[1, 2, 4, 5], (x, p) => S.interpolate(x, { size: [1 + (p % 7), 1 + (p % 5)], mode: "bicubic" })], // prettier-ignore
  "interpolate, area": [[1, 2, 4, 5], (x, p) => S.interpolate(x, { size: [1 + (p % 7), 1 + (p % 5)], mode: "area" })],
  avgPool2d: [[1, 2, 4, 5], (x, p) => S.avgPool2d(x, [2, 1 + (p % 3)], { ceilMode: p % 2 === 0 })],
  adaptiveAvgPool2d: [[1, 2, 4, 5], (x, p) => S.adaptiveAvgPool2d(x, [1 + (p % 4), 1 + (p % 5)])],
  "pad, constant": [[2, 3, 6], (x, p) => S.pad(x, [p % 4, p % 3, p % 2, 1])],
  "pad, reflect": [[2, 3, 6], (x, p) => S.pad(x, [p % 4, p % 3], { mode: "reflect" })],
  "pad, replicate": [[2, 3, 6], (x, p) => S.pad(x, [p % 4, p % 3], { mode: "replicate" })],
  "pad, circular": [[2, 3, 6], (x, p) => S.pad(x, [p % 4, p % 3], { mode: "circular" })],
  cumsum: [[2, 3, 6], (x, p) => x.cumsum(p % 3)],
  diff: [[2, 3, 6], (x, p) => S.diff(x, { dim: 1 + (p % 2), n: 1 + (p % 2) })],
  trapezoid: [[2, 3, 6], (x) => S.trapezoid(x)],
  dct: [[2, 3, 6], (x, p) => S.dct(x, { type: ([1, 2, 3, 4] as const)[p % 4] })],
  idct: [[2, 3, 6], (x, p) => S.idct(x, { type: ([1, 2, 3, 4] as const)[p % 4], norm: "ortho" })],
  rfft: [[2, 3, 6], (x, p) => S.rfft(x, { n: 1 + (p % 12) }).viewAsReal()],
  irfft: [[2, 4, 2], (x, p) => S.irfft(S.viewAsComplex(x), { n: 1 + (p % 8), dim: -1 })],
  stft: [[2, 40], (x, p) => S.stft(x, { nFft: 8 + (p % 5), hopLength: 3 }).viewAsReal()],
  "roll and flip": [[2, 3, 6], (x, p) => x.roll(p, -1).flip(p % 3)],
  "repeat and expand": [[2, 3, 6], (x, p) => x.repeat(1 + (p % 2), 1, 1 + (p % 3)).expand([2, ...x.repeat(1 + (p % 2), 1, 1 + (p % 3)).shape])], // prettier-ignore
  einsum: [[2, 3, 6], (x) => S.einsum("ijk,kl->lji", x, values(7, [6, 4]))],
  kron: [[2, 3, 6], (x) => S.kron(values(5, [2, 1, 2]), x)],
  preemphasis: [[2, 3, 6], (x) => S.preemphasis(x, { coef: 0.9, zi: 0 })],
  tril: [[2, 3, 6], (x, p) => S.tril(x, (p % 5) - 2)],
  diagonal: [[2, 3, 6], (x, p) => S.diagonal(x, (p % 3) - 1, 1, 2)],
};

describe.each(Object.entries(LINEAR))("%s", (_, [shape, map]) => {
  it("is linear, and its gradient is its transpose", () => {
    const property = fc.property(
      seeds,
      fc.nat({ max: 1000 }),
      fc.double({ min: -3, max: 3, noNaN: true }),
      (seed, p, factor) => {
        // prettier-ignore
        const [x, z] = [values(seed, shape).requiresGrad_(), values(seed + 1, shape)];
        const y = map(x, p);
        const g = values(seed + 2, y.shape);
        const [back] = S.grad(y, [x], { gradOutputs: [g] });
        close(dot(y.detach(), g), dot(x.detach(), back));
        close(dot(map(x.detach().mul(factor).add(z), p), g), factor * dot(y.detach(), g) + dot(map(z, p), g));
      },
    );
    fc.assert(property, { numRuns: 25 });
  });
});
