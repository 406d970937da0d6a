import { Generator, ones, randn, rfft, simulateRirIsm, tensor, tone, zeros, type Tensor } from "@sonograd/core";
import { describe, expect, it } from "vitest";
import { augmentation } from "../index.js";

const seeded = (seed = 1) => ({ p: 1, generator: new Generator(seed) });
const noise = (shape: readonly number[], seed = 9): Tensor =>
  randn(shape, { dtype: "float64", generator: new Generator(seed) });
const apart = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync();
const rows = (x: Tensor): number[][] => x.reshape([x.shape[0], -1]).arraySync() as number[][];
const x = noise([6, 2, 200]);

const ALL: Readonly<Record<string, (options: augmentation.AugmentationOptions) => augmentation.Augmentation>> = {
  Gain: (o) => new augmentation.Gain(o),
  PolarityInversion: (o) => new augmentation.PolarityInversion(o),
  Clipping: (o) => new augmentation.Clipping(o),
  Shift: (o) => new augmentation.Shift(o),
  LowPassFilter: (o) => new augmentation.LowPassFilter({ ...o, windowSize: 65 }),
  HighPassFilter: (o) => new augmentation.HighPassFilter({ ...o, windowSize: 65 }),
  BandPassFilter: (o) => new augmentation.BandPassFilter({ ...o, windowSize: 65 }),
  RandomEQ: (o) => new augmentation.RandomEQ(o),
  AddBackgroundNoise: (o) => new augmentation.AddBackgroundNoise({ ...o, backgrounds: [noise([50]), noise([70])] }),
  AddColoredNoise: (o) => new augmentation.AddColoredNoise(o),
  RoomImpulseResponse: (o) => new augmentation.RoomImpulseResponse({ ...o, impulseResponses: noise([3, 40]) }),
};

describe.each(Object.entries(ALL))("%s", (_, make) => {
  it("gives equal numbers for equal seeds, others for another, and keeps shape and dtype", () => {
    const run = (seed: number): Tensor => make({ p: 0.7, generator: new Generator(seed) }).forward(x);
    expect(run(3).shape).toEqual(x.shape);
    expect(run(3).dtype).toBe("float64");
    expect(apart(run(3), run(3))).toBe(0);
    expect([4, 5, 6].some((seed) => apart(run(3), run(seed)) > 0)).toBe(true);
  });

  it("changes each example or leaves it, by a coin of its own", () => {
    const batch = noise([60, 1, 40]);
    const changed = rows(make({ p: 0.3, generator: new Generator(2) }).forward(batch)).filter((row, i) =>
      row.some((v, t) => v !== rows(batch)[i][t]),
    ).length;
    expect(changed).toBeGreaterThan(6);
    expect(changed).toBeLessThan(32);
  });

  it("does nothing after eval(), nor with p = 0, and takes one example without a batch", () => {
    const made = make(seeded());
    made.eval();
    expect(made.forward(x)).toBe(x);
    expect(make({ p: 0 }).forward(x)).toBe(x);
    expect(make(seeded()).forward(noise([80])).shape).toEqual([80]);
    expect(make(seeded()).forward(noise([2, 80])).shape).toEqual([2, 80]);
  });

  it("makes no NaN of silence, and refuses what is no waveform", () => {
    const silent = make(seeded()).forward(zeros([2, 1, 100]));
    expect(silent.isfinite().all().itemSync()).toBeTruthy();
    expect(() => make(seeded()).forward(zeros([2, 1, 1, 10]))).toThrow(/waveform \[2, 1, 1, 10\]/);
    expect(() => make(seeded()).forward(tensor(Int32Array.of(1, 2)))).toThrow(/dtype="int32"/);
    expect(() => make({ p: 2 })).toThrow(/p=2/);
  });
});

