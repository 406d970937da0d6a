// What a library brings to the races in the browser.
import type { Clips } from "./log-mel.js";
import type { BatchSize } from "./network.js";

/** One way to do a piece of work. */
export interface Entrant {
  /** The library, and which of its ways where there are several. */
  readonly label: string;
  /** Does the work once and reads the result back. The training step goes on from where the last run left the network. */
  readonly run: () => Promise<ArrayLike<number>>;
}

export interface Contender {
  readonly library: string;
  /** Training on one batch, again and again; the result is the loss before the step. */
  training(size: BatchSize): Entrant;
  /** Log-mel of a batch as [batch, frames, mels] in dB, without top-dB: the ways that the library has. */
  logMels(clips: Clips): readonly Entrant[];
}
