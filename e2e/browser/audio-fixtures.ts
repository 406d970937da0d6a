// Audio that the tests synthesise, with known facts, and damaged copies of it.
import { stack, tone } from "@sonograd/core";
import { encodeWav } from "@sonograd/io";

/** Two seconds of stereo: 440 Hz on the left, 1000 Hz a quarter as loud on the right, half of full scale. */
export function toneWav(): Uint8Array {
  const sampleRate = 22050;
  const left = tone(440, { sampleRate, duration: 2 }).mul(0.5);
  const right = tone(1000, { sampleRate, duration: 2 }).mul(0.125);
  return encodeWav(stack([left, right]), sampleRate);
}
