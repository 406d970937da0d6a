import { describe, expect, it } from "vitest";
import {
  contrast, dcshift, dither, flanger, gain, Generator, gradcheck, overdrive, ParameterError, phaser, rand, tensor, zeros, type FlangerOptions, type Tensor,
} from "../../index.js"; // prettier-ignore

const noise = (shape: number[]): Tensor => rand(shape, { dtype: "float64", generator: new Generator(3) }).mul(2).sub(1); // prettier-ignore
const numbers = (x: Tensor): number[] => Array.from(x.dataSync() as Float64Array);
function expectClose(a: Tensor, b: readonly number[], tolerance = 1e-12): void {
  const values = numbers(a);
  expect(values.length).toBe(b.length);
  values.forEach((value, i) => expect(Math.abs(value - b[i])).toBeLessThan(tolerance));
}

it("gain is decibels", () => {
  expectClose(gain(tensor([1, -0.5], { dtype: "float64" }), { gainDb: 20 }), [10, -5]);
  expect(() => gain(zeros([3]), { gainDb: Number.NaN })).toThrow(/gainDb=NaN/);
});

it("contrast bends between the ends of the scale and keeps them", () => {
  expectClose(contrast(tensor([0, 1, -1], { dtype: "float64" })), [0, 1, -1]);
  expect(() => contrast(zeros([3]), { enhancementAmount: 101 })).toThrow(
    /enhancementAmount=101 must be a number in 0…100/,
  );
});

describe("dcshift", () => {
  it("adds a constant and cuts peaks, or bends them under the limit", () => {
    const x = tensor([0, 0.5, 0.95, -0.9], { dtype: "float64" });
    expectClose(dcshift(x, 0.2), [0.2, 0.7, 1, -0.7]);
    // Above 1 - (0.2 - 0.05) = 0.85 with a slope of 0.05 / 0.15, and never more than that.
    expectClose(dcshift(x, 0.2, { limiterGain: 0.05 }), [0.2, 0.7, 0.85, -0.7]);
    expectClose(dcshift(x.neg(), -0.2, { limiterGain: 0.05 }), [-0.2, -0.7, -0.85, 0.7]);
  });
  it("leaves its argument as it was, and names what is wrong", () => {
    const x = tensor([0.9, 0.1], { dtype: "float64" });
    dcshift(x, 0.2, { limiterGain: 0.05 });
    expectClose(x, [0.9, 0.1]);
    expect(() => dcshift(x, 3)).toThrow(/shift=3/);
  });
});

describe("overdrive", () => {
  it("saturates and takes the constant off", () => {
    const y = numbers(overdrive(tensor([0, 0, 0], { dtype: "float64" }), { colour: 100 }));
    const constant = 0.75 * (0.5 - 0.5 ** 3 / 3);
    [1, 0.995, 0.995 ** 2].forEach((decay, i) => expect(y[i]).toBeCloseTo(constant * decay, 12));
    expect(numbers(overdrive(tensor([1], { dtype: "float64" })))[0]).toBeCloseTo(0.5 + 0.75 * (2 / 3), 12);
  });
  it("has a gradient also where it saturates", () => {
    const x = noise([8]).mul(0.2).detach();
    x.requiresGrad = true;
    expect(gradcheck((t: Tensor) => overdrive(t, { gain: 10 }), [x])).toBe(true);
  });
  it("names what is wrong", () => expect(() => overdrive(zeros([2]), { colour: -1 })).toThrow(/colour=-1/));
});

describe("dither", () => {
  it("gives multiples of the last of 16 bits, close to the signal", () => {
    for (const densityFunction of ["TPDF", "RPDF", "GPDF"] as const) {
      const x = noise([2, 50]).mul(0.9);
      const y = dither(x, { densityFunction, generator: new Generator(1) });
      numbers(y).forEach((value, i) => {
        expect(Number.isInteger(value * 2 ** 15)).toBe(true);
        expect(Math.abs(value - numbers(x)[i])).toBeLessThan(12 / 2 ** 15);
      });
    }
  });
  it("draws from its generator", () => {
    const x = noise([2, 500]);
    const draw = (seed: number): number[] => numbers(dither(x, { densityFunction: "GPDF", generator: new Generator(seed) })); // prettier-ignore
    expect(draw(4)).toEqual(draw(4));
    expect([5, 6, 7].some((seed) => draw(seed).some((value, i) => value !== draw(4)[i]))).toBe(true);
  });
  it("hands each error on to the next sample", () => {
    const x = noise([20]);
    const [plain, shaped] = [numbers(dither(x)), numbers(dither(x, { noiseShaping: true }))];
    const errors = plain.map((value, i) => value - numbers(x)[i]);
    expectClose(tensor(shaped, { dtype: "float64" }), plain.map((value, i) => value + (errors[i - 1] ?? 0))); // prettier-ignore
    expect(() => dither(x, { densityFunction: "LPDF" as never })).toThrow(/densityFunction="LPDF"/);
  });
});

