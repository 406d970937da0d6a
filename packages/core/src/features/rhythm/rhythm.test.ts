import { describe, expect, it } from "vitest";
import { fourierTempogram, fromTypedArray, onsetBacktrack, onsetDetect, onsetStrength, onsetStrengthMulti, ParameterError, peakPick, ShapeError, stack, tempo, tempogram, tempogramRatio, tensor, zeros, type Tensor } from "../../index.js"; // prettier-ignore

const RATE = 8000;
/** A short click every half second: 120 beats per minute. */
const clicks = (seconds: number): Tensor => {
  const y = new Float32Array(seconds * RATE);
  for (let at = RATE / 4; at < y.length; at += RATE / 2)
    for (let i = 0; i < 80; i++) y[at + i] = Math.sin(i) * Math.exp(-i / 20);
  return fromTypedArray(y, [y.length]);
};
const rate = { sampleRate: RATE, hopLength: 128 };

describe("onsets", () => {
  it("are found where the clicks are", async () => {
    const seconds = (await onsetDetect(clicks(4), { ...rate, units: "time" })).arraySync() as number[];
    expect(seconds.length).toBe(8);
    seconds.forEach((second, i) => expect(Math.abs(second - (0.25 + i / 2))).toBeLessThan(0.05));
  });

  it("are none in silence", async () => {
    expect((await onsetDetect(zeros([RATE]), rate)).shape).toEqual([0]);
  });

  it("go back to the minimum before", async () => {
    const onsetEnvelope = fromTypedArray(Float32Array.of(0, 0.2, 0, 0.3, 1, 0.2, 0.1, 0.1), [8]);
    const at = async (backtrack: boolean) =>
      (await onsetDetect({ onsetEnvelope }, { ...rate, backtrack, preMax: 2, preAvg: 3, postAvg: 3 })).arraySync();
    expect(await at(false)).toContain(4);
    expect(await at(true)).toContain(2);
  });

  it("strength is the rise of the bands, and never negative", () => {
    const S = fromTypedArray(Float32Array.of(0, 4, 1, 0, 0, 3), [2, 3]);
    const strength = onsetStrength({ S }, { center: false });
    expect(strength.arraySync()).toEqual([0, 2, 1.5]);
    expect(onsetStrength({ S }, { center: false, aggregate: "max" }).arraySync()).toEqual([0, 4, 3]);
    expect(onsetStrength({ S }, { center: false, maxSize: 3 }).arraySync()).toEqual([0, 2, 0]);
  });

  it("are marked in each channel, where they are no list", async () => {
    const onsetEnvelope = stack([onsetStrength(clicks(4), rate), onsetStrength(clicks(4).flip(0), rate)]);
    const marks = await onsetDetect({ onsetEnvelope }, { ...rate, sparse: false });
    expect(marks.shape).toEqual(onsetEnvelope.shape);
    expect(marks.to("float32").sum(-1).arraySync()).toEqual([8, 8]);
    const [first] = (await onsetDetect({ onsetEnvelope: onsetEnvelope.select(0, 0) }, rate)).arraySync() as number[];
    expect(marks.to("float32").argmax(-1).arraySync()).toContain(first);
    await expect(onsetDetect({ onsetEnvelope }, { sparse: false, backtrack: true })).rejects.toThrow(/backtrack/);
  });

  it("begin where the energy is least before them", async () => {
    const energy = tensor([3, 1, 1, 2, 0.5, 4, 4, 5]);
    const events = tensor([0, 3, 5, 7], { dtype: "int32" });
    expect((await onsetBacktrack(events, energy)).arraySync()).toEqual([0, 2, 4, 6]);
    await expect(onsetBacktrack(events, zeros([2, 9]))).rejects.toThrow(ShapeError);
  });

  it("strength is of each band by itself, where there are channels", () => {
    const S = tensor([[0, 4, 1], [0, 0, 3], [2, 3, 2]]); // prettier-ignore
    const bands = onsetStrengthMulti({ S }, { center: false, channels: [2, 0, 3], aggregate: "max" });
    expect(bands.arraySync()).toEqual([[0, 4, 3], [0, 1, 0]]); // prettier-ignore
    expect(onsetStrengthMulti({ S }, { center: false, aggregate: false }).arraySync()).toEqual([[0, 4, 0], [0, 0, 3], [0, 1, 0]]); // prettier-ignore
    expect(onsetStrengthMulti({ S }, { channels: [[1, 3]] }).shape).toEqual([1, 3]);
    expect(() => onsetStrengthMulti({ S }, { channels: [1] })).toThrow(/no channel/);
  });

  it("are the peaks of a curve", async () => {
    // librosa.util.peak_pick(curve, pre_max=1, post_max=2, pre_avg=2, post_avg=3, delta=0.1, wait=1)
    const curve = tensor([0, 0.2, 1, 0.3, 0.1, 0.8, 0.9, 0.2, 0, 0.4]);
    const rule = { preMax: 1, postMax: 2, preAvg: 2, postAvg: 3, delta: 0.1, wait: 1 };
    expect((await peakPick(curve, rule)).arraySync()).toEqual([2, 6, 9]);
    expect((await peakPick(curve, { ...rule, wait: 4 })).arraySync()).toEqual([2, 9]);
    expect((await peakPick(curve, { ...rule, delta: 0.5 })).arraySync()).toEqual([2]);
    const marks = await peakPick(stack([curve, curve.flip(0)], 1), { ...rule, sparse: false, dim: 0 });
    expect(marks.select(1, 0).to("float32").sum().itemSync()).toBe(3);
  });

  it("say what is wrong", async () => {
    expect(() => onsetStrength(clicks(1), { lag: 0 })).toThrow(/lag=0/);
    expect(() => onsetStrength(clicks(1), { aggregate: "most" as never })).toThrow(ParameterError);
    await expect(onsetDetect({ onsetEnvelope: zeros([2, 5]) })).rejects.toThrow(ShapeError);
    await expect(onsetDetect(clicks(1), { units: "beats" as never })).rejects.toThrow(/units="beats"/);
    await expect(peakPick(zeros([5]), { preMax: -1, postMax: 1, preAvg: 1, postAvg: 1, delta: 0, wait: 0 })).rejects.toThrow(/preMax=-1/); // prettier-ignore
  });
});