describe("what augmentations do", () => {
  it("Gain multiplies each example by a factor in its range", () => {
    const y = new augmentation.Gain({ minGainDb: -20, maxGainDb: -6, ...seeded() }).forward(x);
    const db = rows(y.div(x)).map((row) => 20 * Math.log10(row[0]));
    expect(db.every((v) => v > -20.001 && v < -5.999)).toBe(true);
    expect(new Set(db.map((v) => v.toFixed(3))).size).toBe(6);
    rows(y.div(x)).forEach((row) => row.forEach((v) => expect(v).toBeCloseTo(row[0], 9)));
  });

  it("Shift rolls, or lets silence in", () => {
    const line = tensor([1, 2, 3, 4, 5]);
    const by = (minShift: number, rollover: boolean) =>
      new augmentation.Shift({ minShift, maxShift: minShift, shiftUnit: "samples", rollover, ...seeded() }).forward(line).arraySync(); // prettier-ignore
    expect(by(2, true)).toEqual([4, 5, 1, 2, 3]);
    expect(by(-1, true)).toEqual([2, 3, 4, 5, 1]);
    expect(by(2, false)).toEqual([0, 0, 1, 2, 3]);
    expect(by(-1, false)).toEqual([2, 3, 4, 5, 0]);
    expect(() => new augmentation.Shift({ shiftUnit: "seconds" })).toThrow(/sampleRate=undefined/);
    expect(() => new augmentation.Shift({ minShift: 0.5, maxShift: -0.5 })).toThrow(/shift=0.5…-0.5/);
  });

  it("Clipping limits to a share of the peak", () => {
    const y = new augmentation.Clipping({ minLevel: 0.5, maxLevel: 0.5, ...seeded() }).forward(x);
    const peak = (signal: Tensor): Tensor => signal.abs().amax([-2, -1]);
    expect(apart(peak(y), peak(x).mul(0.5))).toBeLessThan(1e-12);
  });

  it("filters keep their band and stop the others", () => {
    const [low, high] = [300, 4000].map((hz) => tone(hz, { sampleRate: 16000, duration: 0.2 }).reshape([1, 1, -1]));
    const level = (made: augmentation.Augmentation, y: Tensor): number =>
      made.forward(y).narrow(-1, 800, 1600).square().mean().sqrt().itemSync() * Math.SQRT2; // prettier-ignore
    const at = { minCutoffHz: 1000, maxCutoffHz: 1000, sampleRate: 16000 };
    const lowPass = new augmentation.LowPassFilter({ ...at, ...seeded() });
    const highPass = new augmentation.HighPassFilter({ ...at, ...seeded() });
    const band = { minCenterHz: 4000, maxCenterHz: 4000, minBandwidthFraction: 0.5, maxBandwidthFraction: 0.5 };
    const bandPass = new augmentation.BandPassFilter({ ...band, sampleRate: 16000, ...seeded() });
    expect([lowPass, highPass, bandPass].map((f) => level(f, low))).toEqual([1, 0, 0].map((v) => expect.closeTo(v, 1) as number)); // prettier-ignore
    expect([lowPass, highPass, bandPass].map((f) => level(f, high))).toEqual([0, 1, 1].map((v) => expect.closeTo(v, 1) as number)); // prettier-ignore
  });

  it("RandomEQ lifts the centre of a band by its gain", () => {
    const y = tone(1000, { sampleRate: 16000, duration: 0.3, dtype: "float64" }).reshape([1, 1, -1]);
    const eq = new augmentation.RandomEQ({ nBands: 1, minHz: 1000, maxHz: 1000, minGainDb: 6, maxGainDb: 6, ...seeded() }); // prettier-ignore
    const level = eq.forward(y).narrow(-1, 2400, 2400).square().mean().sqrt().mul(Math.SQRT2).log10().mul(20);
    expect(level.itemSync()).toBeCloseTo(6, 2);
    expect(() => new augmentation.RandomEQ({ maxHz: 9000 })).toThrow(/hz=60…9000/);
  });

  it("noise comes at its ratio, from a place in one of the recordings", () => {
    const backgrounds = [tensor([1, 2, 3, 4, 5, 6, 7]), tensor([-1, -2, -3])];
    const made = new augmentation.AddBackgroundNoise({ backgrounds, minSnrDb: 10, maxSnrDb: 10, ...seeded() });
    const batch = noise([20, 1, 5]);
    const added = made.forward(batch).sub(batch);
    const snr = batch.square().sum([1, 2]).div(added.square().sum([1, 2])).log10().mul(10).arraySync() as number[]; // prettier-ignore
    expect(snr.every((v) => Math.abs(v - 10) < 1e-6)).toBe(true);
    const lines = rows(added);
    expect(new Set(lines.map(([v]) => Math.sign(v))).size).toBe(2);
    // Of the falling recording, its values in its own order, from whatever place; its copies end with the longer one.
    const steps = lines.filter(([v]) => v < 0).map((line) => line.map((v) => Math.round((3 * v) / Math.min(...line))));
    expect(
      steps.every((line) => line.every((v, i) => i === 0 || v === (line[i - 1] % 3) + 1 || v + line[i - 1] === 2)),
    ).toBe(true);
    const nothing = new augmentation.AddBackgroundNoise({ backgrounds: [zeros([9])], ...seeded() });
    expect(apart(nothing.forward(batch), batch)).toBe(0);
    expect(() => new augmentation.AddBackgroundNoise({ backgrounds: [] })).toThrow(/backgrounds/);
  });

  it("coloured noise falls by 3 dB an octave for each step of the decay", () => {
    const power = (fDecay: number, from: number, to: number): number => {
      const made = new augmentation.AddColoredNoise({ minFDecay: fDecay, maxFDecay: fDecay, minSnrDb: 0, maxSnrDb: 0, ...seeded() }); // prettier-ignore
      const y = noise([8, 1, 4096]);
      return rfft(made.forward(y).sub(y))
        .abs()
        .square()
        .narrow(-1, from, to - from)
        .mean()
        .itemSync();
    };
    for (const decay of [0, 1, -1, 2]) {
      const octaves = 10 * Math.log10(power(decay, 200, 400) / power(decay, 400, 800));
      expect(Math.abs(octaves - 3.01 * decay)).toBeLessThan(0.5);
    }
  });

  it("RoomImpulseResponse convolves, and can take the way off", () => {
    const impulse = ones([1, 1, 1]).pad([0, 79]);
    const rooms = simulateRirIsm([4, 5, 3], [1, 1, 1], [[1, 1.6, 1]], 0, 0.5, { sampleRate: 5717, soundSpeed: 343 });
    const heard = (compensateForPropagationDelay: boolean): number[] =>
      rows(new augmentation.RoomImpulseResponse({ impulseResponses: rooms, compensateForPropagationDelay, ...seeded() }).forward(impulse))[0]; // prettier-ignore
    const [late, prompt] = [heard(false), heard(true)];
    expect(late.length).toBe(80);
    expect(late.indexOf(Math.max(...late))).toBe(10);
    expect(prompt.indexOf(Math.max(...prompt))).toBe(0);
    expect(prompt[0]).toBeCloseTo(late[10], 5);
  });
});

