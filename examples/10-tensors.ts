// Chapter 10 · Tensors: numbers with a shape, a type and a place
// sonograd course 10 [--device webgpu]
import { add, arange, tensor, tone, type Tensor } from "@sonograd/core";
import { imshow, readNpy, npyToTensor, specshow, subplots, writeNpy } from "@sonograd/io";
import { assertClose, assertEqual, assertThat, device, saveChapterFigure } from "./chapter.js";

// 1. What a tensor knows about itself. Two rows are two channels of three samples.
const stereo = tensor([
  [0.1, 0.2, 0.3],
  [-0.1, -0.2, -0.3],
]);
console.log(`shape [${stereo.shape.join(", ")}], ${stereo.numel} × ${stereo.dtype}, on ${stereo.device}`);
console.log(await stereo.toStringAsync());
assertEqual("shape, type, place", [stereo.shape, stereo.dtype, stereo.device], [[2, 3], "float32", device]);

// 2. Memory is one row of numbers; strides say how far apart neighbours lie. Turning the axes swaps strides, not numbers.
const grid = arange(12).reshape([3, 4]);
const turned = grid.transpose(0, 1);
const numbers = await grid.data();
const byHand = Array.from({ length: 12 }, (_, i) => numbers[Math.floor(i / 3) * turned.strides[0] + (i % 3) * turned.strides[1]]); // prettier-ignore
console.log(`strides [${grid.strides.join(", ")}], turned [${turned.strides.join(", ")}]`);
assertEqual("strides", [grid.strides, turned.strides], [[4, 1], [1, 4]]); // prettier-ignore
await assertClose("turned by its strides", turned.flatten(), byHand, 0);

// 3. A view shares its memory: what is written through one is read through the other. A clone does not.
const [row, copy] = [grid.select(0, 1), grid.clone()];
row.mul_(10);
await assertClose("written through a view", grid.get(1), [40, 50, 60, 70], 0);
await assertClose("the clone stayed", copy.get(1), [4, 5, 6, 7], 0);

// 4. Frames that overlap are a view too: the step to the next frame is the hop, the step inside a frame is 1.
const signal = arange(12);
const frames = signal.unfold(0, 6, 3);
assertEqual("frames of 6, hop 3", [frames.shape, frames.strides], [[3, 6], [3, 1]]); // prettier-ignore
await assertClose(
  "frames",
  frames.flatten(),
  [0, 1, 2].flatMap((t) => [0, 1, 2, 3, 4, 5].map((i) => 3 * t + i)),
  0,
);

// 5. Broadcasting: an axis of 1 is repeated to meet its partner. A column of pitches times a row of instants makes tones.
const [pitches, rate] = [[100, 200, 300, 400], 8000];
const instants = arange(160).div(rate);
const tones = tensor(pitches).unsqueeze(1).mul(instants).mul(2 * Math.PI).sin(); // prettier-ignore
assertEqual("[4, 1] × [160]", tones.shape, [4, 160]);
const loops = pitches.flatMap((hz) => Array.from({ length: 160 }, (_, t) => Math.sin((2 * Math.PI * hz * t) / rate)));
await assertClose("as two loops have it", tones.flatten(), loops, 1e-5);
const sum = async (): Promise<Tensor> => add(tones, tensor([1, 2, 3]));
const refused = await sum().then(String, (error: Error) => error.message);
console.log(refused);
assertThat("[4, 160] and [3] do not fit", /\[4, 160\].*\[3\]/.test(refused));

// 6. The type decides what numbers there are: whole, up to 255, or with seven digits.
const bytes = tensor(new Uint8Array([200]));
assertEqual("integers divided", tensor(new Int32Array([7])).div(2).dtype, "float32");
await assertClose("200 + 100 in eight bits", bytes.add(tensor(new Uint8Array([100]))).to("int32"), 300 % 256, 0);
await assertClose("2^24 + 1 in float32", tensor([2 ** 24]).add(1), 2 ** 24, 0);

// 7. The place: the same sum on this device and on the CPU. Numbers leave a device when they are asked for, and only then.
const work = (x: Tensor): Tensor => x.square().mean().sqrt();
const sound = tone(440, { sampleRate: 8000, duration: 1 });
await assertClose(`RMS on ${device} and on the CPU`, work(sound), work(await sound.toDevice("cpu")), 1e-6);
await assertClose("RMS of a sine", work(sound), Math.SQRT1_2, 1e-5);

// 8. To other programs: the bytes of a NumPy file begin with their own description.
const npy = writeNpy(await stereo.toDevice("cpu"));
console.log(new TextDecoder("latin1").decode(npy.subarray(1, 70)).trim());
await assertClose("through NumPy's format", npyToTensor(readNpy(npy)).flatten(), stereo.flatten(), 0);

await saveChapterFigure(
  subplots([
    imshow(frames, { values: true, colorBar: false, title: "Frames of 0 … 11: six long, three apart", x: { label: "Sample in the frame" }, y: { label: "Frame" } }), // prettier-ignore
    specshow(tones, { sampleRate: rate, hopLength: 1, yAxis: pitches.map((hz) => `${hz} Hz`), unit: "", title: "A column of pitches times a row of instants" }), // prettier-ignore
  ]),
);
