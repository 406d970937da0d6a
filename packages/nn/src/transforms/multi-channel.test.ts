import { complex, DTypeError, fromTypedArray, Generator, ParameterError, psd, randn, rtfPower, ShapeError, tensor, type Tensor } from "@sonograd/core"; // prettier-ignore
import { describe, expect, it } from "vitest";
import { transforms } from "../index.js";

const float64 = (values: number[], shape: number[]): Tensor =>
  fromTypedArray(Float64Array.from(values), shape, { dtype: "float64" });
const range = (n: number, f: (i: number) => number): number[] => Array.from({ length: n }, (_, i) => f(i));
const wave = (n: number, k: number, shape: number[]): Tensor =>
  complex(float64(range(n, (i) => Math.sin(i * k + 1)), shape), float64(range(n, (i) => Math.cos(i * i * 0.37 * k)), shape)); // prettier-ignore

const S = wave(30, 1.3, [3, 2, 5]);
const mask = float64(range(10, (i) => 0.5 + 0.5 * Math.sin(i * 2.1)), [2, 5]); // prettier-ignore
const rest = mask.neg().add(1);
const masks = float64([1, 0.5, 0.2], [3, 1, 1]).mul(mask);
const near = (x: Tensor, expected: readonly number[]): void => {
  expect(x.viewAsReal().flatten().arraySync()).toEqual(expected.map((v) => expect.closeTo(v, 6) as number));
};

// Numbers of torchaudio 0.13 for the same spectra.
describe("multi-channel transforms", () => {
  it("PSD averages the masks of channels", () => {
    const matrices = new transforms.PSD({ multiMask: true, normalize: false }).forward(S, masks);
    near(matrices.select(0, 0), [1.53891738, 0, 0.39382062, 1.07889052, 0.33146759, 0.29848762, 0.39382062, -1.07889052, 1.53464258, 0, 0.84820011, -0.11312769, 0.33146759, -0.29848762, 0.84820011, 0.11312769, 1.45668385, 0]); // prettier-ignore
  });

  it("MVDR agrees with torchaudio in all solutions", () => {
    const run = (solution: "ref_channel" | "stv_evd" | "stv_power"): Tensor =>
      new transforms.MVDR({ refChannel: 1, solution }).forward(S, mask).select(0, 0);
    near(run("ref_channel"), [0.24112083, 0.02990509, 0.16809093, 0.10576115, -0.08302076, 0.14324848, -0.05876085, 0.19820437, 0.14682725, 0.18257378]); // prettier-ignore
    near(run("stv_evd"), [1.4633979, -0.16609142, 1.46822079, 0.27618915, -0.08988586, 0.48907351, -0.38993257, 0.44004907, 0.99441084, 0.03039566]); // prettier-ignore
    near(run("stv_power"), [0.31328084, 0.27290599, 0.34461132, 0.48696519, 0.10677389, 0.15061239, 0.00226485, -0.01065319, 0.48424445, 0.09664365]); // prettier-ignore
    near(new transforms.MVDR({ multiMask: true }).forward(S, masks, masks.neg().add(1)).select(0, 0), [0.2705404, 0.36219002, 0.31351176, 0.41990059, -0.01962779, -0.03385116, -0.29795357, -0.06109294, 0.15016561, 0.03066663]); // prettier-ignore
  });

  it("MVDR goes on from the matrices of the call before where it is online", () => {
    const online = new transforms.MVDR({ online: true });
    online.forward(S, mask, rest);
    const turned = S.mul(wave(1, 2, [1]));
    near(online.forward(turned, mask.mul(-0.5).add(1), mask.mul(0.7)).select(0, 0), [-0.1203554, 0.5678364, -0.12480076, 0.59001647, 0.00694497, -0.13698552, -0.17782283, -0.38778765, 0.01685824, 0.10056036]); // prettier-ignore
  });

  it("SoudenMVDR and RTFMVDR agree with torchaudio", () => {
    const [speech, noise] = [psd(S, mask), psd(S, rest)];
    near(new transforms.SoudenMVDR().forward(S, speech, noise, 2).select(0, 1), [0.21782584, 0.1767942, -0.11274341, -0.15116457, -0.6085949, 0.18596735, 0.01665805, -0.03565989, 0.57739327, -0.6114818]); // prettier-ignore
    const rtf = rtfPower(speech, noise, 0);
    near(new transforms.RTFMVDR().forward(S, rtf, noise, 0).select(0, 1), [0.05700336, 0.17033058, 0.12495428, -0.14384222, -0.37010234, -0.206371, 0.04745456, -0.04512452, 0.53438976, 0.04153316]); // prettier-ignore
  });

  it("say what is wrong", () => {
    expect(() => new transforms.MVDR({ solution: "best" as never })).toThrow(ParameterError);
    expect(() => new transforms.MVDR().forward(mask, mask)).toThrow(DTypeError);
    expect(() => new transforms.MVDR().forward(S.select(0, 0), mask)).toThrow(ShapeError);
    expect(() => new transforms.PSD().forward(S, masks)).toThrow(/mask/);
  });
});

describe("SpeedPerturbation", () => {
  const y = randn([2, 1000], { generator: new Generator(1) });
  it("draws one of its factors for each call, the same ones for the same seed", () => {
    const lengths = (seed: number): number[] => {
      const made = new transforms.SpeedPerturbation(8000, [0.5, 1, 2], { generator: new Generator(seed) });
      return range(12, () => made.forward(y).shape[1]);
    };
    expect(new Set(lengths(3))).toEqual(new Set([2000, 1000, 500]));
    expect(lengths(3)).toEqual(lengths(3));
  });

  it("gives the lengths that count as torchaudio does", () => {
    const [faster, lengths] = new transforms.SpeedPerturbation(16000, [1.1]).forward(y, tensor(Int32Array.of(1000, 7)));
    expect(faster.shape).toEqual([2, 910]);
    expect(lengths.arraySync()).toEqual([910, 7]);
    expect(() => new transforms.SpeedPerturbation(16000, [])).toThrow(/factors=/);
    expect(() => new transforms.SpeedPerturbation(16000, [1, -1])).toThrow(/factor=-1/);
  });
});
