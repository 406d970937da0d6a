// Chapter 37 · Weights that travel: a file of PyTorch's read, safetensors by hand, and an ONNX graph that is run again
// sonograd course 37 [recording] [--device webgpu]
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { chunk, conv2d, fromTypedArray, maxPool2d, noGrad, stack, tensor, type Tensor } from "@sonograd/core";
import { bar, loadSafetensors, loadTorchStateDict, saveSafetensors, scatter, subplots } from "@sonograd/io";
import { Conv2d, exportOnnx, Linear, logMelFeatures, Module } from "@sonograd/nn";
import { assertClose, assertEqual, recording, saveChapterFigure, scratchFolder } from "./chapter.js";

// 1. In. What torch.save wrote of nn.Linear(3, 2) after torch.manual_seed(0), gzipped as text. Nothing in it is executed.
const SAVED = "H4sIAMXUDGsC/42Sz2vUQBTHJz+aTWPdXVt/VIU99BShbrt66KFQZJFc5uC6RQleQjY7bEJj05eZXUGoeGmhFE+e7cW/QPAgKAsKCh71Ip69FE9C/4HOJMu6mWLtg+GRmfd9nzffTAtrOkKmiU5EFc0iPw3CaECWuj7z61sbsdMso0eFeK4GQRLHJGBRskmte2mXpKR7NwqYBehGGxTbNXizJyTqhQzUgCW8Zd3rsyimlpeSTj+Kux4jmzRJvcEtCzTbdktcQXml3yOg5xLLiROfreebFky5Cq9ZBsPVeA62+lDCBgPzPkZYxdouTGMNK7tg7YViinMMZtpw3uVXRZ3Ip1AOOSfUw7xPAyphCasMqpl+By5gZQdmc+0cg4ttuNTfhsvuNC/2HhPmC0PgSnY+7wq34Oo2XMsGH5CUci/gOlYopZ16C5dMm757tcBJYrX+6XgZLRQcX1p2mjXJbzkOX794P/fyYO0ZPhp+3f85fPM2GK7v1dYE9eOP3pd53les06iLRWrDadr/of6NOxurH576vzPepz+/HgqAeSqvglbHvJFXTnPlzEApbluC/O2g90DlvdWMrIg0Zk96Xz0xjfzCZfWkh+WCMlWQ9Ldk7aQfRe2hrG3I2skbVQpaV0Wyfy1sGIuj45p2c1yqS/lolL+reeY68WLRZy3/VrK9KSPX6Fl9XnsM6HkaqicEAAA="; // prettier-ignore
const linear = new Linear(3, 2);
linear.loadStateDict(await loadTorchStateDict(gunzipSync(Buffer.from(SAVED, "base64"))));
await assertClose("what PyTorch computed", linear(tensor([[1, -2, 0.5], [0, 0, 1]])), [-0.872786, 0.5550286, -0.4866245, 0.6125957], 1e-6); // prettier-ignore

// 2. A network for log-mel images, and six images of one recording. A field fcOut is fc_out in files, as PyTorch writes it.
class SoundNet extends Module {
  conv1 = new Conv2d(1, 8, 3, { padding: 1 });
  conv2 = new Conv2d(8, 16, 3, { padding: 1 });
  fcOut = new Linear(64, 10);
  override forward(x: Tensor): Tensor {
    const half = maxPool2d(this.conv1(x).relu(), 4);
    return this.fcOut(maxPool2d(this.conv2(half).relu(), 4).flatten(1));
  }
}
const { y, sampleRate } = await recording({ seconds: 6 });
const durationSeconds = y.numel / sampleRate;
const hopSeconds = durationSeconds / 191;
const image = logMelFeatures(y, sampleRate, { durationSeconds, hopSeconds, windowSeconds: 2 * hopSeconds, nMels: 32, fminHz: 50, fmaxHz: 8000, topDb: 80 }); // prettier-ignore
const x = stack(chunk(image.div(80), 6, 1)).unsqueeze(1); // [6, 1, 32, 32]
const [model, copy] = [new SoundNet(), new SoundNet()];
const answers = noGrad(() => model(x));

