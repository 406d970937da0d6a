import { ParameterError, type Tensor } from "@sonograd/core";
import { Module } from "../modules/index.js";

export interface AmplitudeToDBOptions {
  /** What goes in: "power" or "magnitude" (default "power"). */
  readonly stype?: "power" | "magnitude";
  /** dB below the largest value of each example that are kept, ≥ 0 (default null: all). */
  readonly topDb?: number | null;
}

/** Below this a value counts as silence. */
const AMIN = 1e-10;

/**
 * Spectrogram → decibels, as `torchaudio.transforms.AmplitudeToDB`.
 *
 * forward(x [..., channels, bins, frames]) → the same shape, dB. topDb counts from the largest value of each example, its
 * channels together; without a batch from the largest of all.
 *
 * @throws ParameterError  unknown stype, negative topDb
 * @example new transforms.AmplitudeToDB({ topDb: 80 })(power)
 */
export class AmplitudeToDB extends Module {
  readonly #multiplier: number;
  readonly #topDb: number | null;
  constructor({ stype = "power", topDb = null }: AmplitudeToDBOptions = {}) {
    super();
    if (stype !== "power" && stype !== "magnitude")
      throw new ParameterError(`AmplitudeToDB: stype="${String(stype)}" must be "power" or "magnitude".`);
    if (topDb !== null && !(topDb >= 0))
      throw new ParameterError(`AmplitudeToDB: topDb=${topDb} must be ≥ 0 dB, or null for no limit.`);
    this.#multiplier = stype === "power" ? 10 : 20;
    this.#topDb = topDb;
  }
  override forward(x: Tensor): Tensor {
    const db = x.clamp({ min: AMIN }).log10().mul(this.#multiplier);
    if (this.#topDb === null) return db;
    const dims = [-1, -2, -3].slice(0, Math.min(3, x.ndim));
    return db.maximum(db.amax(dims, { keepdim: true }).sub(this.#topDb));
  }
}
