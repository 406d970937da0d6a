// A signal with more of the same kind on both sides, so that a filter has rung before the signal begins.
import { ParameterError } from "../../errors/index.js";
import { cat, flip } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";

/** "odd": turned about the end sample by 180°; "even": mirrored; "constant": the end sample repeated; null: nothing. */
export type EndPadding = "odd" | "even" | "constant" | null;

/** [..., samples] → [..., padlen + samples + padlen]. */
export function extendEnds(op: string, x: Tensor, padType: EndPadding, padlen: number): Tensor {
  if (padType !== "odd" && padType !== "even" && padType !== "constant" && padType !== null)
    throw new ParameterError(`${op}: padType="${String(padType)}" must be "odd", "even", "constant" or null.`);
  if (!Number.isInteger(padlen) || padlen < 0)
    throw new ParameterError(`${op}: padlen=${padlen} must be an integer ≥ 0.`);
  const samples = x.shape.at(-1)!;
  if (padType === null || padlen === 0) return x;
  if (samples <= padlen)
    throw new ParameterError(
      `${op}: padlen=${padlen} must be less than the ${samples} samples. Pass a smaller padlen.`,
    );
  const [first, last] = [x.narrow(-1, 0, 1), x.narrow(-1, samples - 1, 1)];
  if (padType === "constant") {
    const repeated = (end: Tensor): Tensor => end.expand(...x.shape.slice(0, -1), padlen);
    return cat([repeated(first), x, repeated(last)], -1);
  }
  const before = flip(x.narrow(-1, 1, padlen), -1);
  const after = flip(x.narrow(-1, samples - 1 - padlen, padlen), -1);
  if (padType === "even") return cat([before, x, after], -1);
  return cat([first.mul(2).sub(before), x, last.mul(2).sub(after)], -1);
}