describe("mixtures", () => {
  const clips = tensor([0, 1, 2, 3]).reshape([4, 1, 1]).expand(4, 1, 100).clone();
  const labels = tensor([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]); // prettier-ignore

  it("Mixup mixes labels by the shares of the examples", () => {
    const [mixture, mixed] = new augmentation.Mixup({ generator: new Generator(5) }).forward(clips, labels);
    const numbers = mixed.matmul(tensor([0, 1, 2, 3]).unsqueeze(-1)).squeeze(-1);
    expect(apart(mixture.select(-1, 0).squeeze(-1), numbers)).toBeLessThan(1e-6);
    expect(apart(mixed.sum(-1), ones([4]))).toBeLessThan(1e-6);
    expect(apart(mixed, labels)).toBeGreaterThan(0.01);
  });

  it("Cutmix replaces one stretch, and says how much", () => {
    const [mixture, mixed] = new augmentation.Cutmix({ generator: new Generator(5) }).forward(clips, labels);
    rows(mixture).forEach((row, i) => {
      const share = row.filter((v) => v === i).length / row.length;
      if (new Set(row).size > 1) expect((mixed.arraySync() as number[][])[i][i]).toBeCloseTo(share, 5);
      const edges = row.filter((v, t) => t > 0 && v !== row[t - 1]).length;
      expect(edges).toBeLessThanOrEqual(2);
    });
    expect(new Set(rows(mixture).flat()).size).toBe(4);
    expect(apart(mixed, labels)).toBeGreaterThan(0.01);
  });

  it("shares are beta variates: their mean is a half, their variance 1 / (8α + 4)", () => {
    for (const alpha of [0.3, 2]) {
      const pair = zeros([2, 1]).set([0], 1);
      const mixup = new augmentation.Mixup({ alpha, generator: new Generator(8) });
      const shares = Array.from({ length: 600 }, () =>
        mixup
          .forward(pair, ones([2, 1]))[0]
          .narrow(0, 0, 1)
          .itemSync(),
      );
      // Where an example is mixed with itself it stays 1.
      const free = shares.filter((v) => v !== 1);
      const mean = free.reduce((a, v) => a + v, 0) / free.length;
      const variance = free.reduce((a, v) => a + (v - mean) ** 2, 0) / free.length;
      expect(Math.abs(mean - 0.5)).toBeLessThan(0.06);
      expect(Math.abs(variance - 1 / (8 * alpha + 4))).toBeLessThan(0.03);
    }
  });

  it("are seeded, rest after eval(), and refuse numbers of classes", () => {
    const run = (seed: number): Tensor => new augmentation.Mixup({ generator: new Generator(seed) }).forward(clips, labels)[0]; // prettier-ignore
    expect(apart(run(1), run(1))).toBe(0);
    expect(apart(run(1), run(2))).toBeGreaterThan(0);
    const made = new augmentation.Mixup();
    made.eval();
    expect(made.forward(clips, labels)[0]).toBe(clips);
    expect(() => new augmentation.Mixup().forward(clips, tensor(Int32Array.of(0, 1, 2, 3)))).toThrow(/oneHot/);
    expect(() => new augmentation.Mixup().forward(clips, ones([3, 4]))).toThrow(/equally many/);
    expect(() => new augmentation.Mixup({ alpha: 0 })).toThrow(/alpha=0/);
  });
});
