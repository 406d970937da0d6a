// A network of one's own on synthesised sounds: pnpm exec tsx --conditions=@sonograd/source examples/train-a-classifier.ts
import { Generator, logMelspectrogram, manualSeed, noGrad, stack, tensor, type Tensor } from "@sonograd/core";
import { Adam, BatchNorm2d, Conv2d, crossEntropy, DataLoader, Flatten, Linear, MaxPool2d, Module, ReLU, Sequential, synthesizeEnvironmentalSound, TensorDataset } from "@sonograd/nn"; // prettier-ignore

manualSeed(0);
const classes = ["car_horn", "dog_bark", "engine_idling", "siren"] as const;
const sampleRate = 8000;

/** `count` sounds of every class as log-mel images: x [N, 1, 32, frames], y int32 [N]. */
function sounds(count: number, seed: number): { x: Tensor; y: Tensor } {
  const generator = new Generator(seed);
  const labels = classes.flatMap((_, label) => Array.from({ length: count }, () => label));
  const images = labels.map((label) => {
    const y = synthesizeEnvironmentalSound(classes[label], { sampleRate, duration: 1, generator });
    return logMelspectrogram(y, { sampleRate, nFft: 512, hopLength: 256, nMels: 32 }); // dB below the loudest
  });
  return { x: stack(images).unsqueeze(1).div(80).add(0.5), y: tensor(Int32Array.from(labels)) };
}

class SoundNet extends Module {
  features = new Sequential(
    new Conv2d(1, 8, 3, { padding: 1 }), new BatchNorm2d(8), new ReLU(), new MaxPool2d(4),
    new Conv2d(8, 16, 3, { padding: 1 }), new BatchNorm2d(16), new ReLU(), new MaxPool2d(4), new Flatten(),
  ); // prettier-ignore
  classify = new Linear(16 * 2 * 2, classes.length);
  override forward(x: Tensor): Tensor {
    return this.classify(this.features(x));
  }
}

const model = new SoundNet();
console.log(String(model));
const optimizer = new Adam(model.parameters(), { lr: 3e-3 });
const [train, test] = [sounds(60, 1), sounds(20, 2)];
const loader = new DataLoader(new TensorDataset(train.x, train.y), { batchSize: 16, shuffle: true });
for (let epoch = 1; epoch <= 8; epoch++) {
  let total = 0;
  for await (const [x, y] of loader) {
    const loss = crossEntropy(model(x), y);
    optimizer.zeroGrad();
    loss.backward();
    optimizer.step();
    total += await loss.item();
  }
  console.log(`epoch ${epoch}: loss ${(total / loader.length).toFixed(4)}`);
}
model.eval();
const right = noGrad(() => model(test.x).argmax(1).eq(test.y));
const accuracy = await right.to("float32").mean().item();
console.log(`accuracy on new sounds: ${(100 * accuracy).toFixed(0)} %`);
if (accuracy < 0.8) throw new Error(`accuracy=${accuracy} is below the 0.8 this example promises`);
