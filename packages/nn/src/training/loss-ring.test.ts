import { compile, tensor, type Tensor } from "@sonograd/core";
import { expect, it } from "vitest";
import { LossRing } from "./loss-ring.js";

for (const compiles of [false, true])
  it(`keeps what steps say until it is read, past its end and around, ${compiles ? "compiled" : "as written"}`, async () => {
    const ring = new LossRing("cpu", 4);
    const write = (x: Tensor): void => ring.write({ lossSum: x.sum(), right: x.gt(0).sum() });
    const step = compiles ? compile(write) : write;
    const run = (values: number[]): void => {
      step(tensor(values));
      ring.advance(values.length);
    };
    run([1, 2]);
    run([3, -1]);
    expect(ring.hasRoom(1)).toBe(true);
    expect(await ring.read()).toEqual([
      { lossSum: 3, right: 2, count: 2 },
      { lossSum: 2, right: 1, count: 2 },
    ]);
    for (const v of [10, 20, 30, 40]) run([v, -v / 2]);
    expect(ring.hasRoom(1)).toBe(false);
    expect((await ring.read()).map((r) => r.lossSum)).toEqual([5, 10, 15, 20]);
    expect(await ring.read()).toEqual([]);
  });
