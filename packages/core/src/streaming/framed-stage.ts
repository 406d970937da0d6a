// Stages of frames: what a function gives for each frame of a signal depends on that frame alone.
import { padSignal, type SignalPadMode } from "../dsp/pad-signal.js";
import { ParameterError } from "../errors/index.js";
import { cat } from "../ops/index.js";
import type { Tensor } from "../tensor/index.js";
import { append, stage, type StreamStage } from "./stage.js";

export interface Framing {
  readonly frameLength: number;
  readonly hopLength: number;
  readonly center: boolean;
  readonly padMode: SignalPadMode;
}

/** Paddings that are known from the samples next to the end. */
const LOCAL: readonly SignalPadMode[] = ["constant", "edge", "reflect", "symmetric"];

/** What the stage remembers: samples from before the next frame on, padding included, and where in them that frame begins. */
interface Memory extends Readonly<Record<string, Tensor | number | boolean | undefined>> {
  readonly samples: Tensor | undefined;
  readonly next: number;
  readonly started: boolean;
  readonly emitted: boolean;
}

/**
 * The stage of a framed function. `compute(y, center)` is the function itself: with center false it is called on pieces
 * that hold whole frames, with the wanted centring on signals too short to be cut.
 */
export function framedStage(
  op: string,
  { frameLength, hopLength, center, padMode }: Framing,
  compute: (y: Tensor, center: boolean) => Tensor,
): StreamStage {
  const pad = center ? Math.floor(frameLength / 2) : 0;
  if (pad > 0 && !LOCAL.includes(padMode))
    throw new ParameterError(
      `${op}: padMode="${padMode}" needs the whole signal before its first frame. Use one of ${LOCAL.join(", ")}, or center: false.`,
    );
  /** Samples that the padding at either end looks at. */
  const reach = pad + 1;

  const frames = (samples: Tensor, next: number): { out: Tensor | undefined; next: number } => {
    const count = Math.floor((samples.shape.at(-1)! - next - frameLength) / hopLength) + 1;
    if (count < 1) return { out: undefined, next };
    const piece = samples.narrow(-1, next, (count - 1) * hopLength + frameLength);
    return { out: compute(piece, false), next: next + count * hopLength };
  };

  return stage<Memory>(op, {
    start: { samples: undefined, next: 0, started: pad === 0, emitted: false },
    push(memory, block) {
      let samples = append(memory.samples, block);
      if (!memory.started && samples.shape.at(-1)! < reach) return { memory: { ...memory, samples } };
      if (!memory.started) {
        const head = padSignal(op, samples.narrow(-1, 0, reach), { before: pad, after: 0, mode: padMode });
        samples = cat([head.narrow(-1, 0, pad), samples], -1);
      }
      const { out, next } = frames(samples, memory.next);
      const length = samples.shape.at(-1)!;
      const drop = Math.min(next, Math.max(0, length - reach));
      return {
        memory: {
          samples: samples.narrow(-1, drop, length - drop),
          next: next - drop,
          started: true,
          emitted: memory.emitted || out !== undefined,
        },
        out,
      };
    },
    flush({ samples, next, started, emitted }) {
      if (samples === undefined) return undefined;
      if (!started) return compute(samples, center);
      if (pad === 0) return emitted ? undefined : compute(samples, false);
      const length = samples.shape.at(-1)!;
      const tail = padSignal(op, samples.narrow(-1, length - reach, reach), { before: 0, after: pad, mode: padMode });
      return frames(cat([samples, tail.narrow(-1, reach, pad)], -1), next).out;
    },
  });
}
