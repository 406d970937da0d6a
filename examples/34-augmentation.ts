// Chapter 34 · Augmentation: more recordings than were made, by noise, shift, speed, rooms, masks and mixtures
// sonograd course 34 [recording] [--device webgpu]
import { chirp, concat, Generator, logMelspectrogram, noise, rfft, simulateRirIsm, stack, tensor, timeStretch, tone, where, zeros, type Tensor } from "@sonograd/core"; // prettier-ignore
import { specshow, subplots } from "@sonograd/io";
import { augmentation, Sequential, transforms } from "@sonograd/nn";
import { assertClose, assertEqual, assertThat, recording, saveChapterFigure } from "./chapter.js";

const rate = 16000;
const { y: original, sampleRate, name } = await recording({ seconds: 2 });
const y = new transforms.Resample(sampleRate, rate)(original).mul(0.5);
const numbers = async (x: Tensor): Promise<number[]> => Array.from(await x.data(), Number);

// 1. Noise at a signal-to-noise ratio of 10 dB: its power is a tenth of the signal's.
const hiss = noise({ sampleRate: rate, length: y.numel, color: "pink", generator: new Generator(1) });
const power = (x: Tensor): Tensor => x.square().mean();
const noisy = y.add(hiss.mul(power(y).div(power(hiss)).div(10).sqrt()));
await assertClose("AddNoise", new transforms.AddNoise()(y, hiss, tensor(10)), noisy, 1e-5);

// 2. A shift by 50 ms: silence comes in, the end is lost.
const options = { minShift: 0.05, maxShift: 0.05, shiftUnit: "seconds", sampleRate: rate, rollover: false, p: 1 } as const; // prettier-ignore
const late = concat([zeros([800]), y.narrow(0, 0, y.numel - 800)]);
await assertClose("Shift", new augmentation.Shift(options)(y), late, 0);

// 3. Speed is the tape played faster: shorter and higher. A time stretch is shorter and keeps the pitch.
const a4 = tone(440, { sampleRate: rate, duration: 1 });
const faster = new transforms.Speed(rate, 1.25);
for (const [what, x, hz] of [
  ["speed", faster(a4), 550],
  ["stretch", timeStretch(a4, { rate: 1.25 }), 440],
] as const) {
  const peak = ((await rfft(x).abs().argmax().item()) * rate) / x.numel;
  console.log(`${what} by 1.25: ${x.numel} of ${rate} samples, ${peak.toFixed(0)} Hz`);
  assertEqual(`length, ${what}`, x.numel, rate / 1.25);
  await assertClose(`pitch, ${what}`, peak, hz, 2);
}

// 4. A room is a convolution: the direct sound after its way, 1/distance as loud, and an echo for each mirrored source.
const metres = (100 * 343) / rate; // sound takes 100 samples for them
const room = (echoes: number): Tensor => simulateRirIsm([6, 5, 3], [2, 2, 1.5], [[2 + metres, 2, 1.5]], echoes, 0.2, { outputLength: 3000 }); // prettier-ignore
await assertClose("the direct sound", room(8).get(0, 100), 1 / metres, 1e-6);
const heard = new augmentation.RoomImpulseResponse({ impulseResponses: room(8), p: 1 })(y);
const [dry, taps] = [(await numbers(y)).slice(0, 2000), await numbers(room(8))];
const byHand = dry.map((_, n) => taps.slice(0, n + 1).reduce((sum, tap, k) => sum + tap * dry[n - k], 0));
await assertClose("RoomImpulseResponse", heard.narrow(0, 0, 2000), byHand, 1e-4);

// 5. SpecAugment blanks rows and columns of a spectrogram. Where, is a matter of the seed: look it up in one of noise.
const image = (x: Tensor): Tensor => logMelspectrogram(x, { sampleRate: rate, nFft: 1024, hopLength: 256, nMels: 64 });
const mask = (S: Tensor): Tensor => new transforms.SpecAugment(2, 20, 2, 12, { generator: new Generator(3) })(S);
const [S, other] = [image(y), image(hiss)];
const isBlank = mask(other).sub(other.mean()).abs().lt(1e-3);
const [rows, columns] = [isBlank.all(1, { keepdim: true }), isBlank.all(0, { keepdim: true })];
await assertClose("SpecAugment", mask(S), where(rows.logicalOr(columns), S.mean(), S), 1e-3);
const [bands, frames] = await Promise.all([rows, columns].map((lines) => lines.to("int32").sum().item()));
console.log(`SpecAugment: ${bands} of 64 bands and ${frames} of ${S.shape[1]} frames blank`);
assertThat("masks no wider than asked for", bands <= 2 * 11 && frames <= 2 * 19 && bands + frames > 0);

// 6. Mixup: each example with another one, and the labels by the same share; so the labels are the recipe.
const clips = stack([y, hiss.mul(0.1), chirp({ fmin: 200, fmax: 6000, sampleRate: rate, length: y.numel }).mul(0.2)]);
const [mixtures, labels] = new augmentation.Mixup({ alpha: 1, generator: new Generator(10) })(clips, tensor([[1, 0, 0], [0, 1, 0], [0, 0, 1]])); // prettier-ignore
console.log(await labels.toStringAsync());
await assertClose("Mixup", mixtures, labels.matmul(clips), 1e-5);
await assertClose("shares", labels.sum(1), 1, 1e-6);

// 7. Seeded by example and epoch, not by the order in which examples come; in a batch each draws its own; eval() draws nothing.
const chain = (seed: number): Sequential => {
  const common = { p: 1, generator: new Generator(seed) };
  return new Sequential(new augmentation.Gain(common), new augmentation.Shift(common), new augmentation.AddColoredNoise(common)); // prettier-ignore
};
const example = (epoch: number, i: number): Tensor => chain(1000 * epoch + i)(clips.get(2));
const forwards = [0, 1, 2].map((i) => example(1, i));
const backwards = [2, 1, 0].map((i) => example(1, i)).toReversed();
await assertClose("in any order", stack(backwards), stack(forwards), 0);
const differ = async (a: Tensor, b: Tensor): Promise<boolean> => (await a.sub(b).abs().amax().item()) > 1e-3;
assertThat("another epoch, another example", (await differ(forwards[0], example(2, 0))) && (await differ(forwards[0], forwards[1]))); // prettier-ignore
const batch = chain(0)(stack([clips.get(2), clips.get(2)]).unsqueeze(1));
assertThat("in a batch each its own", await differ(batch.get(0), batch.get(1)));
await assertClose("eval() leaves all as it is", chain(0).eval()(y), y, 0);

const panels: [Tensor, string][] = [[S, name], [image(noisy), "Noise, 10 dB below"], [image(faster(y)), "25 % faster"], [image(heard), "In a room"], [mask(S), "SpecAugment"], [image(mixtures.get(0)), "Mixup"]]; // prettier-ignore
await saveChapterFigure(subplots(panels.map(([M, title]) => specshow(M, { sampleRate: rate, hopLength: 256, yAxis: "mel", title, range: [-60, 20] })), { columns: 3 })); // prettier-ignore
