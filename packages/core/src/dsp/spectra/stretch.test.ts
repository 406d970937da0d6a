import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { complex, Generator, griffinlim, magphase, ParameterError, phaseVocoder, pitchShift, randn, rfft, ShapeError, stft, tensor, timeStretch, tone, zeros, type Tensor } from "../../index.js"; // prettier-ignore

const double = (values: readonly (number | readonly number[])[]): Tensor => tensor(values as number[], { dtype: "float64" }); // prettier-ignore
const signal = (shape: number[], seed: number): Tensor => randn(shape, { dtype: "float64", generator: new Generator(seed) }); // prettier-ignore
const furthest = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync();
/** Hz of the strongest bin of the middle half. */
function pitchOf(y: Tensor, sampleRate: number): number {
  const n = Math.floor(y.shape[0] / 2);
  const peak = rfft(y.narrow(0, Math.floor(n / 2), n), { n: 2 ** 16 })
    .abs()
    .argmax(0)
    .itemSync();
  return (peak * sampleRate) / 2 ** 16;
}

describe("phaseVocoder", () => {
  const D = complex(
    double([[1, 2, 0, -1], [0.3, 0, 2, 1], [1, 0.5, -0.2, 0]]),
    double([[0, -1, 0.5, 1], [-0.4, 1, 0, 1], [-1, 0, 0.1, 0.7]]),
  ); // prettier-ignore

  // The numbers are those of librosa.phase_vocoder 0.11.
  it.each([
    [0.75, [[1, 1.723606798, 0.8208203932, 0.3258189813, -0.4472135955, 0.316227766], [0.3, 0, -0.9, -1.482842712, -1.4, -0.2828427125], [1, 0.7285533906, 0.2558336368, -0.3251186029, -0.4949747468, 0.1237436867]], [[0, -0.8618033989, -1.094427191, 0.6516379626, 1.341640786, -0.158113883], [-0.4, 0.875, -1.2, 1.112132034, -0.2, 0.2121320344], [-1, 0, 0.2558336368, -0.1083728676, 0.4949747468, 0.1237436867]]],
    [1.5, [[1, 1.223606798, 0], [0.3, 0, Math.SQRT2], [1, 0.3618033989, -0.6260990337]], [[0, -0.6118033989, Math.SQRT2], [-0.4, 1.5, 0], [-1, 0, 0.3130495168]]],
  ])("is librosa's at a rate of %d", (rate, real, imaginary) => {
    const P = phaseVocoder(D, { rate, hopLength: 1 });
    expect(furthest(P.real(), double(real))).toBeLessThan(1e-9);
    expect(furthest(P.imag(), double(imaginary))).toBeLessThan(1e-9);
  }); // prettier-ignore

  it("leaves a spectrogram alone at a rate of 1, and keeps magnitudes at whole rates", () => {
    const S = stft(signal([2, 200], 1), { nFft: 32, hopLength: 8 });
    const same = phaseVocoder(S, { rate: 1, hopLength: 8 });
    expect(furthest(same.viewAsReal(), S.viewAsReal())).toBeLessThan(1e-10);
    const every = phaseVocoder(S, { rate: 3, hopLength: 8 });
    const kept = magphase(S).magnitude.unfold(-1, 1, 3).squeeze(-1);
    expect(furthest(every.abs(), kept)).toBeLessThan(1e-10);
  });

  it("takes the advance of each bin in place of the hop", () => {
    const S = stft(signal([200], 1), { nFft: 32, hopLength: 8 });
    const phaseAdvance = tensor(Float64Array.from({ length: 17 }, (_, k) => (2 * Math.PI * k * 8) / 32));
    const [own, given] = [phaseVocoder(S, { rate: 1.3, hopLength: 8 }), phaseVocoder(S, { rate: 1.3, phaseAdvance })];
    expect(furthest(own.viewAsReal(), given.viewAsReal())).toBeLessThan(1e-10);
  });

  it("names what is wrong", () => {
    expect(() => phaseVocoder(D, { rate: 0 })).toThrow(/phaseVocoder: rate=0/);
    expect(() => phaseVocoder(D.real(), { rate: 2 })).toThrow(/must be complex/);
    expect(() => phaseVocoder(D, { rate: 2, nFft: 9, hopLength: 1 })).toThrow(ShapeError);
    expect(() => phaseVocoder(D, { rate: 2, hopLength: 1, phaseAdvance: zeros([2]) })).toThrow(/phaseAdvance has 2 values/); // prettier-ignore
  });
});

