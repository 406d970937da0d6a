import type { Tensor } from "../../tensor/index.js";
import { checkSignal } from "../checks.js";
import { readLines, writeLines } from "../host-lines.js";
import { allModes, resolveSifting, type SiftingOptions } from "./sifting.js";

export interface Modes {
  /** [..., modes, samples], from fast to slow; lines with fewer modes end in zeros. */
  readonly imfs: Tensor;
  /** [..., samples]: what the modes leave of the signal. */
  readonly residue: Tensor;
}

/** The modes of every line as tensors like `y`. */
export function writeModes(
  y: Tensor,
  lines: readonly { modes: readonly Float64Array[]; residue: Float64Array }[],
): Modes {
  const samples = y.shape.at(-1)!;
  const batch = y.shape.slice(0, -1);
  const count = lines.reduce((most, { modes }) => Math.max(most, modes.length), 0);
  const rows = lines.flatMap(({ modes }) =>
    Array.from({ length: count }, (_, k) => modes[k] ?? new Float64Array(samples)),
  );
  return {
    imfs: writeLines(rows, [...batch, count], samples, y),
    residue: writeLines(lines.map(({ residue }) => residue), batch, samples, y), // prettier-ignore
  };
}

/**
 * Empirical mode decomposition: a signal as a sum of oscillations (intrinsic mode functions) whose amplitude and frequency may
 * vary, found by sifting with cubic spline envelopes whose extrema are mirrored at the ends.
 *
 * @param y        real, [..., samples]
 * @param options.stopping     "rilling", "cauchy", "s-number" or "fixed" (default "rilling")
 * @param options.theta1       for "rilling", > 0 (default 0.05), with theta2 (default 0.5) and alpha, 0…1 (default 0.05)
 * @param options.sdThreshold  for "cauchy", > 0 (default 0.2)
 * @param options.sNumber      for "s-number", integer ≥ 1 (default 4)
 * @param options.sifts        for "fixed", integer ≥ 1 (default 10)
 * @param options.maxSifts     per mode, integer ≥ 1 (default 1000)
 * @param options.maxImfs      modes at most, integer ≥ 1 (default floor(log2 samples) + 1)
 * @returns { imfs: [..., modes, samples] from fast to slow, residue: [..., samples] }, unit of y; their sum is y. Signals with fewer
 *          than three extrema (silence, constants, ramps) have no mode and are all residue, as is NaN. No gradient
 * @throws ParameterError  an option out of range
 * @source Huang et al., Proc. R. Soc. A 454 (1998); stopping: Rilling et al. (2003), Huang et al. (2003)
 * @example emd(y.narrow(-1, 0, 500), { maxImfs: 3 })
 */
export async function emd(y: Tensor, options: SiftingOptions = {}): Promise<Modes> {
  checkSignal("emd", y);
  const sifting = resolveSifting("emd", y.shape.at(-1)!, options);
  return writeModes(y, (await readLines(y)).map((line) => allModes(line, sifting))); // prettier-ignore
}
