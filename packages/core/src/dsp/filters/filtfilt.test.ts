import { describe, expect, it } from "vitest";
import { butter, cos, filtfilt, flip, freqz, lfilter, linspace, tensor, type EndPadding, type Tensor } from "../../index.js"; // prettier-ignore

const double = (values: readonly number[]): Tensor => tensor([...values], { dtype: "float64" });
const furthest = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync();
const A = [1, -0.5, 0.25];
const B = [0.3, 0.2, 0.1];
const X = double([0.5, -0.25, 0.75, 0, -0.5, 0.25, 1, -0.75]);

describe("filtfilt", () => {
  it.each([0.02, 0.1, 0.3])("leaves the phase of a wave alone and squares its gain, at %d of the sample rate", (f) => {
    const { b, a } = butter(3, 0.4);
    const x = cos(linspace(0, 2 * Math.PI * f * 399, 400, { dtype: "float64" }));
    const { re, im } = freqz(b, a, { worN: [2 * Math.PI * f] }).h;
    const y = filtfilt(x, a, b, { padType: "odd", clamp: false });
    const middle = (t: Tensor): Tensor => t.narrow(-1, 100, 200);
    expect(furthest(middle(y), middle(x).mul(re[0] ** 2 + im[0] ** 2))).toBeLessThan(1e-6);
  });

  it("is the same forwards and backwards, of zeros around a signal", () => {
    const x = X.pad([96, 96]);
    expect(furthest(filtfilt(x, A, B), flip(filtfilt(flip(x, [-1]), A, B), [-1]))).toBeLessThan(1e-12);
  });

  // The numbers are those of scipy.signal.filtfilt, scipy 1.10.
  it.each<[EndPadding, number[]]>([
    ["odd", [0.3161017486, 0.1854943472, 0.08970669985, 0.02337351084, 0.07510772228, 0.1838307762, 0.0439884758, -0.4807445908]],
    ["even", [0.1438429621, 0.1307224554, 0.1129480624, 0.02706880331, -0.002342143059, 0.08368112564, 0.186223011, 0.203307457]],
    ["constant", [0.2299723554, 0.1581084013, 0.1013273811, 0.02522115707, 0.03638278961, 0.1337559509, 0.1151057434, -0.1387185669]],
    [null, [0.2306170654, 0.1622045898, 0.106940918, 0.02006347656, 0.00361328125, 0.08884765625, 0.1563671875, 0.1234375]],
  ])("continues the ends as scipy, %s", (padType, expected) => {
    expect(furthest(filtfilt(X, A, B, { padType, padlen: 4 }), double(expected))).toBeLessThan(1e-9);
    // A tensor's steady state is found by ops, a list's in advance.
    const byTensor = filtfilt(X, double(A), double(B), { padType, padlen: 4 });
    expect(furthest(byTensor, double(expected))).toBeLessThan(1e-9);
  }); // prettier-ignore

  it("pads as far as scipy unless told otherwise, and from rest without a padType, as torchaudio", () => {
    const x = double(Array.from({ length: 40 }, (_, i) => 0.4 * Math.sin(i ** 1.5)));
    const end = filtfilt(x, A, B, { padType: "odd" }).narrow(-1, 37, 3);
    expect(furthest(end, double([0.02979801664, -0.05190320908, -0.2550463806]))).toBeLessThan(1e-9);
    const twice = flip(lfilter(flip(lfilter(x, A, B, { clamp: false }), [-1]), A, B), [-1]);
    expect(furthest(filtfilt(x, A, B), twice)).toBe(0);
  });

  it("names what is wrong", () => {
    expect(() => filtfilt(X, A, B, { padType: "wrap" as never })).toThrow(/padType="wrap"/);
    expect(() => filtfilt(X, A, B, { padType: "odd", padlen: 8 })).toThrow(/padlen=8/);
    expect(() => filtfilt(X, [1, -1], [1], { padType: "odd", padlen: 2 })).toThrow(/a pole at z = 1/);
  });
});
