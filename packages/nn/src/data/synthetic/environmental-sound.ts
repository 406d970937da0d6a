// Ten kinds of city sounds made from noise, harmonics and pulses: a stand-in with UrbanSound8K's classes where no recordings
// are at hand. Pitch, rhythm, level and background change from clip to clip, so that the classes overlap a little.
import { Generator, ParameterError, fromTypedArray, type Tensor } from "@sonograd/core";
import { darkNoise, mixInto, normalizePower, type Canvas } from "./building-blocks.js";
import { carHorn, childrenPlaying, dogBark, gunShot, siren, streetMusic } from "./event-sounds.js";
import { airConditioner, drilling, engineIdling, jackhammer } from "./machine-sounds.js";
import { RandomSource } from "./random-source.js";

const MODELS = {
  air_conditioner: airConditioner,
  car_horn: carHorn,
  children_playing: childrenPlaying,
  dog_bark: dogBark,
  drilling,
  engine_idling: engineIdling,
  gun_shot: gunShot,
  jackhammer,
  siren,
  street_music: streetMusic,
} as const;

export type UrbanSoundClass = keyof typeof MODELS;

/** UrbanSound8K's classes in the order of its class numbers. */
export const URBANSOUND8K_CLASSES = Object.keys(MODELS) as readonly UrbanSoundClass[];

export interface SynthesisOptions {
  /** Hz, ≥ 4000 (default 16000). */
  sampleRate?: number;
  /** Seconds, > 0 (default 2). */
  duration?: number;
  /** Source of chance (default: a fresh one with seed 0). */
  generator?: Generator;
}

/** How loud the background is below the sound, in dB, and how loud the whole clip is at most. */
const BACKGROUND_DB = [6, 30] as const;
const PEAK = [0.15, 0.9] as const;

/**
 * One clip of a class, with background noise.
 *
 * @param sound  a class name, or its number 0…9
 * @returns float32 [samples], mono, −1…1
 * @throws ParameterError  unknown class, sampleRate or duration out of range
 * @example synthesizeEnvironmentalSound("siren", { duration: 1, generator: new Generator(7) })
 */
export function synthesizeEnvironmentalSound(sound: UrbanSoundClass | number, options: SynthesisOptions = {}): Tensor {
  const { sampleRate = 16000, duration = 2, generator = new Generator(0) } = options;
  const op = "synthesizeEnvironmentalSound";
  const name = typeof sound === "number" ? URBANSOUND8K_CLASSES[sound] : sound;
  const model = MODELS[name];
  if (!model)
    throw new ParameterError(`${op}: sound=${sound} must be 0…9 or one of ${URBANSOUND8K_CLASSES.join(", ")}.`);
  if (!(sampleRate >= 4000)) throw new ParameterError(`${op}: sampleRate=${sampleRate} must be ≥ 4000 Hz.`);
  if (!(duration > 0)) throw new ParameterError(`${op}: duration=${duration} must be > 0 seconds.`);
  const samples = Math.max(1, Math.round(duration * sampleRate));
  const canvas: Canvas = { samples, sampleRate, random: new RandomSource(generator) };
  const { random } = canvas;
  const clip = normalizePower(model(canvas));
  const background = darkNoise(canvas, random.logUniform(300, 3000));
  mixInto(clip, background, 10 ** (-random.uniform(...BACKGROUND_DB) / 20));
  let peak = 0;
  for (const v of clip) peak = Math.max(peak, Math.abs(v));
  const gain = peak > 0 ? random.logUniform(...PEAK) / peak : 0;
  for (let i = 0; i < samples; i++) clip[i] *= gain;
  return fromTypedArray(clip);
}
