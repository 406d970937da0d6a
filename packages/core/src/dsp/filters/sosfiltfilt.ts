import { cat, flip, stack } from "../../ops/index.js";
import { Tensor } from "../../tensor/index.js";
import { checkSignal } from "../checks.js";
import { constant } from "../constant.js";
import { extendEnds, type EndPadding } from "./extend-ends.js";
import { throughSections, toSections } from "./sosfilt.js";
import { sosfiltZi, steadyState, type SosRows } from "./steady-state.js";

export interface SosfiltfiltOptions {
  /** How the ends are continued (default "odd"). */
  readonly padType?: EndPadding;
  /** Samples added at either end (default: 3 times the order and a little, as scipy counts). */
  readonly padlen?: number;
}

/**
 * The signal through second-order sections forwards and then backwards: twice the attenuation and no delay.
 *
 * @param x    real, [..., samples]
 * @param sos  rows b0, b1, b2, a0, a1, a2, or a tensor [sections, 6] in which gradients flow
 * @param options.padType  "odd", "even", "constant" or null: how the ends are continued (default "odd")
 * @param options.padlen   samples at either end, integer ≥ 0 and less than the samples (default 3·(2·sections + 1 - the lesser of the sections with b2 = 0 and those with a2 = 0), of a tensor 3·(2·sections + 1))
 * @returns shape of x, unit of x. Silence gives silence
 * @throws ParameterError  padType unknown, padlen out of range, or a pole at z = 1; ShapeError: sos is not [sections, 6]
 * @source scipy.signal.sosfiltfilt
 * @example sosfiltfilt(y, [[0.1, 0, 0, 1, -0.9, 0]])
 */
export function sosfiltfilt(
  x: Tensor,
  sos: SosRows | Tensor,
  { padType = "odd", padlen }: SosfiltfiltOptions = {},
): Tensor {
  checkSignal("sosfiltfilt", x, "x");
  const sections = toSections("sosfiltfilt", sos, x);
  const length = padlen ?? defaultPadlen(sos);
  const extended = extendEnds("sosfiltfilt", x, padType, length);
  const states = settledSections(sos, sections);
  const count = sections.shape[0];
  const pass = (signal: Tensor): Tensor => {
    // [sections, 2] · [..., 1] → [sections, ..., 2]
    const first = signal.narrow(-1, 0, 1);
    const zi = stack(
      Array.from({ length: count }, (_, i) => states.select(0, i).mul(first)),
      0,
    );
    return throughSections("sosfiltfilt", signal, sections, zi).y;
  };
  const both = flip(pass(flip(pass(extended), -1)), -1);
  return padType === null ? both : both.narrow(-1, length, x.shape.at(-1)!);
}

/** A first-order section has nothing that rings for its second delay. */
function defaultPadlen(sos: SosRows | Tensor): number {
  if (sos instanceof Tensor) return 3 * (2 * sos.shape[0] + 1);
  const withoutSecond = (column: number): number => sos.filter((row) => row[column] === 0).length;
  return 3 * (2 * sos.length + 1 - Math.min(withoutSecond(2), withoutSecond(5)));
}

function settledSections(sos: SosRows | Tensor, sections: Tensor): Tensor {
  const count = sections.shape[0];
  if (!(sos instanceof Tensor)) {
    const states = sosfiltZi(sos).flatMap((row) => Array.from(row));
    return constant(Float64Array.from(states), [count, 2], sections.dtype, sections.device);
  }
  const [b, a] = [sections.narrow(1, 0, 3), sections.narrow(1, 3, 3)];
  const gains = b.sum(1, { keepdim: true }).div(a.sum(1, { keepdim: true }));
  // A section sees the constant as the ones before it leave it.
  const before = cat([gains.newZeros([1, 1]).add(1), gains.narrow(0, 0, count - 1)], 0).cumprod(0);
  return steadyState(b, a).mul(before);
}
