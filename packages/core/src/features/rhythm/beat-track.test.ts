import { describe, expect, it } from "vitest";
import { beatTrack, fromTypedArray, full, ParameterError, plp, ShapeError, stack, zeros, type Tensor } from "../../index.js"; // prettier-ignore

/** An onset every `period` frames from `start` on; at 100 frames a second. */
const pulses = (frames: number, period: number, start = 5): Tensor =>
  fromTypedArray(
    Float32Array.from({ length: frames }, (_, n) => (n >= start && (n - start) % period === 0 ? 1 : 0)),
    [frames],
  );
const rate = { sampleRate: 100, hopLength: 1 };
const listOf = (x: Tensor): number[] => x.arraySync() as number[];

describe("beatTrack", () => {
  it("finds the pulses and their tempo", async () => {
    const { tempo, beats } = await beatTrack({ onsetEnvelope: pulses(800, 50) }, rate);
    expect(Math.abs(tempo.itemSync() - 120)).toBeLessThan(1);
    expect(listOf(beats)).toEqual(Array.from({ length: 16 }, (_, i) => 5 + 50 * i));
  });

  it("goes on through a pulse that is missing", async () => {
    const onsetEnvelope = pulses(800, 50);
    onsetEnvelope.narrow(0, 405, 1).fill_(0);
    expect(listOf((await beatTrack({ onsetEnvelope }, rate)).beats)).toContain(405);
  });

  it("counts seconds and samples", async () => {
    const onsetEnvelope = pulses(400, 50);
    const wide = { sampleRate: 200, hopLength: 2, bpm: 120 };
    const seconds = await beatTrack({ onsetEnvelope }, { ...wide, units: "time" });
    expect(listOf(seconds.beats)[1]).toBeCloseTo(0.55, 6);
    expect(seconds.tempo.shape).toEqual([]);
    expect(listOf((await beatTrack({ onsetEnvelope }, { ...wide, units: "samples" })).beats)[1]).toBe(110);
  });

  it("leaves out weak beats at the ends only if it may", async () => {
    const faint = pulses(800, 50).mul(
      fromTypedArray(
        Float32Array.from({ length: 800 }, (_, n) => (n < 300 ? 0.02 : 1)),
        [800],
      ),
    );
    const first = async (trim: boolean) => listOf((await beatTrack({ onsetEnvelope: faint }, { ...rate, bpm: 120, trim })).beats)[0]; // prettier-ignore
    expect(await first(true)).toBe(305);
    expect(await first(false)).toBe(5);
  });

  it("follows each channel at its own tempo", async () => {
    const onsetEnvelope = stack([pulses(800, 50), pulses(800, 40), zeros([800])]);
    const bpm = fromTypedArray(Float32Array.of(120, 150, 120), [3, 1]);
    const { beats } = await beatTrack({ onsetEnvelope }, { ...rate, bpm, sparse: false });
    expect(beats.dtype).toBe("bool");
    expect(beats.to("float32").sum(-1).arraySync()).toEqual([16, 20, 0]);
  });

  it("follows a tempo that is given for each frame", async () => {
    const onsetEnvelope = pulses(400, 50)
      .add(pulses(400, 25, 205))
      .clamp({ max: 1 });
    const bpm = fromTypedArray(
      Float32Array.from({ length: 400 }, (_, n) => (n < 205 ? 120 : 240)),
      [400],
    );
    const beats = listOf((await beatTrack({ onsetEnvelope }, { ...rate, bpm })).beats);
    const pulse = [5, 55, 105, 155, 205, 230, 255, 280, 305, 330, 355, 380];
    expect(beats.length).toBe(pulse.length);
    beats.forEach((beat, i) => expect(Math.abs(beat - pulse[i])).toBeLessThanOrEqual(1));
  });

  it("finds nothing in silence", async () => {
    const { tempo, beats } = await beatTrack(zeros([4000]), { sampleRate: 8000 });
    expect(tempo.itemSync()).toBe(0);
    expect(beats.shape).toEqual([0]);
  });

  it("says what is wrong", async () => {
    const onsetEnvelope = pulses(100, 20);
    await expect(beatTrack({ onsetEnvelope }, { tightness: 0 })).rejects.toThrow(/tightness=0/);
    await expect(beatTrack({ onsetEnvelope }, { bpm: -3 })).rejects.toThrow(/bpm=-3/);
    await expect(beatTrack({ onsetEnvelope }, { ...rate, bpm: 1e9 })).rejects.toThrow(/smaller hopLength/);
    await expect(beatTrack({ onsetEnvelope }, { bpm: full([7], 100) })).rejects.toThrow(ShapeError);
    await expect(beatTrack({ onsetEnvelope: zeros([2, 9]) })).rejects.toThrow(/sparse: false/);
    await expect(beatTrack({ onsetEnvelope }, { units: "bars" as never })).rejects.toThrow(ParameterError);
  });
});

describe("plp", () => {
  it("pulses with the onsets, and goes on between them", () => {
    const onsetEnvelope = pulses(600, 50);
    onsetEnvelope.narrow(0, 305, 1).fill_(0);
    const pulse = plp({ onsetEnvelope }, { ...rate, winLength: 300, tempoMin: 100, tempoMax: 140 });
    const values = listOf(pulse);
    expect(Math.max(...values)).toBeCloseTo(1, 5);
    const around = values.slice(285, 326);
    expect(around.indexOf(Math.max(...around))).toBe(20);
  });

  it("agrees with librosa 0.11", () => {
    // librosa.beat.plp(onset_envelope=…, sr=100, hop_length=1, win_length=8, tempo_min=None, tempo_max=None)
    const onsetEnvelope = fromTypedArray(Float64Array.of(0, 1, 0.2, 0, 0.9, 0, 0.3, 1, 0, 0.1), [10]);
    const pulse = listOf(plp({ onsetEnvelope }, { ...rate, winLength: 8, tempoMin: null, tempoMax: null }));
    const expected = [
      0.8106977, 0.7971163, 0.839083, 0.8647442, 0.8647442, 0.8647442, 0.8647442, 0.8964039, 0.7302116, 1.0,
    ];
    expected.forEach((value, n) => expect(pulse[n]).toBeCloseTo(value, 6));
  });

  it("says what is wrong", () => {
    expect(() => plp(zeros([100]), { tempoMin: 100, tempoMax: 90 })).toThrow(/tempoMax=90/);
    expect(() => plp(zeros([100]), { winLength: 0 })).toThrow(/winLength=0/);
  });
});