// 3. A safetensors file by hand: the length of the header, the header as JSON, and behind it all numbers.
const file = join(scratchFolder(), "weights.safetensors");
await saveSafetensors(file, model.stateDict());
const stored = await readFile(file);
const start = 8 + Number(stored.readBigUInt64LE(0));
const header: Record<string, { data_offsets: number[] }> = JSON.parse(stored.toString("utf8", 8, start));
const byHand = Array.from({ length: 640 }, (_, i) => stored.readFloatLE(start + header["fc_out.weight"].data_offsets[0] + 4 * i)); // prettier-ignore
await assertClose("weights of the last layer in the file", byHand, model.fcOut.weight, 0);
copy.loadStateDict((await loadSafetensors(file)).tensors);
await assertClose("answers with the file's weights", copy(x), answers, 0);

// 4. Out: ONNX, a protocol buffer. A message is a row of fields: a key (8 · number + kind), then an integer or counted bytes.
function fields(message: Uint8Array, wanted: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  const integer = (): number => (message[at++] < 128 ? message[at - 1] : message[at - 1] - 128 + 128 * integer());
  let at = 0;
  while (at < message.length) {
    const [key, from] = [integer(), at];
    const length = key % 8 === 5 ? 4 : integer(); // kinds: 0 is an integer, 2 counted bytes, 5 four bytes
    if (key % 8 !== 0) at += length;
    if (key >> 3 === wanted) found.push(message.slice(key % 8 === 0 ? from : at - length, at));
  }
  return found;
}
const texts = (message: Uint8Array, field: number): string[] => fields(message, field).map((b) => new TextDecoder().decode(b)); // prettier-ignore
const [graph] = fields(await exportOnnx(model, x.narrow(0, 0, 1)), 7); // one image as example; how many come stays open
const values: Record<string, Tensor> = { input: x };
for (const weight of fields(graph, 5).filter((part) => fields(part, 2)[0][0] === 1)) // 1: float32
  values[texts(weight, 8)[0]] = fromTypedArray(new Float32Array(fields(weight, 9)[0].buffer), fields(weight, 1).map(([n]) => n)); // prettier-ignore
assertEqual("names in the graph", Object.keys(values).slice(1).sort(), Object.keys(header).sort());
// Its nodes one after the other, each operator in our own words: the file alone computes what the model computes.
const operators: Record<string, (...inputs: Tensor[]) => Tensor> = {
  Conv: (x, w, b) => conv2d(x, w, b, { padding: 1 }), Relu: (x) => x.relu(), MaxPool: (x) => maxPool2d(x, 4),
  Reshape: (x) => x.flatten(1), Gemm: (x, w, b) => x.matmul(w.transpose(0, 1)).add(b), Identity: (x) => x,
}; // prettier-ignore
for (const node of fields(graph, 1)) {
  const [[name], inputs, [output]] = [texts(node, 4), texts(node, 1), texts(node, 2)];
  values[output] = operators[name](...inputs.map((input) => values[input]));
  console.log(`${name.padEnd(8)} ${inputs.join(", ")} → ${output} [${values[output].shape.join(", ")}]`);
}
await assertClose("answers of the graph", values.output, answers, 1e-5);

const bars = bar(Object.values(header).map(({ data_offsets: [from, to] }) => to - from), { labels: Object.keys(header), title: "The safetensors file", y: { label: "Bytes" } }); // prettier-ignore
const points = scatter([{ x: answers.flatten(), y: values.output.detach().flatten(), marker: "ring", label: "6 images × 10 classes" }], { title: "The ONNX graph", x: { label: "Answer of the model" }, y: { label: "Answer of the graph" } }); // prettier-ignore
await saveChapterFigure(subplots([bars, points], { columns: 2 }));
