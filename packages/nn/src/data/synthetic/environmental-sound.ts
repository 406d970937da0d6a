// Ten kinds of city sounds made from noise, harmonics and pulses: a stand-in with UrbanSound8K's classes where no recordings
// are at hand. Pitch, rhythm, level and background change from clip to clip, so that the classes overlap a little.
import { Generator, ParameterError, fromTypedArray, type Tensor } from "@sonograd/core";
import { darkNoise, lowPass, mixInto, normalizePower, type Canvas } from "./building-blocks.js";
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

/** How loud the noise of the place is below the sound, in dB. */
const BACKGROUND_DB = [0, 24] as const;
/** Share of the clips in which a second, quieter sound of another class is heard, and how far below, in dB. */
const SECOND_SOUND_SHARE = 0.5;
const SECOND_SOUND_DB = [4, 16] as const;
/** Peak of the whole clip. */
const PEAK = [0.1, 0.9] as const;

const fromDb = (db: number): number => 10 ** (db / 20);

/** What a microphone and the distance do: a random low-pass, and a random share of the highs added back. */
function colour(x: Float32Array, { sampleRate, random }: Canvas): Float32Array {
  const dull = lowPass(Float32Array.from(x), random.logUniform(600, 8000), sampleRate);
  const clear = random.uniform();
  for (let i = 0; i < x.length; i++) x[i] = clear * x[i] + (1 - clear) * dull[i];
  return normalizePower(x);
}

/**
 * One clip of a class, with the noise of a place and, in half of the clips, a quieter sound of another class.
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
  const clip = colour(model(canvas), canvas);
  if (random.uniform() < SECOND_SOUND_SHARE) {
    const other = random.pick(URBANSOUND8K_CLASSES.filter((candidate) => candidate !== name));
    mixInto(clip, colour(MODELS[other](canvas), canvas), fromDb(-random.uniform(...SECOND_SOUND_DB)));
  }
  mixInto(clip, darkNoise(canvas, random.logUniform(300, 5000)), fromDb(-random.uniform(...BACKGROUND_DB)));
  let peak = 0;
  for (const v of clip) peak = Math.max(peak, Math.abs(v));
  const gain = peak > 0 ? random.logUniform(...PEAK) / peak : 0;
  for (let i = 0; i < samples; i++) clip[i] *= gain;
  return fromTypedArray(clip);
}
