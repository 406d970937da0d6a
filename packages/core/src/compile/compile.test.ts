import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  add,
  compile,
  fromTypedArray,
  full,
  Generator,
  grad,
  liveNumber,
  manualSeed,
  noGrad,
  ones,
  outsideCapture,
  ParameterError,
  rand,
  randn,
  SonogradError,
  tensor,
  zeros,
  type Tensor,
} from "../index.js";

const bits = (t: Tensor | null | undefined): number[] | null => (t ? [...t.dataSync()] : null);
const seeded = (seed: number, shape: number[] = [3, 4]): Tensor => randn(shape, { generator: new Generator(seed) });

afterEach(() => vi.restoreAllMocks());

describe("a compiled function", () => {
  it("gives what the function gives, call after call", () => {
    const f = (x: Tensor, y: Tensor): Tensor => x.sub(y).square().mean(1).add(x.sum());
    const compiled = compile(f);
    for (let i = 0; i < 4; i++) {
      const [x, y] = [seeded(i), seeded(10 + i)];
      expect(bits(compiled(x, y))).toEqual(bits(f(x, y)));
    }
    expect(compiled.plans.length).toBe(1);
  });

  it("keeps earlier results: later calls do not write into them", () => {
    const compiled = compile((x: Tensor) => x.mul(2));
    const first = compiled(ones([2]));
    compiled(zeros([2]));
    expect(bits(first)).toEqual([2, 2]);
  });

  it("returns arrays, objects, arguments, views of arguments and constants as the function does", () => {
    const constant = tensor([7, 8]);
    const f = (x: Tensor) => ({ same: x, list: [x.reshape([4]), constant], rows: x.shape[0], none: null, y: x.add(1) });
    const x = tensor([[1, 2], [3, 4]]); // prettier-ignore
    const compiled = compile(f);
    compiled(ones([2, 2]));
    const result = compiled(x);
    expect(result.same).toBe(x);
    expect(result.list[1]).toBe(constant);
    expect(result.list[0].storage).toBe(x.storage);
    expect(bits(result.list[0])).toEqual([1, 2, 3, 4]);
    expect([result.rows, result.none, bits(result.y)]).toEqual([2, null, [2, 3, 4, 5]]);
  });

  it("reads arguments at any offset without a new recording", () => {
    const compiled = compile((x: Tensor) => x.mul(3));
    const rows = tensor([[1, 2], [3, 4], [5, 6]]); // prettier-ignore
    expect([0, 1, 2].map((i) => bits(compiled(rows.get(i))))).toEqual([[3, 6], [9, 12], [15, 18]]); // prettier-ignore
    expect(compiled.plans.length).toBe(1);
  });

  it("writes into its arguments and into tensors around it where the function does", () => {
    const state = zeros([2]);
    const compiled = compile((x: Tensor) => {
      x.copy_(x.add(1));
      state.copy_(state.add(x));
      return state.mul(10);
    });
    const x = zeros([2]);
    expect([bits(compiled(x)), bits(compiled(x)), bits(x), bits(state)]).toEqual([[10, 10], [30, 30], [2, 2], [3, 3]]); // prettier-ignore
  });

  it("reads before it overwrites, element for element and out of order, in one block and in several", () => {
    const programs: Record<string, (state: Tensor, x: Tensor) => Tensor> = {
      "a result read after the write": (state, x) => {
        const before = state.add(1);
        state.copy_(state.mul(2));
        return before.mul(x);
      },
      "a transposed read of what is overwritten": (state, x) => state.copy_(state.t().add(x)),
      "a write beside a transposed read": (state, x) => {
        const turned = state.t().mul(2);
        state.copy_(x.add(1));
        return turned;
      },
      "a product of what is overwritten": (state, x) => state.copy_(state.mul(2).matmul(x)),
    };
    for (const fn of Object.values(programs))
      for (const n of [3, 40]) {
        const run = (compiles: boolean): unknown[] => {
          const state = seeded(1, [n, n]);
          const f = compiles ? compile((x: Tensor) => fn(state, x)) : (x: Tensor) => fn(state, x);
          return [2, 3].map((i) => [bits(f(seeded(i, [n, n]))), bits(state)]);
        };
        expect(run(true)).toEqual(run(false));
      }
  });

  it("starts constants that it overwrites anew in each call", () => {
    const compiled = compile((x: Tensor) => {
      const sum = tensor([1, 1]);
      sum.copy_(sum.add(x));
      return sum;
    });
    expect([1, 2, 3].map((v) => bits(compiled(fromTypedArray(Float32Array.of(v, v)))))).toEqual([[2, 2], [3, 3], [4, 4]]); // prettier-ignore
  });

  it("fills what a function writes in parts, with zeros between", () => {
    const compiled = compile((x: Tensor) => {
      const y = zeros([5]);
      y.narrow(0, 1, 2).copy_(x);
      return y;
    });
    expect([1, 2].map((v) => bits(compiled(ones([2]).mul(v))))).toEqual([[0, 1, 1, 0, 0], [0, 2, 2, 0, 0]]); // prettier-ignore
  });

  it("draws the random numbers that the function would draw", () => {
    const f = (g: Generator) => (x: Tensor) => x.mul(rand([4], { generator: g })).add(randn([4], { generator: g }));
    const [a, b] = [new Generator(3), new Generator(3)];
    const [plain, compiled] = [f(a), compile(f(b))];
    for (let i = 0; i < 3; i++) expect(bits(compiled(ones([4])))).toEqual(bits(plain(ones([4]))));
    expect(b.getState()).toEqual(a.getState());
  });

  it("reads live numbers anew", () => {
    let rate = 0.5;
    const compiled = compile((x: Tensor) => x.mul(liveNumber(() => rate)));
    expect(bits(compiled(ones([1])))).toEqual([0.5]);
    rate = 2;
    expect(bits(compiled(ones([1])))).toEqual([2]);
  });

  it("is part of a captured function that calls it", () => {
    const inner = compile((x: Tensor) => x.add(1));
    const outer = compile((x: Tensor) => inner(x).mul(2));
    expect(bits(outer(ones([1])))).toEqual([4]);
    expect(inner.plan).toBeNull();
    expect(outer.plan!.stats().kernels).toBe(1);
  });
});

