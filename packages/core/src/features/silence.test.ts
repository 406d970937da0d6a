import { describe, expect, it } from "vitest";
import * as S from "../index.js";
import type { Tensor } from "../index.js";

/** Two channels with a burst each: 0.5 in samples 3000…4000 of the first, 0.1 in 6000…6500 of the second. */
function bursts(): Tensor {
  const y = new Float32Array(16000);
  y.fill(0.5, 3000, 4000);
  y.fill(0.1, 8000 + 6000, 8000 + 6500);
  return S.fromTypedArray(y, [2, 8000]);
}
const short = { frameLength: 512, hopLength: 128 };

describe("trim and splitSilence", () => {
  it("agree with librosa on several channels", async () => {
    expect((await S.trim(bursts())).interval).toEqual([2048, 7680]);
    expect((await S.splitSilence(bursts(), short)).arraySync()).toEqual([[2816, 4352], [5760, 6784]]); // prettier-ignore
    const strict = { ...short, aggregate: "mean", ref: 1, topDb: 50 } as const;
    expect((await S.splitSilence(bursts(), strict)).shape).toEqual([0, 2]);
    expect((await S.splitSilence(bursts(), { ...short, aggregate: "min", topDb: 30 })).shape).toEqual([0, 2]);
  });

  it("agree with librosa on silence", async () => {
    const silence = S.zeros([3000]);
    expect(await S.trim(silence, { ref: 1 })).toMatchObject({ interval: [0, 0], trimmed: { shape: [0] } });
    expect((await S.trim(silence)).interval).toEqual([0, 3000]);
    expect((await S.splitSilence(silence)).arraySync()).toEqual([[0, 3000]]);
    expect((await S.splitSilence(silence, { ref: 1 })).shape).toEqual([0, 2]);
  });

  it("give the samples of the interval, and pass gradients on", async () => {
    const y = bursts();
    y.requiresGrad = true;
    const { trimmed, interval } = await S.trim(y, { ...short, aggregate: (db, dim) => db.amax(dim), ref: (x) => x.amax() }); // prettier-ignore
    expect(interval).toEqual([2816, 6784]);
    expect(trimmed.shape).toEqual([2, 6784 - 2816]);
    trimmed.sum().backward();
    expect(y.grad!.get(0).sum().itemSync()).toBe(6784 - 2816);
  });

  it("take the median of channels, in any number of dimensions", async () => {
    const y = S.stack([bursts().get(0), bursts().get(0), bursts().get(1)], 0);
    const one = await S.splitSilence(y, { ...short, aggregate: "median" });
    expect(one.arraySync()).toEqual([[2816, 4352]]);
    expect((await S.splitSilence(y.unsqueeze(1), { ...short, aggregate: "median" })).arraySync()).toEqual(one.arraySync()); // prettier-ignore
  });

  it("refuse what they do not know", async () => {
    await expect(S.trim(bursts(), { topDb: Number.NaN })).rejects.toThrow(/trim: topDb=NaN/);
    await expect(S.splitSilence(bursts(), { aggregate: "most" as never })).rejects.toThrow(/aggregate="most"/);
    await expect(S.trim(bursts(), { hopLength: 0 })).rejects.toThrow(S.ParameterError);
  });
});

describe("energyVad", () => {
  const noisy = S.randn([8000], { generator: new S.Generator(1) }).mul(0.01).add(bursts().get(0)); // prettier-ignore
  const frames = (mask: Tensor): number[] => (mask.to("int32").arraySync() as number[]).flatMap((v, t) => (v ? [t] : [])); // prettier-ignore
  const options = { frameLength: 200, hopLength: 100, hangover: 0 };

  it("marks the frames of a burst in noise", () => {
    const mask = S.energyVad(noisy, options);
    expect([mask.dtype, mask.shape]).toEqual(["bool", [81]]);
    // frame t spans 100 t - 100 … 100 t + 100
    expect(frames(mask)).toEqual(Array.from({ length: 11 }, (_, k) => 30 + k));
    expect(frames(S.energyVad(noisy, { ...options, center: false }))).toEqual(Array.from({ length: 11 }, (_, k) => 29 + k)); // prettier-ignore
  });

  it("stays active for the hangover, and follows the noise floor", () => {
    expect(frames(S.energyVad(noisy, { ...options, hangover: 3 })).at(-1)).toBe(43);
    // the noise rises tenfold for good: active until the floor has followed
    const step = S.where(S.arange(8000).lt(4000), 0.1, 1).mul(S.randn([8000], { generator: new S.Generator(2) })).mul(0.1); // prettier-ignore
    const followed = frames(S.energyVad(step, { ...options, noiseFrames: 20, noiseQuantile: 0.1 }));
    expect(followed.at(0)).toBe(40);
    expect(followed.length).toBeGreaterThan(10);
    expect(followed.at(-1)!).toBeLessThan(61);
    expect(frames(S.energyVad(step, options)).at(-1)!).toBeGreaterThan(78);
  });

  it("finds nothing in silence and below the least level, and refuses bad options", () => {
    expect(frames(S.energyVad(S.zeros([4000]), options))).toEqual([]);
    expect(frames(S.energyVad(noisy, { ...options, minDb: 0 }))).toEqual([]);
    expect(() => S.energyVad(noisy, { noiseQuantile: 2 })).toThrow(/noiseQuantile=2/);
    expect(() => S.energyVad(noisy, { hangover: -1 })).toThrow(/hangover=-1/);
    expect(() => S.energyVad(noisy, { thresholdDb: -1 })).toThrow(S.ParameterError);
  });
});
