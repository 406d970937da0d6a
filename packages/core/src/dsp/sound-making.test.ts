// Signals that are made: clicks, noise, oscillators, envelopes.
import { describe, expect, it } from "vitest";
import * as S from "../index.js";
import type { Tensor } from "../index.js";

const numbers = (x: Tensor): number[] => Array.from(x.dataSync() as Float64Array);
const near = (x: Tensor | number[], expected: readonly number[], digits = 6): void => {
  const values = Array.isArray(x) ? x : numbers(x);
  expect(values.length).toBe(expected.length);
  expected.forEach((v, i) => expect(values[i]).toBeCloseTo(v, digits));
};

describe("clicks", () => {
  it("agree with librosa where they overlap and reach the end", () => {
    const y = S.clicks({ times: [0.01, 0.05], sampleRate: 1000, clickDuration: 0.06, clickFreq: 100, length: 90 });
    expect(y.shape).toEqual([90]);
    near([0, 3, 12, 51, 53, 55, 89].map((i) => numbers(y)[i]), [0, 0, 0.751903772, 0.527389586, 0.674644709, 0, -0.006016714]); // prettier-ignore
    expect(S.clicks({ frames: [0, 2, 3], sampleRate: 1000, hopLength: 20, clickDuration: 0.05 }).shape).toEqual([110]);
  });

  it("take a click of one's own, in several channels, and pass gradients to it", () => {
    const click = S.tensor([[1, 2], [3, 4]]); // prettier-ignore
    click.requiresGrad = true;
    const y = S.clicks({ times: [0, 0.001, 0.004], sampleRate: 1000, click, length: 5 });
    expect(y.arraySync()).toEqual([[1, 3, 2, 0, 1], [3, 7, 4, 0, 3]]); // prettier-ignore
    y.sum().backward();
    expect(click.grad!.arraySync()).toEqual([[3, 2], [3, 2]]); // prettier-ignore
    expect(S.clicks({ times: [1], sampleRate: 1000, length: 3 }).arraySync()).toEqual([0, 0, 0]);
  });

  it("refuse to guess", () => {
    expect(() => S.clicks({})).toThrow(S.ParameterError);
    expect(() => S.clicks({ times: [] })).toThrow(/length=undefined/);
    expect(() => S.clicks({ times: [-1] })).toThrow(/sample -22050/);
    expect(() => S.clicks({ times: [0], clickDuration: 0 })).toThrow(/clickDuration=0/);
  });
});

describe("noise", () => {
  /** Slope of the spectrum in dB per octave, over octaves of bins. */
  function slope(color: NonNullable<S.NoiseOptions["color"]>): number {
    const y = S.noise({ color, length: 4096, batch: [16], generator: new S.Generator(5), dtype: "float64" });
    const power = S.rfft(y).abs().square().mean(0);
    const octave = (k: number): number =>
      10 *
      Math.log10(
        power
          .narrow(0, 2 ** k, 2 ** k)
          .mean()
          .itemSync(),
      );
    return (octave(10) - octave(4)) / 6;
  }

  it("falls and rises by its colour", () => {
    const expected = { white: 0, pink: -3.01, brown: -6.02, blue: 3.01, violet: 6.02 } as const;
    for (const [color, db] of Object.entries(expected)) expect(slope(color as "pink")).toBeCloseTo(db, 0);
    expect(slope(0.5)).toBeCloseTo(-1.5, 0);
  });

  it("has power 1, no constant part, and the bits of its seed", () => {
    const make = (seed: number): Tensor => S.noise({ color: "pink", duration: 1, sampleRate: 2001, batch: [40], generator: new S.Generator(seed), dtype: "float64" }); // prettier-ignore
    const y = make(1);
    expect(y.shape).toEqual([40, 2001]);
    expect(y.square().mean().itemSync()).toBeCloseTo(1, 1);
    expect(y.mean(-1).abs().amax().itemSync()).toBeLessThan(1e-12);
    expect(numbers(make(1))).toEqual(numbers(y));
    expect(numbers(make(2))).not.toEqual(numbers(y));
    expect(S.noise({ color: "blue", length: 1 }).arraySync()).toEqual([0]);
  });

  it("refuses unknown colours and no length", () => {
    expect(() => S.noise({ color: "green" as never, length: 4 })).toThrow(/color="green"/);
    expect(() => S.noise({})).toThrow(/length=undefined/);
    expect(() => S.noise({ length: 0 })).toThrow(/length=0/);
  });
});