describe("numbers", () => {
  it("may change from call to call without another recording", () => {
    const f = (x: Tensor, a: number, b: number): Tensor => x.mul(a).add(Math.min(a * b, 3));
    const compiled = compile(f);
    for (const [a, b] of [
      [0, 1],
      [1, 1],
      [3, 0.5],
      [3, 7],
      [-1, 2],
    ])
      // prettier-ignore
      expect(bits(compiled(seeded(1), a, b))).toEqual(bits(f(seeded(1), a, b)));
    expect(compiled.plans.length).toBe(1);
  });

  it("that shapes depend on make a recording of their own", () => {
    const compiled = compile((x: Tensor, n: number) => x.narrow(0, 0, n).sum());
    expect([1, 2, 1].map((n) => compiled(ones([3]), n).itemSync())).toEqual([1, 2, 1]);
    expect(compiled.plans.length).toBe(2);
  });

  it("leave random streams where the function would leave them", () => {
    const [a, b] = [new Generator(3), new Generator(3)];
    const f = (g: Generator) => (n: number) => rand([2], { generator: g }).mul(n);
    const [plain, compiled] = [f(a), compile(f(b))];
    for (const n of [1, 1, 2, 2, 3]) expect(bits(compiled(n))).toEqual(bits(plain(n)));
  });
});

