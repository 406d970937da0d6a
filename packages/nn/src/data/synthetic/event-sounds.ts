// Sounds with a beginning and an end: horns, barks, shots, voices, sirens, music.
import {
  darkNoise,
  falling,
  harmonics,
  mixInto,
  normalizePower,
  resonate,
  shape,
  span,
  strike,
  whiteNoise,
  type Canvas,
} from "./building-blocks.js";

const secondsOf = ({ samples, sampleRate }: Canvas): number => samples / sampleRate;

/** One to three honks of two tones, a third apart. */
export function carHorn(canvas: Canvas): Float32Array {
  const { random, sampleRate, samples } = canvas;
  const out = new Float32Array(samples);
  const low = random.uniform(300, 450);
  const ratio = random.pick([1.19, 1.25, 1.33]);
  const seconds = secondsOf(canvas);
  let t = random.uniform(0, 0.2 * seconds);
  for (let honks = random.integer(1, 3); honks > 0 && t < 0.9 * seconds; honks--) {
    const length = random.uniform(0.25, 0.9) * Math.min(1, seconds / 2);
    const part = span(canvas, length);
    const tone = harmonics(part, () => low, falling(12, 0.6));
    mixInto(
      tone,
      harmonics(part, () => low * ratio, falling(12, 0.6)),
    );
    shape(tone, sampleRate, (s) => Math.min(1, s / 0.02, Math.max(0, (length - s) / 0.04)));
    mixInto(out, tone, 1, Math.round(t * sampleRate));
    t += length + random.uniform(0.08, 0.3);
  }
  return normalizePower(out);
}

/** Several voices at once: gliding vowels with formants, with shrieks, over a murmur. */
export function childrenPlaying(canvas: Canvas): Float32Array {
  const { random, sampleRate, samples } = canvas;
  const out = new Float32Array(samples);
  const seconds = secondsOf(canvas);
  for (let voices = Math.round(seconds * random.uniform(3, 6)); voices > 0; voices--) {
    const length = random.uniform(0.12, 0.5);
    const part = span(canvas, length);
    const from = random.logUniform(280, 750);
    const to = from * random.uniform(0.7, 1.4);
    const source = harmonics(part, (t) => from + ((to - from) * t) / length, falling(10, 0.5));
    const vowel = resonate(Float32Array.from(source), random.uniform(500, 1100), 200, sampleRate);
    mixInto(vowel, resonate(source, random.uniform(1500, 3000), 300, sampleRate), random.uniform(0.4, 1));
    shape(normalizePower(vowel), sampleRate, (t) => Math.sin((Math.PI * t) / length) ** 0.7);
    mixInto(out, vowel, random.logUniform(0.2, 1), Math.round(random.uniform(-0.1, seconds) * sampleRate));
  }
  return mixInto(normalizePower(out), darkNoise(canvas, 1500), random.uniform(0.15, 0.5));
}

/** One to five barks: a falling, rough growl through a throat's resonance. */
export function dogBark(canvas: Canvas): Float32Array {
  const { random, sampleRate, samples } = canvas;
  const out = new Float32Array(samples);
  const seconds = secondsOf(canvas);
  const size = random.logUniform(0.6, 1.7); // small dogs are high
  let t = random.uniform(0, 0.3 * seconds);
  for (let barks = random.integer(1, 5); barks > 0 && t < seconds; barks--) {
    const length = random.uniform(0.09, 0.2);
    const part = span(canvas, length * 1.5);
    const voice = harmonics(part, (s) => (420 / size) * (1.3 - (0.8 * s) / length), falling(12, 0.7));
    mixInto(voice, whiteNoise(part), random.uniform(0.4, 1));
    resonate(voice, random.uniform(700, 1100) / size, 350, sampleRate);
    shape(normalizePower(voice), sampleRate, strike(0.012, length / 3));
    mixInto(out, voice, random.uniform(0.6, 1), Math.round(t * sampleRate));
    t += length + random.uniform(0.12, 0.5);
  }
  return normalizePower(out);
}

/** One to three shots: a noise burst with instant rise, and its echo. */
export function gunShot(canvas: Canvas): Float32Array {
  const { random, sampleRate, samples } = canvas;
  const out = new Float32Array(samples);
  const seconds = secondsOf(canvas);
  let t = random.uniform(0.02, 0.35 * seconds);
  for (let shots = random.integer(1, 3); shots > 0 && t < seconds; shots--) {
    const decay = random.uniform(0.03, 0.12);
    const burst = shape(whiteNoise(span(canvas, 8 * decay)), sampleRate, strike(0.0005, decay));
    const boom = shape(
      harmonics(span(canvas, 6 * decay), () => random.uniform(60, 70), [1, 0.6]),
      sampleRate,
      strike(0.002, decay),
    );
    const start = Math.round(t * sampleRate);
    mixInto(out, burst, 1, start);
    mixInto(out, boom, random.uniform(0.5, 1.2), start);
    mixInto(out, burst, random.uniform(0.1, 0.35), start + Math.round(random.uniform(0.08, 0.25) * sampleRate));
    t += random.uniform(0.15, 0.8);
  }
  return normalizePower(out);
}

/** A wail, yelp or two-tone siren: a loud tone whose pitch keeps moving. */
export function siren(canvas: Canvas): Float32Array {
  const { random } = canvas;
  const low = random.uniform(450, 750);
  const high = low * random.uniform(1.5, 2.2);
  const kind = random.pick(["wail", "yelp", "two-tone"] as const);
  const rateHz =
    kind === "wail" ? random.uniform(0.2, 0.6) : kind === "yelp" ? random.uniform(2.5, 5) : random.uniform(0.7, 1.2);
  const offset = random.uniform();
  const pitch = (t: number): number => {
    const turn = (t * rateHz + offset) % 1;
    if (kind === "two-tone") return turn < 0.5 ? low : low * 1.33;
    return low + (high - low) * (0.5 - 0.5 * Math.cos(2 * Math.PI * turn));
  };
  return normalizePower(harmonics(canvas, pitch, falling(8, random.uniform(0.8, 1.5))));
}

const SCALE = [0, 2, 4, 5, 7, 9, 11, 12];

/** A tune of plucked chords with bass and a beat. */
export function streetMusic(canvas: Canvas): Float32Array {
  const { random, sampleRate, samples } = canvas;
  const out = new Float32Array(samples);
  const seconds = secondsOf(canvas);
  const tonic = random.logUniform(110, 260);
  const beat = random.uniform(0.22, 0.45);
  const slope = random.uniform(0.8, 1.8);
  const note = (step: number): number => tonic * 2 ** (step / 12);
  for (let t = random.uniform(-beat, 0), k = 0; t < seconds; t += beat, k++) {
    const part = span(canvas, beat * 2);
    const start = Math.round(t * sampleRate);
    for (const step of [random.pick(SCALE), random.pick(SCALE) + 12]) {
      const tone = harmonics(part, () => note(step), falling(8, slope));
      mixInto(out, shape(tone, sampleRate, strike(0.01, beat * 0.8)), random.uniform(0.4, 0.8), start);
    }
    if (k % 2 === 0) {
      mixInto(
        out,
        shape(
          harmonics(part, () => note(random.pick([-12, -5])), [1, 0.4]),
          sampleRate,
          strike(0.01, beat),
        ),
        0.8,
        start,
      );
      mixInto(out, shape(whiteNoise(span(canvas, 0.06)), sampleRate, strike(0.001, 0.015)), 0.3, start);
    }
  }
  return normalizePower(out);
}
