import { ParameterError } from "../errors/index.js";
import type { Tensor } from "../tensor/index.js";
import { checkPositive, checkSignal } from "./checks.js";
import { readLines, writeLines } from "./host-lines.js";

export interface EnvelopeFollowerOptions {
  /** Hz (default 22050). */
  readonly sampleRate?: number;
  /** Time constant while the level rises, seconds ≥ 0 (default 0.01). */
  readonly attackSeconds?: number;
  /** Time constant while it falls, seconds ≥ 0 (default 0.1). */
  readonly releaseSeconds?: number;
  /** What is followed: the magnitude, or the root of the followed square (default "peak"). */
  readonly detector?: "peak" | "rms";
}

/**
 * Envelope follower: the level of a signal, quick to rise and slow to fall as a compressor's.
 *
 * @param y        real, [..., samples]
 * @param options.sampleRate      Hz (default 22050)
 * @param options.attackSeconds   time constant while the level rises, ≥ 0 (default 0.01)
 * @param options.releaseSeconds  time constant while it falls, ≥ 0 (default 0.1)
 * @param options.detector        "peak" for magnitudes, "rms" for squares under a root (default "peak")
 * @returns [..., samples], unit of y, ≥ 0; begins from silence. NaN stays from where it comes. No gradient
 * @throws ParameterError  a time negative, sampleRate not > 0, unknown detector
 * @source Zölzer, DAFX: Digital Audio Effects, 2nd ed. (2011), 4.2
 * @example envelopeFollower(y, { attackSeconds: 0.005 })
 */
export async function envelopeFollower(y: Tensor, options: EnvelopeFollowerOptions = {}): Promise<Tensor> {
  checkSignal("envelopeFollower", y);
  const follow = followerOf("envelopeFollower", options);
  const lines = (await readLines(y)).map((line) => follow(line, 0).envelope);
  return writeLines(lines, y.shape.slice(0, -1), y.shape.at(-1)!, y);
}

/** What follows a line from a level on, and says at which level it ends. */
export type Follower = (
  line: Float64Array,
  level: number,
) => { readonly envelope: Float64Array; readonly level: number };

/** The follower of checked options. */
export function followerOf(
  op: string,
  { sampleRate = 22050, attackSeconds = 0.01, releaseSeconds = 0.1, detector = "peak" }: EnvelopeFollowerOptions,
): Follower {
  checkPositive(op, "sampleRate", sampleRate);
  for (const [name, value] of Object.entries({ attackSeconds, releaseSeconds }))
    if (!(value >= 0)) throw new ParameterError(`${op}: ${name}=${value} must be ≥ 0 seconds.`);
  if (detector !== "peak" && detector !== "rms")
    throw new ParameterError(`${op}: detector="${String(detector)}" must be "peak" or "rms".`);
  const keep = (seconds: number): number => (seconds === 0 ? 0 : Math.exp(-1 / (seconds * sampleRate)));
  const [rise, fall] = [keep(attackSeconds), keep(releaseSeconds)];
  const isRms = detector === "rms";
  return (line, start) => {
    let level = start;
    const envelope = line.map((v) => {
      const now = isRms ? v * v : Math.abs(v);
      const stay = now > level ? rise : fall;
      level = stay * level + (1 - stay) * now;
      return isRms ? Math.sqrt(level) : level;
    });
    return { envelope, level };
  };
}