describe("gradients", () => {
  const w = seeded(1, [4, 2]).requiresGrad_();
  beforeEach(() => (w.grad = null));

  it("flow into and through a compiled function", () => {
    const f = (x: Tensor) => ({ y: x.matmul(w).tanh(), total: x.matmul(w).square().sum() });
    const compiled = compile(f);
    for (let i = 0; i < 3; i++) {
      const results = [f, compiled].map((fn) => {
        w.grad = null;
        const x = seeded(i).requiresGrad_();
        const { y, total } = fn(x.mul(2));
        y.mul(seeded(5, [3, 2]))
          .sum()
          .add(total)
          .backward();
        return [bits(y), bits(x.grad), bits(w.grad)];
      });
      expect(results[1]).toEqual(results[0]);
    }
    expect(compiled.plans.length).toBe(1);
  });

  it("of one result alone", () => {
    const f = (x: Tensor) => [x.square().sum(), x.exp().sum()];
    const compiled = compile(f);
    const x = seeded(2).requiresGrad_();
    expect(bits(grad(compiled(x)[1], [x])[0])).toEqual(bits(grad(f(x)[1], [x])[0]));
  });

  it("are refused a second time, and of the second order", () => {
    const compiled = compile((x: Tensor) => x.pow(3).sum());
    const x = ones([2]).requiresGrad_();
    const y = compiled(x);
    y.backward();
    expect(() => y.backward()).toThrow(/retainGraph/);
    expect(() => grad(compiled(x), [x], { createGraph: true })).toThrow(/createGraph through a compiled function/);
  });

  it("inside: the walk, .grad and its accumulation are those of the function", () => {
    const f = (x: Tensor): Tensor => {
      const loss = x.matmul(w).square().mean();
      loss.backward();
      return loss.detach();
    };
    const runs = [f, compile(f)].map((fn) => {
      w.grad = null;
      return [1, 2, 3].map((i) => [bits(fn(seeded(i))), bits(w.grad)]);
    });
    expect(runs[1]).toEqual(runs[0]);
  });

  it("leave nothing without values behind", () => {
    const compiled = compile((x: Tensor) => {
      w.grad = null;
      x.matmul(w).sum().backward();
    });
    compiled(seeded(1));
    const first = bits(w.grad);
    compiled(seeded(2));
    expect(bits(w.grad)).not.toEqual(first);
    expect(bits(w.grad)!.every(Number.isFinite)).toBe(true);
  });

  it("are off inside noGrad, with a recording of its own", () => {
    const compiled = compile((x: Tensor) => x.matmul(w));
    expect(compiled(seeded(1)).requiresGrad).toBe(true);
    expect(noGrad(() => compiled(seeded(1))).requiresGrad).toBe(false);
    expect(compiled.plans.length).toBe(2);
  });
});

describe("what a captured function must not do", () => {
  const reads: Record<string, (x: Tensor) => unknown> = {
    itemSync: (x) => x.sum().itemSync(),
    dataSync: (x) => x.add(1).dataSync(),
    arraySync: (x) => x.arraySync(),
    "a mask": (x) => x.get(x.gt(0)),
  };
  for (const [name, fn] of Object.entries(reads))
    it(`${name} throws with the fix`, () => {
      expect(() => compile(fn, { name: "peek" })(ones([2]))).toThrow(/compile: "peek" reads values .*outside/s);
    });

  it("printing shows the shape alone", () => {
    let text = "";
    compile((x: Tensor) => ((text = String(x.add(1))), x.mul(2)))(ones([2, 3]));
    expect(text).toBe("tensor(..., size=(2, 3))");
  });

  it("item() and data() reject, and a promise is refused", async () => {
    let pending: Promise<unknown> = Promise.resolve();
    compile((x: Tensor) => {
      pending = x.sum().item();
      return x.add(1);
    })(ones([2]));
    await expect(pending).rejects.toThrow(/reads values inside a captured function/);
    expect(() => compile(async (x: Tensor) => x.add(1))(ones([1]))).toThrow(/returns a promise/);
    expect(() => compile((x: Tensor) => x.nonzero())(ones([1]))).toThrow(/promise/);
  });

  it("typed arrays as arguments are refused: their contents would be frozen", () => {
    const compiled = compile((x: Tensor, data: Float32Array) => x.add(data[0]));
    expect(() => compiled(ones([1]), Float32Array.of(1))).toThrow(ParameterError);
    expect(() => compiled(ones([1]), Float32Array.of(1))).toThrow(/args\[1\] is a Float32Array/);
  });

  it("a tensor kept outside has no values, and says so", () => {
    let kept!: Tensor;
    compile((x: Tensor) => ((kept = x.add(1)), x.mul(2)))(ones([1]));
    expect(() => add(kept, 1)).toThrow(/made inside a compiled function/);
    expect(() => kept.dataSync()).toThrow(SonogradError);
    let state: Tensor | null = null;
    const compiled = compile((x: Tensor) => (state ??= outsideCapture(() => zeros([1]))).add(x));
    expect([bits(compiled(ones([1]))), bits(state)]).toEqual([[1], [0]]);
  });

  it("an argument that is overwritten may not be read through another one", () => {
    const compiled = compile((x: Tensor, y: Tensor) => x.copy_(y.add(1)));
    const x = zeros([4]);
    expect(() => compiled(x.narrow(0, 0, 2), x.narrow(0, 2, 2))).toThrow(/shares memory/);
  });

  it("errors of the function pass on and leave nothing behind", () => {
    const compiled = compile((x: Tensor) => x.matmul(ones([3, 3])));
    expect(() => compiled(ones([2, 2]))).toThrow(/matmul/);
    expect(bits(ones([1]).add(1))).toEqual([2]);
    expect(() => compile(() => 1, { cacheLimit: 0 })).toThrow(/cacheLimit=0/);
  });
});

