// A spectrogram reduced, while it is computed, to as many columns as a picture can show.
import type { SpectrogramLevels } from "./audio-analysis.js";

const MAX_COLUMNS = 1600;
const FLOOR_DB = -100;

/** Averages the power of neighbouring frames. */
export class SpectrogramThinner {
  readonly #bins: number;
  readonly #framesPerColumn: number;
  readonly #columns: number;
  readonly #frames: number;
  /** [bins, columns] */
  readonly #power: Float32Array;

  constructor(bins: number, frames: number) {
    this.#bins = bins;
    this.#frames = frames;
    this.#framesPerColumn = Math.max(1, Math.ceil(frames / MAX_COLUMNS));
    this.#columns = Math.ceil(frames / this.#framesPerColumn);
    this.#power = new Float32Array(bins * this.#columns);
  }

  /** @param magnitudes  [bins, count], row-major, frames `first` to `first + count - 1` */
  add(magnitudes: ArrayLike<number>, first: number, count: number): void {
    for (let bin = 0; bin < this.#bins; bin++)
      for (let i = 0; i < count; i++) {
        const column = Math.floor((first + i) / this.#framesPerColumn);
        this.#power[bin * this.#columns + column] += magnitudes[bin * count + i] ** 2;
      }
  }

  /** Levels relative to the loudest cell, −100 dB at least; silence is −100 dB everywhere. */
  levels(hopSeconds: number): SpectrogramLevels {
    const lastFrames = this.#frames - (this.#columns - 1) * this.#framesPerColumn;
    const mean = (i: number): number =>
      this.#power[i] / ((i + 1) % this.#columns === 0 ? lastFrames : this.#framesPerColumn);
    let loudest = 0;
    for (let i = 0; i < this.#power.length; i++) loudest = Math.max(loudest, mean(i));
    const decibels = this.#power.map((_, i) =>
      loudest > 0 ? Math.max(FLOOR_DB, 10 * Math.log10(mean(i) / loudest)) : FLOOR_DB,
    );
    return {
      decibels,
      bins: this.#bins,
      columns: this.#columns,
      startSeconds: (hopSeconds * (this.#framesPerColumn - 1)) / 2,
      stepSeconds: hopSeconds * this.#framesPerColumn,
    };
  }
}
