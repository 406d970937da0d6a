import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  complex, conv1d, conv2d, conv3d, convTranspose1d, convTranspose2d, convTranspose3d, DTypeError, Generator, gradcheck, ones, ParameterError, randn, ShapeError,
  tensor, zeros, type Tensor,
} from "../index.js"; // prettier-ignore

const noise = (shape: readonly number[], seed = 1): Tensor =>
  randn([...shape], { dtype: "float64", generator: new Generator(seed) });
const dot = (a: Tensor, b: Tensor): number => a.mul(b).sum().itemSync();

describe("convTranspose", () => {
  const pairs = [
    { axes: 1, forward: conv1d, back: convTranspose1d },
    { axes: 2, forward: conv2d, back: convTranspose2d },
    { axes: 3, forward: conv3d, back: convTranspose3d },
  ] as const;

  it.each(pairs)("is the transpose of convolution over $axes axes, for any geometry", ({ axes, forward, back }) => {
    const geometry = fc.record({
      stride: fc.integer({ min: 1, max: 3 }),
      padding: fc.integer({ min: 0, max: 2 }),
      dilation: fc.integer({ min: 1, max: 2 }),
      groups: fc.constantFrom(1, 2),
    });
    fc.assert(
      fc.property(geometry, (options) => {
        const spatial = [7, 6, 5].slice(0, axes);
        const x = noise([2, 4, ...spatial]);
        const w = noise([2, 4 / options.groups, ...spatial.map(() => 2)], 2);
        const y = forward(x, w, null, options);
        const g = noise(y.shape, 3);
        // The extents that the stride left over.
        const outputPadding = spatial.map((n, i) => n - ((y.shape[i + 2] - 1) * options.stride - 2 * options.padding + options.dilation + 1)); // prettier-ignore
        const z = back(g, w, null, { ...options, outputPadding });
        expect(z.shape).toEqual(x.shape);
        expect(dot(z, x)).toBeCloseTo(dot(g, y), 8);
      }),
      { numRuns: 20 },
    );
  });

  it("spreads the kernel, with a bias, without a batch", () => {
    const y = convTranspose1d(tensor([[1, 10]]), tensor([[[1, 2, 3]]]), tensor([0.5]), { stride: 2, outputPadding: 1 });
    expect(y.arraySync()).toEqual([[1.5, 2.5, 13.5, 20.5, 30.5, 0.5]]);
    expect(() => convTranspose3d(ones([1, 1, 2, 2, 2]), ones([1, 1, 2, 2, 2]), null, { outputPadding: 1 })).toThrow(/outputPadding=\[1, 1, 1\]/); // prettier-ignore
    expect(() => convTranspose1d(ones([1, 1, 2]), ones([2, 1, 2]))).toThrow(ShapeError);
    expect(() => convTranspose1d(ones([1, 1, 2]), ones([1, 1, 2]), ones([2]))).toThrow(/bias \[2\] must be \[1\]/);
  });
});

describe("padding by name", () => {
  it("same keeps the length, an odd zero goes to the end; valid adds none", () => {
    const x = tensor([[[1, 2, 3]]]);
    expect(conv1d(x, tensor([[[1, 10]]]), null, { padding: "same" }).arraySync()).toEqual([[[21, 32, 3]]]);
    expect(conv1d(x, tensor([[[1, 10]]]), null, { padding: "valid", stride: 2 }).arraySync()).toEqual([[[21]]]);
    expect(conv2d(ones([1, 1, 5, 4]), ones([1, 1, 3, 2]), null, { padding: "same", dilation: [2, 3] }).shape).toEqual([1, 1, 5, 4]); // prettier-ignore
    expect(() => conv1d(x, ones([1, 1, 2]), null, { padding: "same", stride: 2 })).toThrow(/padding="same" needs stride 1/); // prettier-ignore
    expect(() => conv1d(x, ones([1, 1, 2]), null, { padding: "full" as "same" })).toThrow(ParameterError);
  });
});

describe("complex convolution", () => {
  const z = (shape: number[], seed: number): Tensor => complex(noise(shape, seed), noise(shape, seed + 1));

  it("is bilinear in complex numbers and has their gradient", () => {
    const [x, w, b] = [z([1, 2, 6], 1), z([3, 2, 2], 3), z([3], 5)];
    const y = conv1d(x, w, b, { stride: 2 });
    const windows = x.unfold(2, 2, 2).permute(0, 2, 1, 3).reshape([3, 4]); // prettier-ignore
    const expected = windows
      .matmul(w.reshape([3, 4]).t())
      .add(b)
      .t();
    expect(y.get(0).sub(expected).abs().amax().itemSync()).toBeLessThan(1e-12);
    x.requiresGrad = w.requiresGrad = true;
    expect(gradcheck((u, v) => conv1d(u, v), [x, w])).toBe(true);
    expect(gradcheck((u, v) => convTranspose1d(u, v), [z([1, 3, 4], 8).requiresGrad_(), w])).toBe(true);
    expect(() => conv1d(x, noise([3, 2, 2]))).toThrow(DTypeError);
  });

  it("refuses integers, groups that make no sense and a bias of another length", () => {
    expect(() => conv2d(zeros([1, 1, 3, 3], { dtype: "int32" }), zeros([1, 1, 1, 1], { dtype: "int32" }))).toThrow(DTypeError); // prettier-ignore
    expect(() => conv1d(ones([1, 2, 3]), ones([2, 1, 1]), null, { groups: 0 })).toThrow(/groups=0/);
    expect(() => conv1d(ones([1, 1, 3]), ones([2, 1, 1]), ones([3]))).toThrow(/bias \[3\] must be \[2\]/);
    expect(conv1d(zeros([0, 1, 3]), ones([2, 1, 1])).shape).toEqual([0, 2, 3]);
  });
});