describe("guards", () => {
  it("hold a recording to shape, dtype, strides and structure", () => {
    const compiled = compile((list: Tensor[]) => list[0].mul(2));
    const calls = [ones([2, 3]), ones([3, 2]).t(), ones([3, 2]), ones([2, 3], { dtype: "int32" })];
    for (const x of calls) expect(bits(compiled([x]))).toEqual(Array(6).fill(2));
    compiled([ones([2, 3]), ones([1])]);
    expect(compiled.plans.length).toBe(5);
    compiled([ones([2, 3])]);
    expect(compiled.plans.length).toBe(5);
  });

  it("are bounded: after the limit calls run as written, and one warning names the guard that keeps failing", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const compiled = compile((x: Tensor) => x.sum(), { name: "total", cacheLimit: 3 });
    for (let n = 1; n <= 6; n++) expect(compiled(ones([n])).itemSync()).toBe(n);
    expect(compiled.plans.length).toBe(3);
    expect(compiled.plan).toBeNull();
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0][0]).toMatch(/"total" was recorded 3 times .* args\[0\] shape/);
    compiled.reset();
    compiled(ones([9]));
    expect(compiled.plans.length).toBe(1);
  });
});

describe("the plan", () => {
  it("fuses a chain into one kernel, several results included", () => {
    const compiled = compile((x: Tensor) => {
      const y = x.mul(2).add(1).tanh();
      return [y, y.exp().sub(x), x.neg()];
    });
    compiled(seeded(1));
    expect(compiled.plan!.stats()).toMatchObject({ primitives: 6, kernels: 1, peakBytes: 0 });
    expect(compiled.plan!.describe()).toBe("fusedMap");
  });

  it("drops what nothing uses", () => {
    const compiled = compile((x: Tensor) => {
      x.matmul(x.t()).exp();
      return x.add(1);
    });
    compiled(seeded(1));
    expect(compiled.plan!.stats()).toMatchObject({ primitives: 3, kernels: 1 });
  });

  it("attaches work before and behind a product, a sum and a transform", () => {
    const compiled = compile((x: Tensor) => x.mul(2).matmul(x.t()).relu().add(1));
    compiled(seeded(1));
    expect(compiled.plan!.stats().kernels).toBe(1);
    const mean = compile((x: Tensor) => x.square().mean(1).sqrt());
    mean(seeded(1));
    expect(mean.plan!.describe()).toBe("map + reduce + map");
  });

  it("shares memory between results that do not live at the same time", () => {
    const compiled = compile((x: Tensor) => {
      let y = x;
      for (let i = 0; i < 6; i++) y = y.matmul(x);
      return y;
    });
    compiled(seeded(1, [8, 8]));
    const { peakBytes, unplannedBytes, kernels } = compiled.plan!.stats();
    expect({ peakBytes, unplannedBytes, kernels }).toEqual({ peakBytes: 512, unplannedBytes: 1536, kernels: 6 });
  });

  it("goes on behind the work behind a primitive: a gradient, its moment, the parameter", () => {
    const run = (compiles: boolean): { state: (number[] | null)[]; kernels: number | undefined } => {
      const [moment, param] = [seeded(1, [3, 2]), seeded(2, [3, 2])];
      const step = (x: Tensor, y: Tensor): void => {
        moment.copy_(moment.mul(0.5).add(x.matmul(y)));
        param.copy_(param.sub(moment.square()));
      };
      const compiled = compile(step);
      for (let i = 0; i < 2; i++) (compiles ? compiled : step)(seeded(i, [3, 4]), seeded(5 + i, [4, 2]));
      return { state: [moment, param].map(bits), kernels: compiled.plan?.stats().kernels };
    };
    expect(run(true)).toEqual({ state: run(false).state, kernels: 1 });
  });

  it("counts the bytes that pass between memory and kernels", () => {
    const compiled = compile((x: Tensor) => x.mul(2).add(1));
    compiled(ones([100]));
    expect(compiled.plan!.stats()).toMatchObject({ bytesMoved: 800, unfusedBytesMoved: 1600 });
  });
});

