import { describe, expect, it } from "vitest";
import { fourierTempogram, fromTypedArray, onsetDetect, onsetStrength, ParameterError, peakPick, ShapeError, tempo, tempogram, zeros, type Tensor } from "../../index.js"; // prettier-ignore

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
