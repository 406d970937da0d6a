// Sounds that go on: motors, fans, tools. Each model returns any level; the caller sets it.
import {
  darkNoise,
  falling,
  harmonics,
  lowPass,
  mixInto,
  normalizePower,
  resonate,
  shape,
  span,
  strike,
  whiteNoise,
  type Canvas,
} from "./building-blocks.js";

/** A fan: soft broadband noise, mains hum, and the slow beat of blades. */
export function airConditioner(canvas: Canvas): Float32Array {
  const { random, sampleRate } = canvas;
  const out = darkNoise(canvas, random.logUniform(250, 1200));
  const hum = random.pick([100, 120]) * random.uniform(0.98, 1.02);
  mixInto(
    out,
    normalizePower(harmonics(canvas, () => hum, falling(4, random.uniform(1, 2)))),
    random.uniform(0.1, 0.6),
  );
  const beatHz = random.uniform(3, 9);
  const depth = random.uniform(0, 0.25);
  return shape(out, sampleRate, (t) => 1 + depth * Math.sin(2 * Math.PI * beatHz * t));
}

/** A drill: a whining motor whose pitch sags under load, and gritty noise. */
export function drilling(canvas: Canvas): Float32Array {
  const { random, sampleRate } = canvas;
  const base = random.logUniform(180, 520);
  const sag = random.uniform(0.05, 0.3);
  const loadHz = random.uniform(0.3, 1.5);
  const pitch = (t: number): number => base * (1 - sag * (0.5 + 0.5 * Math.sin(2 * Math.PI * loadHz * t)));
  const out = normalizePower(harmonics(canvas, pitch, falling(14, random.uniform(0.4, 0.9))));
  const grit = resonate(whiteNoise(canvas), random.logUniform(1500, 3500), random.uniform(800, 2000), sampleRate);
  const rattleHz = base / random.integer(4, 8);
  shape(grit, sampleRate, (t) => 0.6 + 0.4 * Math.sign(Math.sin(2 * Math.PI * rattleHz * t)));
  return mixInto(out, normalizePower(grit), random.uniform(0.4, 1.1));
}

/** An idling engine: irregular firing of low, damped thumps over exhaust noise. */
export function engineIdling(canvas: Canvas): Float32Array {
  const { random, sampleRate, samples } = canvas;
  const out = new Float32Array(samples);
  const rateHz = random.uniform(11, 32);
  const bodyHz = random.logUniform(45, 130);
  const unevenness = random.uniform(0.02, 0.12);
  const cylinders = Array.from({ length: 4 }, () => random.uniform(0.6, 1));
  for (let t = random.uniform(0, 1 / rateHz), k = 0; t < samples / sampleRate; k++) {
    const thump = span(canvas, 0.08);
    const pulse = harmonics(thump, () => bodyHz * random.uniform(0.99, 1.01), falling(6, 1.2));
    mixInto(out, shape(pulse, sampleRate, strike(0.003, 0.02)), cylinders[k % 4], Math.round(t * sampleRate));
    t += (1 + unevenness * random.normal()) / rateHz;
  }
  return mixInto(normalizePower(out), darkNoise(canvas, random.logUniform(150, 500)), random.uniform(0.2, 0.6));
}

/** A jackhammer: 10 to 25 hard blows a second, each a metallic ring with a burst of noise. */
export function jackhammer(canvas: Canvas): Float32Array {
  const { random, sampleRate, samples } = canvas;
  const out = new Float32Array(samples);
  const rateHz = random.uniform(10, 25);
  const ringHz = random.logUniform(900, 2800);
  const decay = random.uniform(0.008, 0.025);
  for (let t = random.uniform(0, 1 / rateHz); t < samples / sampleRate;) {
    const blow = span(canvas, 0.07);
    const ring = resonate(whiteNoise(blow), ringHz * random.uniform(0.97, 1.03), 300, sampleRate);
    const thud = harmonics(blow, () => 70, [1, 0.5]);
    const hit = mixInto(normalizePower(ring), thud, 0.8);
    mixInto(out, shape(hit, sampleRate, strike(0.001, decay)), random.uniform(0.8, 1), Math.round(t * sampleRate));
    t += (1 + 0.04 * random.normal()) / rateHz;
  }
  const air = lowPass(whiteNoise(canvas), 3000, sampleRate);
  return mixInto(normalizePower(out), normalizePower(air), random.uniform(0.15, 0.4));
}