describe("tempo", () => {
  it("of clicks twice a second is 120", () => {
    expect(Math.abs(tempo(clicks(8), rate).itemSync() - 120)).toBeLessThan(3);
  });

  it("follows the expectation where octaves compete, and stays below maxTempo", () => {
    const slow = tempo(clicks(8), { ...rate, startBpm: 55, stdBpm: 0.2 }).itemSync();
    expect(Math.abs(slow - 60)).toBeLessThan(2);
    expect(tempo(clicks(8), { ...rate, maxTempo: 100 }).itemSync()).toBeLessThan(100);
  });

  it("is one for each frame without an aggregate", () => {
    const onsetEnvelope = onsetStrength(clicks(8), rate);
    const each = tempo({ onsetEnvelope }, { ...rate, aggregate: null });
    expect(each.shape).toEqual(onsetEnvelope.shape);
  });
});

it("a tempogram is largest at no shift and has a peak at the period", () => {
  const onsetEnvelope = onsetStrength(clicks(8), rate);
  const middle = tempogram({ onsetEnvelope }, { winLength: 128 }).select(-1, 200).arraySync() as number[];
  expect(middle[0]).toBeCloseTo(1, 5);
  const period = Math.round(RATE / 2 / 128);
  expect(Math.max(...middle.slice(period - 2, period + 3))).toBeGreaterThan(2 * middle[Math.round(period / 2)]);
  expect(fourierTempogram({ onsetEnvelope }, { winLength: 128 }).shape[0]).toBe(65);
  expect(() => tempogram({ onsetEnvelope }, { winLength: 0 })).toThrow(/winLength=0/);
});

it("tempograms and their ratios agree with librosa 0.11", () => {
  // tempogram and |fourier_tempogram| of win_length=4, tempogram_ratio of win_length=8, factors=[2, 1, .5], sr=10, hop_length=1
  const onsetEnvelope = tensor([0, 0.2, 1, 0.3, 0.1, 0.8, 0.9, 0.2, 0, 0.4], { dtype: "float64" });
  const column = (x: Tensor, n: number): number[] => x.select(-1, n).arraySync() as number[];
  const close = (actual: number[], expected: number[]): void =>
    expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, 5));
  close(column(tempogram({ onsetEnvelope }, { winLength: 4 }), 5), [1, 0.473373, 0.026627, 0]);
  close(column(fourierTempogram({ onsetEnvelope }, { winLength: 4 }).abs(), 5), [1.3, 0.894427, 0.3]);
  const ten = { winLength: 8, sampleRate: 10, hopLength: 1 };
  const ratio = tempogramRatio({ onsetEnvelope }, { ...ten, factors: [2, 1, 0.5] });
  close(column(ratio, 2), [0.207892, 0.113141, 0]);
  close(column(ratio, 5), [0.348617, 0.186565, 0]);
});

it("tempogram ratios are strong at the tempo, and say what is wrong", () => {
  const onsetEnvelope = onsetStrength(clicks(8), rate);
  const ratio = tempogramRatio({ onsetEnvelope }, { ...rate, bpm: 120, factors: [1, 0.75], aggregate: "mean" });
  const [beat, dotted] = ratio.arraySync() as number[];
  expect(beat).toBeGreaterThan(2 * dotted);
  expect(() => tempogramRatio({ onsetEnvelope }, { ...rate, bpm: zeros([3]) })).toThrow(ShapeError);
  expect(() => tempogramRatio({ tg: zeros([5]) })).toThrow(/tg must be/);
});
