// Chapter 11 · Callables: an object with settings that is called like a function
// sonograd course 11 [recording] [--device webgpu]
import { rfft, tensor, tone, type Tensor } from "@sonograd/core";
import { plot, subplots } from "@sonograd/io";
import { Module, Parameter, Sequential } from "@sonograd/nn";
import { assertClose, assertEqual, assertThat, recording, saveChapterFigure } from "./chapter.js";

type Step = (x: Tensor) => Tensor;
const sampleRate = 16000;
const sine = tone(500, { sampleRate, duration: 1 }).mul(0.8);
const { y, name } = await recording({ seconds: 2 });

// 1. As taught: a class becomes callable by a method `_call_`. In Python the name is `__call__`; in JavaScript no name does it.
class GainAsTaught {
  constructor(readonly decibels: number) {}
  _call_(x: Tensor): Tensor {
    return x.mul(10 ** (this.decibels / 20));
  }
}
const taught = new GainAsTaught(-6) as unknown as Step;
const refused = await Promise.resolve(sine).then((x) => taught(x)).catch(String); // prettier-ignore
console.log(`as taught: ${String(refused)}`);
assertThat("an object is no function", /^TypeError: .*not a function/.test(String(refused)));
// 2. A closure is the short form: a function that remembers. But what it remembers can neither be read nor changed.
const gainOf = (decibels: number) => (x: Tensor) => x.mul(10 ** (decibels / 20));

// 3. A class without a parent, made callable: the constructor returns a function and gives it the class's methods.
class Gain {
  declare decibels: number;
  constructor(decibels: number) {
    const call: Step & Gain = Object.assign((x: Tensor) => x.mul(10 ** (call.decibels / 20)), { decibels });
    return Object.setPrototypeOf(call, new.target.prototype);
  }
}
const makeGain = (decibels: number): Step & Gain => new Gain(decibels) as Step & Gain;
const quieter = makeGain(-6);
assertThat("a function and a Gain", typeof quieter === "function" && quieter instanceof Gain);
await assertClose("−6 dB is about half", quieter(sine).abs().max(), 0.8 * 0.501187, 1e-5);
await assertClose("the closure does the same", gainOf(-6)(sine), await quieter(sine).data(), 0);
quieter.decibels = -20;
await assertClose("its setting changed", quieter(sine).abs().max(), 0.08, 1e-6);

// 4. A class from one that exists: a Module is callable already, and what it learns is found by being a field.
class SoftClip extends Module {
  drive = new Parameter(tensor([4]));
  override forward(x: Tensor): Tensor {
    return x.mul(this.drive).tanh();
  }
}
const clip = new SoftClip();
let calls = 0;
clip.registerForwardHook(() => void calls++);
const curve = Array.from(await sine.data(), (x) => Math.tanh(4 * x));
await assertClose("called like a function", clip(sine), curve, 1e-5);
clip.forward(sine);
assertEqual("calling runs the hooks, forward() alone does not", calls, 1);
assertEqual("its parameters", Object.keys(clip.stateDict()), ["drive"]);

// 5. All of them are (x) => y, so they chain: by one line of one's own, or as a Sequential where all are modules.
const chain = (...steps: Step[]) => (x: Tensor) => steps.reduce((now, step) => step(now), x); // prettier-ignore
const [soft, twice] = [chain(clip, makeGain(-6)), new Sequential(clip, clip)];
await assertClose("a chain is one after the other", soft(sine), clip(sine).mul(10 ** (-6 / 20)), 1e-7);
await assertClose("so is a Sequential", twice(sine), clip(clip(sine)), 0);
const [peak, clipped] = [await y.abs().max().item(), await clip(y).abs().max().item()];
console.log(`${name}: peak ${peak.toFixed(3)}, clipped ${clipped.toFixed(3)}`);
assertThat("a soft clip stays within 1", clipped <= 1);

// 6. What it does to a tone: odd harmonics. 500 Hz is bin 500 of one second.
const level = (x: Tensor): Tensor => rfft(x).abs().div(sampleRate / 2).clamp({ min: 1e-5 }).log10().mul(20); // prettier-ignore
const [before, after] = [await level(sine).data(), await level(clip(sine)).data()];
assertThat("only odd harmonics come up", after[1500] > -20 && after[1000] < -90 && before[1500] < -90);
const [time, hz] = [Array.from({ length: 96 }, (_, i) => i / sampleRate), Array.from({ length: 8001 }, (_, i) => i)];
const both = (x: number[], a: Tensor, b: Tensor) => [{ x, y: b, label: "clip(sine)" }, { x, y: a, label: "sine" }]; // prettier-ignore
const shape = plot(both(time, sine.narrow(0, 0, 96), clip(sine).narrow(0, 0, 96)), { x: { label: "Time", unit: "s" }, y: { label: "Amplitude" } }); // prettier-ignore
const lines = plot(both(hz, level(sine), level(clip(sine))), { x: { label: "Frequency", unit: "Hz" }, y: { label: "Level", unit: "dB", range: [-100, 5] } }); // prettier-ignore
await saveChapterFigure(subplots([shape, lines]));
