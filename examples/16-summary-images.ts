// Chapter 16 · SummaryWriter: images, the order of their axes, and the error that names the right one
// sonograd course 16 [recording] [--device webgpu]
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { melspectrogram, powerToDb, stack, tensor, type Tensor } from "@sonograd/core";
import { colorMap, decodeValue, imshow, readEvents, subplots, SummaryWriter } from "@sonograd/io";
import { assertClose, assertEqual, assertThat, recording, saveChapterFigure } from "./chapter.js";

// 1. Two images from one sound: its mel spectrogram in grey [rows, columns], and in the colours of a colour map, [rows, columns, 3].
const { y, sampleRate, name } = await recording({ seconds: 3 });
const decibels = powerToDb(melspectrogram(y, { sampleRate, nMels: 64 }), { ref: "max", topDb: 80 });
const grey = decibels.flip([0]).div(80).add(1); // 0…1, low frequencies at the bottom
const [rows, columns] = grey.shape;
const place = grey.mul(255).round().clamp({ min: 0, max: 255 }).to("int32");
console.log(`${name}: ${rows} × ${columns} pixels`);
const table = tensor(Array.from(colorMap("magma"))).reshape([256, 3]).div(255); // prettier-ignore
const color = table.indexSelect(0, place.flatten()).reshape([rows, columns, 3]);

// 2. Written: axes are height H, width W and channels C. "CHW" is the default, as in torch; pictures from files are HWC.
const folder = await mkdtemp(join(tmpdir(), "sonograd-run-"));
const writer = new SummaryWriter(folder);
writer.addImage("mel/grey", grey, 0, { dataformats: "HW" });
writer.addImage("mel/color as HWC", color, 0, { dataformats: "HWC" });
writer.addImage("mel/color as CHW", color.permute([2, 0, 1]), 0);
writer.addImages("mel/two", stack([color, color.flip([1])]), 0, { dataformats: "NHWC" });

// 3. A wrong order is refused, and the message says which one fits. (Of a tensor on a GPU, close() would tell.)
const refusal = (image: Tensor): string => {
  try {
    writer.addImage("wrong", image, 0);
    return "written";
  } catch (error) {
    return (error as Error).message;
  }
};
const [asHwc, asHw] = [refusal(await color.toDevice("cpu")), refusal(await grey.toDevice("cpu"))];
console.log(asHwc);
assertThat("HWC as CHW", /Pass dataformats: "HWC"/.test(asHwc));
assertThat("HW as CHW", /Pass dataformats: "HW"/.test(asHw));
await writer.close();

// 4. Read back: each image is a whole PNG file, whose header has width and height at bytes 16 and 20, big end first.
const [file] = await readdir(folder);
const { events } = readEvents(await readFile(join(folder, file)));
const images = new Map(events.flatMap(({ values }) => values.map((v) => [v.tag, decodeValue(v)] as const)));
const png = (tag: string): Buffer => {
  const image = images.get(tag);
  if (image?.kind !== "image") throw new Error(`${tag} is no image`);
  return Buffer.from(image.data);
};
for (const tag of images.keys()) console.log(`${tag}: ${png(tag).length} bytes of PNG`);
const size = (tag: string): number[] => [png(tag).readUInt32BE(16), png(tag).readUInt32BE(20)];
assertEqual("images, none of them wrong", images.size, 4);
assertEqual("a PNG begins so", png("mel/grey").readUInt32BE(0), 0x89504e47);
assertEqual("width and height", [size("mel/grey"), size("mel/color as HWC")], [[columns, rows], [columns, rows]]); // prettier-ignore
assertEqual("two side by side", size("mel/two"), [2 * columns, rows]);
assertThat("the same picture in both orders", png("mel/color as HWC").equals(png("mel/color as CHW")));
assertThat("grey is another", !png("mel/color as HWC").equals(png("mel/grey")));

// 5. As it goes wrong without an error: reshape keeps the numbers in their row of memory, permute moves the axes.
const channels = color.permute([2, 0, 1]);
const [right, wrong] = [channels.permute([1, 2, 0]), channels.reshape([rows, columns, 3])];
await assertClose("permute back", right.flatten(), color.flatten(), 0);
const off = await wrong.sub(color).abs().mean().item();
console.log(`reshape instead of permute: the same shape, ${off.toFixed(2)} off on average`);
assertThat("reshape is another picture", off > 0.01);

const axes = { x: { label: "Frame" }, y: { label: "Row" } };
await saveChapterFigure(
  subplots([
    imshow(right, { ...axes, aspect: "fill", title: "Axes moved by permute" }),
    imshow(wrong, { ...axes, aspect: "fill", title: "The same numbers by reshape" }),
  ]),
);