describe("oscillatorBank", () => {
  it("is a sum of sines", () => {
    const y = S.oscillatorBank(S.tensor([[100, 250]]).expand(8, 2), S.tensor([[1, 0.5]]).expand(8, 2), 1000); // prettier-ignore
    const at = (i: number): number => Math.sin(0.2 * Math.PI * (i + 1)) + 0.5 * Math.sin(0.5 * Math.PI * (i + 1));
    near(y, Array.from({ length: 8 }, (_, i) => at(i)), 5); // prettier-ignore
  });

  it("is silent from half the sample rate on, and reduces as asked", () => {
    const [f, a] = [S.tensor([[-620, 100]]).expand(3, 2), S.ones([3, 2])];
    const each = S.oscillatorBank(f, a, 1000, { reduction: "none" });
    expect(each.shape).toEqual([3, 2]);
    near(each.select(-1, 0), [0, 0, 0]);
    near(S.oscillatorBank(f, a, 1000, { reduction: "mean" }), numbers(each.mean(-1)));
  });

  it("joins frames by lines", () => {
    const [f, a] = [S.tensor([[100], [200]]), S.tensor([[0], [1]])];
    const y = S.oscillatorBank(f, a, 1000, { hopLength: 4 });
    const hz = [100, 125, 150, 175, 200, 200, 200, 200];
    let turns = 0;
    near(y, hz.map((v, i) => Math.min(1, i / 4) * Math.sin(2 * Math.PI * (turns += v / 1000))), 5); // prettier-ignore
  });

  it("passes gradients to frequencies and amplitudes", () => {
    const make = (seed: number): Tensor =>
      S.rand([5, 2], { dtype: "float64", generator: new S.Generator(seed), requiresGrad: true });
    const [f, a] = [make(1), make(2)];
    expect(S.gradcheck((x, y) => S.oscillatorBank(x, y, 10, { hopLength: 2 }), [f, a])).toBe(true);
  });

  it("refuses shapes and options that do not fit", () => {
    expect(() => S.oscillatorBank(S.ones([3, 2]), S.ones([3, 1]), 1000)).toThrow(S.ShapeError);
    expect(() => S.oscillatorBank(S.ones([3, 2]), S.ones([3, 2]), 1000, { reduction: "max" as never })).toThrow(
      /"max"/,
    );
    expect(() => S.extendPitch(S.ones([3, 2]), 2)).toThrow(S.ShapeError);
    expect(() => S.extendPitch(S.ones([3, 1]), 0)).toThrow(/pattern=0/);
  });

  it("extends a pitch by numbers, lists and tensors", () => {
    const base = S.tensor([[100], [200]]);
    expect(S.extendPitch(base, 3).arraySync()).toEqual([[100, 200, 300], [200, 400, 600]]); // prettier-ignore
    expect(S.extendPitch(base, [1, 2.5]).arraySync()).toEqual([[100, 250], [200, 500]]); // prettier-ignore
    expect(S.extendPitch(base, S.tensor([0.5])).arraySync()).toEqual([[50], [100]]);
  });
});

describe("adsrEnvelope", () => {
  it("goes through its parts", () => {
    near(S.adsrEnvelope(11, { attack: 0.2, hold: 0.2, decay: 0.2, sustain: 0.5, release: 0.2 }), [0, 0.5, 1, 1, 1, 0.625, 0.5, 0.5, 0.5, 0.25, 0]); // prettier-ignore
    near(S.adsrEnvelope(4), [1, 1, 1, 1]);
    near(S.adsrEnvelope(5, { decay: 1, sustain: 0, nDecay: 1 }), [1, 0.75, 0.5, 0.25, 0]);
  });
  it("refuses shares that do not fit", () => {
    expect(() => S.adsrEnvelope(5, { attack: 0.6, release: 0.5 })).toThrow(/=1\.1 must be at most 1/);
    expect(() => S.adsrEnvelope(5, { sustain: 2 })).toThrow(/sustain=2/);
    expect(() => S.adsrEnvelope(0)).toThrow(/numFrames=0/);
  });
});

describe("sincImpulseResponse", () => {
  it("passes below the cutoff and stops above, or the other way round", () => {
    const cutoff = S.tensor([0.25, 0.5], { dtype: "float64" });
    const gain = (taps: Tensor): number[][] => S.rfft(taps, { n: 1024 }).abs().arraySync() as number[][];
    const [low, high] = [gain(S.sincImpulseResponse(cutoff)), gain(S.sincImpulseResponse(cutoff, { highPass: true }))];
    [128, 256].forEach((edge, row) => {
      for (const [g, below, above] of [[low, 1, 0], [high, 0, 1]] as const) {
        expect(Math.abs(g[row][edge - 30] - below)).toBeLessThan(0.01);
        expect(Math.abs(g[row][edge + 30] - above)).toBeLessThan(0.01);
      }
    }); // prettier-ignore
    expect(() => S.sincImpulseResponse(cutoff, { windowSize: 4 })).toThrow(/windowSize=4 must be odd/);
  });
});

describe("envelopeFollower", () => {
  it("rises and falls with its time constants", async () => {
    const step = S.cat([S.ones([1000]), S.zeros([1000])], 0).to("float64"); // prettier-ignore
    const level = numbers(
      await S.envelopeFollower(step, { sampleRate: 1000, attackSeconds: 0.05, releaseSeconds: 0.2 }),
    );
    expect(level[49]).toBeCloseTo(1 - Math.exp(-1), 9);
    expect(level[999]).toBeCloseTo(1, 6);
    expect(level[1199] / level[999]).toBeCloseTo(Math.exp(-1), 9);
  });
  it("follows magnitudes at once, or the root of the mean square", async () => {
    const y = S.tensor([[1, -2, 0.5]]);
    expect((await S.envelopeFollower(y, { attackSeconds: 0, releaseSeconds: 0 })).arraySync()).toEqual([[1, 2, 0.5]]);
    const tone = S.tone(100, { sampleRate: 8000, length: 8000 });
    const rms = await S.envelopeFollower(tone, { sampleRate: 8000, attackSeconds: 0.1, releaseSeconds: 0.1, detector: "rms" }); // prettier-ignore
    expect(numbers(rms)[7999]).toBeCloseTo(Math.SQRT1_2, 2);
    await expect(S.envelopeFollower(y, { attackSeconds: -1 })).rejects.toThrow(/attackSeconds=-1/);
    await expect(S.envelopeFollower(y, { detector: "mean" as never })).rejects.toThrow(/detector="mean"/);
  });
});