describe("timeStretch", () => {
  it("is as long as the rate says", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 900 }), fc.integer({ min: 20, max: 500 }), (n, percent) => {
        const y = timeStretch(signal([n], n), { rate: percent / 100, nFft: 64 });
        expect(Math.abs(y.shape[0] - (n * 100) / percent)).toBeLessThanOrEqual(0.5);
      }),
      { numRuns: 30 },
    );
  });

  it.each([0.5, 0.8, 1, 1.7])("keeps the pitch of a tone and most of its power at a rate of %d", (rate) => {
    const y = tone(441, { sampleRate: 8000, length: 8000, dtype: "float64" });
    const stretched = timeStretch(y, { rate, nFft: 512 });
    expect(Math.abs(pitchOf(stretched, 8000) - 441)).toBeLessThan(1);
    const middle = stretched.narrow(0, Math.floor(stretched.shape[0] / 4), 1000);
    // The bins of a tone drift apart in phase, which costs some of its 0.5.
    const power = middle.square().mean().itemSync();
    expect(power).toBeGreaterThan(0.35);
    expect(power).toBeLessThan(0.55);
  });

  it("is the signal itself at a rate of 1", () => {
    const y = signal([2, 500], 3);
    expect(furthest(timeStretch(y, { rate: 1, nFft: 64 }), y)).toBeLessThan(1e-9);
  });
});

describe("pitchShift", () => {
  it.each([-12, -5, 0, 4, 7, 12])("moves a tone by %d semitones and keeps its length", (nSteps) => {
    const y = tone(440, { sampleRate: 8000, length: 6000, dtype: "float64" });
    const moved = pitchShift(y, { nSteps, sampleRate: 8000, nFft: 512 });
    expect(moved.shape).toEqual([6000]);
    expect(12 * Math.log2(pitchOf(moved, 8000) / 440)).toBeCloseTo(nSteps, 1);
  });
  it("counts steps of any division of the octave, and names what is wrong", () => {
    const y = tone(440, { sampleRate: 8000, length: 4000, dtype: "float64" });
    const quarter = pitchShift(y, { nSteps: 6, binsPerOctave: 24, sampleRate: 8000, nFft: 512 });
    expect(12 * Math.log2(pitchOf(quarter, 8000) / 440)).toBeCloseTo(3, 1);
    expect(() => pitchShift(y, { nSteps: Number.NaN })).toThrow(ParameterError);
    expect(() => pitchShift(y, { nSteps: 1, binsPerOctave: 0 })).toThrow(/binsPerOctave=0/);
  });
});

describe("griffinlim", () => {
  const FRAMES = { nFft: 64, hopLength: 16 };
  const y = tone(300, { sampleRate: 4000, length: 800, dtype: "float64" }).mul(signal([800], 5).mul(0.2).add(1));
  const S = stft(y, FRAMES).abs();
  /** ‖|STFT(x)| - S‖ / ‖S‖ */
  const convergence = (x: Tensor): number =>
    stft(x, FRAMES).abs().sub(S).square().sum().div(S.square().sum()).sqrt().itemSync(); // prettier-ignore
  const after = (nIter: number, momentum: number): number =>
    convergence(griffinlim(S, { ...FRAMES, nIter, momentum, length: 800, generator: new Generator(2) }));

  it.each([0, 0.99])("comes closer with every few rounds, momentum %d", (momentum) => {
    const errors = [1, 4, 16, 64].map((rounds) => after(rounds, momentum));
    errors.slice(1).forEach((error, i) => expect(error).toBeLessThan(errors[i]));
    expect(errors[3]).toBeLessThan(0.15);
  });
  it("comes closer sooner with momentum", () => expect(after(32, 0.99)).toBeLessThan(after(32, 0)));
  it("draws the same phases from the same generator, and silence stays silent", () => {
    const draw = (seed: number): Tensor => griffinlim(S, { ...FRAMES, nIter: 2, generator: new Generator(seed) });
    expect(furthest(draw(3), draw(3))).toBe(0);
    expect(furthest(draw(3), draw(4))).toBeGreaterThan(1e-3);
    expect(
      griffinlim(S.mul(0), { ...FRAMES, nIter: 3 })
        .abs()
        .amax()
        .itemSync(),
    ).toBe(0);
  });
  it("names what is wrong", () => {
    expect(() => griffinlim(S, { nIter: 0 })).toThrow(/nIter=0/);
    expect(() => griffinlim(S, { momentum: -1 })).toThrow(/momentum=-1/);
    expect(() => griffinlim(S, { init: "zero" as never })).toThrow(/init="zero"/);
    expect(() => griffinlim(stft(y, FRAMES))).toThrow(ShapeError);
  });
});
