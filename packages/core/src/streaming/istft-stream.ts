import { istft, type StftOptions } from "../dsp/index.js";
import { checkInteger } from "../dsp/checks.js";
import { resolveLengths } from "../dsp/stft.js";
import { ShapeError } from "../errors/index.js";
import { zeros } from "../ops/index.js";
import { formatShape, toRealDType, type Tensor } from "../tensor/index.js";
import { append, stage, type StreamStage } from "./stage.js";

export interface IstftStreamOptions extends Omit<StftOptions, "padMode"> {
  /** Samples of the result, integer ≥ 1: cut or filled with zeros (default: what the frames cover). */
  readonly length?: number;
}

interface Memory extends Readonly<Record<string, Tensor | number | undefined>> {
  /** Frames that later samples still need. */
  readonly frames: Tensor | undefined;
  /** Number of the first of them. */
  readonly first: number;
  /** Next sample to give, counted from the start of the first frame of all. */
  readonly next: number;
}

/**
 * Streaming `istft`: samples as soon as no later frame reaches them.
 *
 * @param options  those of `istft`
 * @returns a stage: complex [..., bins, frames] → real [..., samples]
 * @throws ParameterError  as istft
 * @throws ShapeError      bins do not suit nFft; frames that hold no sample besides their padding
 * @source librosa.istft, frame by frame
 * @example istftStream({ hopLength: 512 }).push(stft(y)).shape // [10240]
 */
export function istftStream({ length, ...options }: IstftStreamOptions = {}): StreamStage {
  if (length !== undefined) checkInteger("istftStream", "length", length, 1);
  const { center = true } = options;
  const lengths = (frames: Tensor) =>
    resolveLengths("istftStream", { ...options, nFft: options.nFft ?? 2 * (frames.shape.at(-2)! - 1) });
  const startOf = (nFft: number): number => (center ? Math.floor(nFft / 2) : 0);

  /** The samples from `next` to `end` of all frames so far; those before the remembered frames are complete. */
  const samples = (frames: Tensor, first: number, next: number, end: number, hopLength: number): Tensor | undefined =>
    end > next
      ? istft(frames, { ...options, center: false }).narrow(-1, next - first * hopLength, end - next)
      : undefined;

  return stage<Memory>("istftStream", {
    start: { frames: undefined, first: 0, next: -1 },
    push(memory, block) {
      if (block.ndim < 2)
        throw new ShapeError(`istftStream: block ${formatShape(block.shape)} must be [..., bins, frames].`);
      const frames = append(memory.frames, block);
      const { nFft, hopLength } = lengths(frames);
      const start = startOf(nFft);
      const next = Math.max(memory.next, start);
      const count = memory.first + frames.shape.at(-1)!;
      // Another frame would begin at count · hop; if there is none, the last `start` samples are padding.
      const certain = Math.min(count * hopLength, (count - 1) * hopLength + nFft - start);
      const end = Math.max(next, length === undefined ? certain : Math.min(certain, start + length));
      const out = samples(frames, memory.first, next, end, hopLength);
      const isComplete = length !== undefined && end >= start + length;
      const needed = isComplete
        ? count - 1
        : Math.max(memory.first, Math.min(count - 1, Math.floor((end - nFft) / hopLength) + 1));
      const kept = frames.narrow(-1, needed - memory.first, count - needed);
      return { memory: { frames: kept, first: needed, next: end }, out };
    },
    flush({ frames, first, next }) {
      if (frames === undefined) return undefined;
      const { nFft, hopLength } = lengths(frames);
      const start = startOf(nFft);
      const covered = (first + frames.shape.at(-1)! - 1) * hopLength + nFft;
      const end = length === undefined ? covered - start : start + length;
      if (end <= start)
        throw new ShapeError(
          `istftStream: ${first + frames.shape.at(-1)!} frames hold no sample besides the padding of nFft=${nFft}. Give a length or more frames.`,
        );
      const rest = samples(frames, first, next, Math.min(end, covered), hopLength);
      const missing = end - Math.max(next, covered);
      if (missing <= 0) return rest;
      if (rest) return rest.pad([0, missing]);
      const dtype = toRealDType(frames.dtype) as "float32";
      return zeros([...frames.shape.slice(0, -2), missing], { dtype, device: frames.device });
    },
  });
}