/** The effects as one delay line, sample by sample. */
function delayLine(x: number[], delays: number[], { feedback = 0, quadratic = false } = {}): number[] {
  const ring: number[] = [];
  let last = 0;
  return x.map((value, n) => {
    ring.push(value + last * feedback);
    const at = (k: number): number => ring[n - Math.floor(delays[n]) - k] ?? 0;
    const t = delays[n] % 1;
    last = quadratic
      ? at(0) + ((0.5 * (at(2) - at(0)) - at(1) + at(0)) * t + 2 * (at(1) - at(0)) - 0.5 * (at(2) - at(0))) * t
      : at(0) + (at(1) - at(0)) * t;
    return last;
  });
}

describe("flanger", () => {
  it.each<FlangerOptions>([
    {},
    { regen: 60 },
    { regen: -95, interpolation: "quadratic" },
    { delay: 5, depth: 4, regen: 30, width: 100 },
  ])("is a swinging delay line: %o", (options) => {
    const { delay = 0, depth = 2, regen = 0, width = 71, interpolation } = options;
    const x = noise([90]);
    const ring = Math.trunc((delay + depth) * 2 + 0.5) + 2;
    const [least, most] = [delay * 2, ring - 2];
    // 10 Hz at 2 kHz: 200 samples, beginning at the bottom of the sine.
    const delays = Array.from({ length: 90 }, (_, n) => Math.fround(least + ((most - least) * (1 + Math.sin((2 * Math.PI * (n + 150)) / 200))) / 2)); // prettier-ignore
    const echo = delayLine(numbers(x), delays, { feedback: regen / 100, quadratic: interpolation === "quadratic" });
    const mix = width / 100;
    const expected = numbers(x).map((value, n) => (value + echo[n] * mix * (1 - Math.abs(regen / 100))) / (1 + mix));
    expectClose(flanger(x, 2000, { speed: 10, ...options }), expected.map((v) => Math.max(-1, Math.min(1, v))), 1e-9); // prettier-ignore
  });
  it("shifts neighbouring channels", () => {
    const x = noise([1, 60]);
    const both = flanger(x.repeat(2, 1), 2000, { speed: 10, phase: 50 });
    expectClose(both.select(0, 0), numbers(flanger(x, 2000, { speed: 10 })));
    expect(numbers(both.select(0, 1))).not.toEqual(numbers(both.select(0, 0)));
  });
  it("names what is wrong", () => {
    expect(() => flanger(zeros([5, 20]), 8000)).toThrow(/waveform \[5, 20\] has 5 channels/);
    expect(() => flanger(zeros([20]), 8000, { delay: 31 })).toThrow(/delay=31/);
    expect(() => flanger(zeros([20]), 8000, { modulation: "square" as never })).toThrow(/modulation="square"/);
    expect(() => flanger(zeros([20]), 8000, { interpolation: "cubic" as never })).toThrow(ParameterError);
  });
});

describe("phaser", () => {
  it.each([true, false])("adds echoes of its own result (sinusoidal %s)", (sinusoidal) => {
    const x = noise([300]);
    const expected: number[] = [];
    const length = 6; // 3 ms at 2 kHz
    numbers(x).forEach((value, n) => {
      const point = (n + 1000) % 4000; // half a hertz, a quarter of a period on
      const sine = (1 + Math.sin((2 * Math.PI * point) / 4000)) / 2;
      const triangle = point < 1000 ? point / 2000 + 0.5 : point < 3000 ? 1.5 - point / 2000 : point / 2000 - 1.5;
      const ahead = Math.trunc(1 + (length - 1) * (sinusoidal ? sine : triangle) + 0.5);
      expected.push(0.4 * value + 0.4 * (expected[n - (length + 1 - ahead)] ?? 0));
    });
    expectClose(phaser(x, 2000, { sinusoidal }), expected.map((value) => value * 0.74)); // prettier-ignore
  });
  it("names what is wrong", () => {
    expect(() => phaser(zeros([9]), 2000, { decay: 1 })).toThrow(/decay=1 must be a number in 0…0.99/);
    expect(() => phaser(zeros([9]), 100, { delayMs: 1 })).toThrow(/delayMs=1 must be half a sample or more/);
  });
});
