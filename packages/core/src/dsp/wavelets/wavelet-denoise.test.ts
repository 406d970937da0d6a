import { describe, expect, it } from "vitest";
import {
  chirp,
  dwt,
  Generator,
  idwt,
  randn,
  tensor,
  waveletDenoise,
  waveletThreshold,
  zeros,
  type Tensor,
} from "../../index.js";

const clean = chirp({ fmin: 5, fmax: 60, sampleRate: 1024, duration: 2 });
const noisy = clean.add(randn([2048], { generator: new Generator(3) }).mul(0.3));
const error = (y: Tensor): number => y.sub(clean).square().mean().dataSync()[0] as number;

describe("waveletDenoise", () => {
  it.each([
    ["BayesShrink", 0.4],
    ["SURE", 0.4],
    ["VisuShrink", 0.8],
  ] as const)("brings a noisy chirp nearer to the clean one, %s", (method, most) => {
    const options = { wavelet: "sym8", method, waveletLevels: 5 } as const;
    expect(error(waveletDenoise(noisy, options))).toBeLessThan(most * error(noisy));
    // What is estimated is near what is known.
    const known = error(waveletDenoise(noisy, { ...options, sigma: 0.3 }));
    expect(Math.abs(error(waveletDenoise(noisy, options)) - known)).toBeLessThan(0.1 * known);
  });

  it("has risk estimates that beat the universal threshold where the signal has many details", () => {
    const options = { wavelet: "sym8", waveletLevels: 5, sigma: 0.3 } as const;
    const risk = (method: "SURE" | "VisuShrink"): number => error(waveletDenoise(noisy, { ...options, method }));
    expect(risk("SURE")).toBeLessThan(risk("VisuShrink"));
  });

  it("takes the threshold of least estimated risk among the details, tried one by one", () => {
    const sigma = 0.5;
    const values = Array.from({ length: 64 }, (_, i) => Math.sin(i * i) * (1 + (i % 5)));
    const x = tensor(values, { dtype: "float64" });
    const { cA, cD } = dwt(x, "haar");
    const sizes = Array.from(cD.dataSync() as Float64Array, (d) => Math.abs(d) / sigma);
    const n = sizes.length;
    const risk = (t: number): number =>
      n - 2 * sizes.filter((s) => s <= t).length + sizes.reduce((sum, s) => sum + Math.min(s, t) ** 2, 0);
    const allowed = sizes.filter((s) => s <= Math.sqrt(2 * Math.log(n)));
    const best = allowed.reduce((a, b) => (risk(b) < risk(a) ? b : a));
    const expected = idwt(cA, waveletThreshold(cD, best * sigma), "haar");
    const actual = waveletDenoise(x, { sigma, method: "SURE", wavelet: "haar", waveletLevels: 1 });
    expect(actual.sub(expected).abs().max().dataSync()[0]).toBeLessThan(1e-12);
    // Neither end of the list: the choice matters.
    expect(best).toBeGreaterThan(Math.min(...allowed));
    expect(best).toBeLessThan(Math.max(...allowed));
  });

  it("leaves a signal without noise as it is", () => {
    for (const method of ["BayesShrink", "VisuShrink", "SURE"] as const)
      expect(error(waveletDenoise(clean, { sigma: 0, method, wavelet: "db3" }))).toBeLessThan(1e-10);
  });

  it("treats every line on its own, along any dimension", () => {
    const two = zeros([2, 2048])
      .add(tensor([[1], [100]]))
      .mul(noisy);
    const both = waveletDenoise(two.t(), { dim: 0 }).t();
    const ratio = both
      .narrow(0, 1, 1)
      .div(100)
      .sub(both.narrow(0, 0, 1))
      .abs()
      .max()
      .dataSync()[0];
    expect(ratio).toBeLessThan(1e-4);
  });

  it("keeps odd lengths and refuses what is no method", () => {
    expect(waveletDenoise(noisy.narrow(0, 0, 1001)).shape).toEqual([1001]);
    expect(() => waveletDenoise(noisy, { sigma: -1 })).toThrow(/sigma=-1/);
    expect(() => waveletDenoise(noisy, { method: "Stein" as "SURE" })).toThrow(/method=Stein|method="Stein"/);
    expect(() => waveletDenoise(noisy, { mode: "greater" as "soft" })).toThrow(/mode="greater"/);
    expect(() => waveletDenoise(noisy, { waveletLevels: 0 })).toThrow(/waveletLevels=0/);
  });
});
