// Chapter 25 · A complete network: CIFAR10-quick, first as layers, then as plain functions, then trained on sound
// sonograd course 25 [--device webgpu]
import { conv2d, delta, Generator, logMelspectrogram, maxPool2d, randn, stack, tensor, type Tensor } from "@sonograd/core"; // prettier-ignore
import { imshow, plot, subplots } from "@sonograd/io";
import { Adam, Cifar10Quick, crossEntropy, summary, synthesizeEnvironmentalSound } from "@sonograd/nn";
import { assertClose, assertEqual, assertThat, device, saveChapterFigure } from "./chapter.js";

// The network of chapter 17, as the library has it: a class around one Sequential. Its text is PyTorch's.
const network = new Cifar10Quick().to(device);
console.log(String(summary(network, [1, 3, 32, 32])));
const PRINTED = `Cifar10Quick(
  (model): Sequential(
    (0): Conv2d(3, 32, kernel_size=(5, 5), stride=(1, 1), padding=(2, 2))
    (1): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
    (2): Conv2d(32, 32, kernel_size=(5, 5), stride=(1, 1), padding=(2, 2))
    (3): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
    (4): Conv2d(32, 64, kernel_size=(5, 5), stride=(1, 1), padding=(2, 2))
    (5): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
    (6): Flatten(start_dim=1, end_dim=-1)
    (7): Linear(in_features=1024, out_features=64, bias=True)
    (8): Linear(in_features=64, out_features=10, bias=True)
  )
)`;
assertEqual("the printed model", String(network), PRINTED);

// The other style, without any layer object: functions of the input and of the ten tensors in the state dict.
const w = network.stateDict();
function forward(x: Tensor): Tensor {
  const block = (y: Tensor, i: number): Tensor =>
    maxPool2d(conv2d(y, w[`model.${i}.weight`], w[`model.${i}.bias`], { padding: 2 }), 2);
  const linear = (y: Tensor, i: number): Tensor => y.matmul(w[`model.${i}.weight`].t()).add(w[`model.${i}.bias`]);
  return linear(linear(block(block(block(x, 0), 2), 4).flatten(1), 7), 8);
}
const x = randn([64, 3, 32, 32]);
const [logits, same] = [network(x), forward(x)];
console.log(`[64, 3, 32, 32] -> [${logits.shape.join(", ")}]`);
assertEqual("shape of the output", logits.shape, [64, 10]);
await assertClose("both styles", same, logits, 1e-5);

// As taught, there is no activation. Then the two linear layers are one: W = W8 W7, b = W8 b7 + b8.
const [weight, bias] = [w["model.8.weight"].matmul(w["model.7.weight"]), w["model.8.weight"].matmul(w["model.7.bias"])];
const merged = network.model.slice(0, 7)(x).matmul(weight.t()).add(bias).add(w["model.8.bias"]);
await assertClose("two linear layers as one", merged, logits, 1e-5);

// Sound as a picture with three channels: log-mel spectrogram, its change, and the change of that; 32 bands, 32 frames.
const [generator, SOUNDS] = [new Generator(5), ["gun_shot", "jackhammer", "siren"] as const];
function picture(sound: (typeof SOUNDS)[number]): Tensor {
  const y = synthesizeEnvironmentalSound(sound, { sampleRate: 16000, duration: 1, generator });
  const S = logMelspectrogram(y, { sampleRate: 16000, nMels: 32, nFft: 1024, hopLength: 512 }).add(40).div(40);
  return stack([S, delta(S).mul(4), delta(S, { order: 2 }).mul(8)]);
}
const clips = (each: number): [Tensor, Tensor] => {
  const labels = Array.from({ length: each * 3 }, (_, i) => i % 3);
  return [stack(labels.map((label) => picture(SOUNDS[label]))).to(device), tensor(labels, { dtype: "int32" })];
};
const [[heard, labels], [heldOut, answers]] = [clips(8), clips(8)];

// Training as in the chapters that follow: loss, gradients, a step; here all clips at once.
const optimizer = new Adam(network.parameters(), { lr: 2e-3 });
const losses: Tensor[] = [];
for (let step = 0; step < 12; step++) {
  const loss = crossEntropy(network(heard), labels);
  optimizer.zeroGrad();
  loss.backward();
  optimizer.step();
  losses.push(loss.detach());
}
const curve = await stack(losses).data();
const accuracy = (await network(heldOut).argmax(1).eq(answers).sum().item()) / answers.numel;
console.log(`loss ${curve[0].toFixed(3)} -> ${curve[11].toFixed(3)}, held-out accuracy ${accuracy.toFixed(3)}`);
assertThat("the loss fell", curve[11] < curve[0] / 2);
assertThat("better than chance, which is a third", accuracy > 0.5);
// One clip on its way: what goes in, and one channel behind the first and the second pooling.
const clip = heldOut.narrow(0, 2, 1);
const first = network.model.slice(0, 2)(clip);
const second = network.model.slice(2, 4)(first);
const show = (M: Tensor, title: string) => imshow(M, { title, origin: "lower", x: { label: "Column" }, y: { label: "Row" } }); // prettier-ignore
const maps = [show(clip.get(0, 0), "Siren: log-mel"), show(first.get(0, 0), "First pooling"), show(second.get(0, 0), "Second pooling")]; // prettier-ignore
const falling = plot(curve, { title: "Training", x: { label: "Step" }, y: { label: "Cross entropy" } });
await saveChapterFigure(subplots([...maps, falling], { columns: 2 }));
