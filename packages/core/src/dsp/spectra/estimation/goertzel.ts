import { ParameterError } from "../../../errors/index.js";
import { complex } from "../../../ops/index.js";
import type { Tensor } from "../../../tensor/index.js";
import { checkList, checkPositive, checkSignal } from "../../checks.js";
import { constant } from "../../constant.js";

/**
 * The Fourier transform at a few frequencies, which need not be those of bins: Σ y[n] · exp(-2πi · f · n / sampleRate).
 *
 * The values are those of Goertzel's recursion. They are worked out as sums, which keep their digits in single precision
 * however long the signal is, where the recursion loses them near 0 Hz.
 *
 * @param y            real, [..., samples]
 * @param frequencies  Hz, one or more
 * @param options.sampleRate  Hz, > 0 (default 22050)
 * @returns complex, [..., frequencies], unit of y: a sine at a frequency gives half its amplitude times the samples
 * @throws ParameterError  no frequencies or such as are not finite; ShapeError: no samples
 * @source Goertzel, American Mathematical Monthly 65, 1958; MATLAB Signal Processing Toolbox, goertzel
 * @example goertzel(y, [440, 660]).abs().argmax().itemSync() // 0
 */
export function goertzel(
  y: Tensor,
  frequencies: ArrayLike<number> = [],
  { sampleRate = 22050 }: { readonly sampleRate?: number } = {},
): Tensor {
  checkSignal("goertzel", y);
  checkList("goertzel", "frequencies", frequencies);
  checkPositive("goertzel", "sampleRate", sampleRate);
  const hz = Array.from(frequencies);
  if (hz.length === 0 || !hz.every(Number.isFinite))
    throw new ParameterError(`goertzel: frequencies=[${hz.join(", ")}] must be one or more finite numbers in Hz.`);
  const n = y.shape.at(-1)!;
  const table = (wave: (angle: number) => number): Tensor => {
    const values = Float64Array.from({ length: n * hz.length }, (_, i) => {
      const turns = (hz[i % hz.length] / sampleRate) * Math.floor(i / hz.length);
      return wave(2 * Math.PI * (turns % 1));
    });
    return constant(values, [n, hz.length], y.dtype, y.device);
  };
  const rows = y.unsqueeze(-2); // [..., 1, samples]
  const [re, im] = [rows.matmul(table(Math.cos)), rows.matmul(table((angle) => -Math.sin(angle)))];
  return complex(re, im).squeeze(-2);
}
