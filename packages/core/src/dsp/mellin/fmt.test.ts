import { expect, it } from "vitest";
import { fmt, fromTypedArray, zeros, type FmtOptions, type Tensor } from "../../index.js";

const y = fromTypedArray(
  Float64Array.from({ length: 40 }, (_, n) => Math.sin(0.4 * n) + 0.1 * n),
  [40],
);
const first = (X: Tensor): number[] => X.narrow(-1, 0, 4).abs().arraySync() as number[];

// Magnitudes of librosa 0.11.
it.each<[FmtOptions, number[]]>([
  [{}, [4.16775222, 2.22796078, 2.13435928, 1.28996279]],
  [{ kind: "linear", beta: 1 }, [2.86002061, 2.12103227, 1.76252183, 1.15121578]],
  [{ kind: "quadratic", overSample: 1.5, tMin: 0.7 }, [4.48006734, 2.31035549, 2.2096057, 1.09433305]],
  [{ kind: "nearest", nFmt: 61, tMin: 0.7 }, [4.15031062, 2.04786969, 2.05752141, 1.1366612]],
  [{ kind: "zero", nFmt: 61, overSample: 2, tMin: 0.7 }, [3.58596067, 1.7091088, 1.79367812, 1.22218972]],
])("interpolates as librosa does: %j", (options, expected) => {
  const found = first(fmt(y, options));
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 6));
});

it("does not change its magnitude when time is stretched", () => {
  const bump = (stretch: number): Tensor =>
    fromTypedArray(Float64Array.from({ length: 512 }, (_, n) => Math.exp(-(((n / stretch - 60) / 15) ** 2)) / Math.sqrt(stretch)), [512]); // prettier-ignore
  const [a, b] = [1, 3].map((stretch) => first(fmt(bump(stretch), { tMin: 1 })));
  a.forEach((value, i) => expect(value / b[i]).toBeCloseTo(1, 2));
});

it("refuses what makes no grid", () => {
  expect(() => fmt(y, { tMin: 45 })).toThrow(/fmt: tMin=45/);
  expect(() => fmt(y, { tMin: 45, nFmt: 20 })).toThrow(/puts points of the grid on one sample of 40/);
  expect(() => fmt(zeros([2]))).toThrow(/at least 3 samples/);
  expect(() => fmt(y, { kind: "cubical" as never })).toThrow(/kind=cubical must be/);
});
