// Frames of a signal as lines to transform: padded by index, windowed as they are read.
import type { SpectrogramAttrs, View } from "@sonograd/core";
import { declared, type Source } from "../fft/ends.js";
import { range } from "../views.js";

// WGSL for the sample that stands at position `at` outside of the signal; −1 for a zero.
const PADDED_INDEX: Record<SpectrogramAttrs["padMode"], string> = {
  constant: "at = -1;",
  edge: "at = clamp(at, 0, length - 1);",
  wrap: "at = ((at % length) + length) % length;",
  reflect: `let period = max(1, 2 * (length - 1));
    let folded = ((at % period) + period) % period;
    at = select(period - folded, folded, folded < length);`,
  symmetric: `let period = 2 * length;
    let folded = ((at % period) + period) % period;
    at = select(period - 1 - folded, folded, folded < length);`,
};

/** Real source of frames: the last coordinate of a line is the frame's number, those before it are the signal's. */
export function frameSource(x: View, window: View, { hopLength, pad, padMode }: SpectrogramAttrs): Source {
  const signal = range(x.shape.length - 1).map((axis) => `b${axis}`);
  return {
    declare: (builder) => {
      builder.u32("hop", hopLength).i32("pad", pad).i32("length", x.shape.at(-1)!);
      // One way through the function: branches are dear where lanes run in step.
      builder.read("x", x).read("window", window)
        .include(`fn frame_sample(${declared([...signal, "frame"])}k: u32) -> f32 {
  let length = p.length;
  var at = i32(frame * p.hop + k) - p.pad;
  if (at < 0 || at >= length) {
    ${PADDED_INDEX[padMode]}
  }
  return select(0.0, x_get(${[...signal, "u32(max(at, 0))"].join(", ")}) * window_get(k), at >= 0);
}`);
    },
    load: (line, k) => `frame_sample(${[...line, k].join(", ")})`,
  };
}
