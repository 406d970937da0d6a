// Orders of reads and writes that a random search found plans to get wrong; the search itself is test/properties/compiled.test.ts.
import { describe, expect, it } from "vitest";
import { compile, noGrad, ones, ParameterError, tensor, zeros, type Tensor } from "../index.js";

const bits = (t: Tensor | null | undefined): number[] | null => (t ? [...t.dataSync()] : null);
const variable = (...values: number[]): Tensor => tensor(values, { requiresGrad: true });

describe("kernels that are joined", () => {
  it("read what they overwrite as it was before", () => {
    const f = (x: Tensor): Tensor => {
      const u = x.neg();
      u.copy_(u);
      const w = x.neg();
      w.add_(u.neg()); // joined with the second write of u, behind the first ones of both
      return w.sub(1);
    };
    expect(bits(compile(f)(tensor([1, 2])))).toEqual(bits(f(tensor([1, 2]))));
  });

  it("are left out where everything they write is overwritten unread", () => {
    const f = (x: Tensor): Tensor => {
      const u = x.neg();
      u.copy_(u);
      const v = u.neg();
      v.fill_(3);
      return v.neg();
    };
    expect(bits(compile(f)(tensor([1, 2])))).toEqual([-3, -3]);
  });
});

describe("the walk back", () => {
  it("gives zeros where a rule has no slope", () => {
    const x = variable(1.5, 2.5);
    compile((v: Tensor) => v.floor().sum())(x).backward();
    expect(bits(x.grad)).toEqual([0, 0]);
  });

  it("uses the numbers of its own call, also when others came between", () => {
    const compiled = compile((x: Tensor, factor: number) => x.mul(factor).sum());
    const x = variable(1, 1);
    const [first, second, third] = [2, 3, 3].map((factor) => compiled(x, factor));
    const slopes = [second, first, third].map((y) => {
      x.grad = null;
      y.backward();
      return bits(x.grad);
    });
    expect(slopes).toEqual([[3, 3], [2, 2], [3, 3]]); // prettier-ignore
    expect(compiled.plans.length).toBe(1);
  });

  it("is refused where an argument or memory around the function was overwritten since", () => {
    const around = ones([2]);
    const compiled = compile((x: Tensor, y: Tensor) => x.mul(y).mul(around).sum());
    const [x, y] = [variable(1, 2), tensor([3, 4])];
    for (const t of [y, around]) {
      const loss = compiled(x, y);
      noGrad(() => t.fill_(9));
      expect(() => loss.backward()).toThrow(/"compiled" needs .* but it was written in place since/);
    }
    const loss = compiled(x, y);
    x.grad = null;
    loss.backward();
    expect(bits(x.grad)).toEqual([81, 81]);
  });

  it("is refused where the function overwrote what it needs, and only where somebody asks for it", () => {
    const own = (x: Tensor): Tensor => {
      const factor = tensor([2, 3]);
      const y = x.mul(factor);
      factor.zero_();
      return y.sum();
    };
    const given = (x: Tensor, y: Tensor): Tensor => {
      const z = x.mul(y);
      y.zero_();
      return z.sum();
    };
    for (const y of [compile(own)(variable(1, 1)), compile(given)(variable(1, 1), tensor([2, 3]))]) {
      expect(y.itemSync()).toBe(5);
      expect(() => y.backward()).toThrow(ParameterError);
      expect(() => y.backward()).toThrow(/written in place since/);
    }
  });
});

describe("results", () => {
  it("are the caller's own, also constants and counted numbers", () => {
    const compiled = compile(() => tensor([1, 2]));
    for (let i = 0; i < 3; i++) expect(bits(compiled().mul_(5))).toEqual([5, 10]);
  });

  it("that are leaves and want a gradient still do", () => {
    const compiled = compile(() => [zeros([1]).requiresGrad_(), tensor([1]).requiresGrad_(), tensor([1])]);
    for (let i = 0; i < 2; i++) expect(compiled().map((t) => t.requiresGrad)).toEqual([true, true, false]);
  });
});