describe("warmup", () => {
  it("records without computing, and the next call runs what it recorded", async () => {
    const counter = zeros([]);
    let written = 0;
    const step = compile((x: Tensor) => {
      written++;
      counter.add_(x.sum());
      return x.mul(2);
    });
    await step.warmup(ones([3]));
    expect([written, counter.itemSync(), step.plans.length]).toEqual([1, 0, 1]);
    expect(step(full([3], 5)).arraySync()).toEqual([10, 10, 10]);
    expect([written, counter.itemSync(), step.plans.length]).toEqual([1, 15, 1]);
  });

  it("draws the random numbers that the call as written would draw", async () => {
    const draw = (x: Tensor): Tensor => x.add(rand([4]));
    manualSeed(3);
    const expected = [0, 1].map(() => draw(zeros([4])).arraySync());
    manualSeed(3);
    const compiled = compile(draw);
    await compiled.warmup(zeros([4]));
    expect([0, 1].map(() => compiled(zeros([4])).arraySync())).toEqual(expected);
  });
});

describe("gradients of parameters", () => {
  it("stay in one place from run to run, and hold the last run's numbers", () => {
    const w = ones([2]).requiresGrad_();
    const v = ones([3]).requiresGrad_();
    const step = compile((x: Tensor) => {
      w.grad = null;
      v.grad = null;
      w.mul(x).sum().add(v.mul(x.sum()).sum()).backward();
    });
    step(tensor([1, 2]));
    const first = w.grad!;
    expect(first.arraySync()).toEqual([1, 2]);
    step(tensor([3, 5]));
    expect(w.grad!.arraySync()).toEqual([3, 5]);
    expect(v.grad!.arraySync()).toEqual([8, 8, 8]);
    expect(first.arraySync()).toEqual([3, 5]);
  });

  it("that are added to, or are handed out as well, have memory of their own in every run", () => {
    const w = ones([2]).requiresGrad_();
    const adding = compile((x: Tensor) => w.mul(x).sum().backward());
    adding(tensor([1, 2]));
    adding(tensor([1, 2]));
    const before = w.grad!;
    adding(tensor([1, 2]));
    expect([before.arraySync(), w.grad!.arraySync()]).toEqual([[2, 4], [3, 6]]); // prettier-ignore
    const handing = compile((x: Tensor) => {
      w.grad = null;
      w.mul(x).sum().backward();
      return w.grad!;
    });
    const one = handing(tensor([1, 2]));
    handing(tensor([7, 8]));
    expect(one.arraySync()).toEqual([1, 2]);
  });
});
