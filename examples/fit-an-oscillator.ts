// An oscillator learns the pitch of a sound from its mel spectrogram: the gradient goes through bands, power and FFT.
// pnpm exec tsx --conditions=@sonograd/source examples/fit-an-oscillator.ts [Hz to start from]
import { arange, Generator, melspectrogram, noise, tensor, tone, type Tensor } from "@sonograd/core";
import { Adam, l1Loss } from "@sonograd/nn";

const [sampleRate, duration, target] = [16000, 0.5, 523.25];
const start = Number(process.argv[2] ?? 392);
if (!(start >= 260 && start <= 1050))
  throw new Error(
    `start=${process.argv[2]} must be within an octave of ${target} Hz: a tone farther off shares no band with it.`,
  );

// What is heard: a tone in a little noise.
const hiss = noise({ sampleRate, duration, generator: new Generator(1) }).mul(0.01);
const heard = tone(target, { sampleRate, duration }).mul(0.5).add(hiss);

// The oscillator: octaves above 440 Hz and the logarithm of an amplitude, both to be learned.
const octaves = tensor([Math.log2(start / 440)], { requiresGrad: true });
const level = tensor([-1], { requiresGrad: true });
const turns = arange(heard.numel)
  .div(sampleRate)
  .mul(2 * Math.PI * 440);
const oscillator = (): Tensor => turns.mul(octaves.exp2()).sin().mul(level.exp());

// A short window blurs a tone over many bands, and so finds one far away; a long one tells its pitch.
const optimizer = new Adam([octaves, level]);
for (const [nFft, nMels, lr] of [
  [64, 12, 0.02],
  [256, 40, 0.01],
  [1024, 80, 0.002],
  [4096, 128, 0.0005],
] as const) {
  const mel = (y: Tensor): Tensor => melspectrogram(y, { sampleRate, nFft, nMels, hopLength: 256, power: 1 });
  const wanted = mel(heard);
  optimizer.paramGroups[0].lr = lr;
  let loss = wanted;
  for (let step = 0; step < 60; step++) {
    optimizer.zeroGrad();
    loss = l1Loss(mel(oscillator()), wanted).div(wanted.mean());
    loss.backward();
    optimizer.step();
  }
  const [hz, amplitude] = [440 * 2 ** (await octaves.item()), await level.exp().item()];
  console.log(
    `${String(nFft).padStart(4)} points: loss ${(await loss.item()).toFixed(4)}, ${hz.toFixed(2)} Hz, amplitude ${amplitude.toFixed(3)}`,
  );
}

const hz = 440 * 2 ** (await octaves.item());
const cents = 1200 * Math.log2(hz / target);
console.log(`${start} Hz became ${hz.toFixed(2)} Hz, ${cents.toFixed(2)} cents from the ${target} Hz that were heard`);
if (Math.abs(cents) > 2) throw new Error(`${cents.toFixed(1)} cents off, though this example promises 2`);
