// Logistic regression by hand, as written and compiled: pnpm exec tsx --conditions=@sonograd/source examples/compile-a-step.ts
import { compile, Generator, noGrad, randn, zeros, type Tensor } from "@sonograd/core";

// Points on both sides of the line 2a − b + 0.5 = 0, labelled by the side.
const x = randn([256, 2], { generator: new Generator(1) });
const label = x.select(1, 0).mul(2).sub(x.select(1, 1)).add(0.5).gt(0).to("float32").unsqueeze(1); // [256, 1]

function training() {
  const weight = zeros([2, 1], { requiresGrad: true });
  const bias = zeros([1], { requiresGrad: true });
  const predict = (inputs: Tensor): Tensor => inputs.matmul(weight).add(bias).sigmoid();
  /** One step of gradient descent; returns the loss. */
  const step = (inputs: Tensor, target: Tensor, rate: number): Tensor => {
    weight.grad = bias.grad = null;
    const p = predict(inputs);
    const loss = target.mul(p.log()).add(target.neg().add(1).mul(p.neg().add(1).log())).mean().neg(); // prettier-ignore
    loss.backward();
    noGrad(() => {
      for (const w of [weight, bias]) w.sub_(w.grad!.mul(rate));
    });
    return loss.detach();
  };
  return { predict, step };
}

const [written, other] = [training(), training()];
const compiled = compile(other.step, { name: "gradient descent" });
let loss = 0;
for (let i = 0; i < 200; i++) {
  const rate = i < 100 ? 1 : 0.5;
  loss = await compiled(x, label, rate).item();
  if (loss !== (await written.step(x, label, rate).item())) throw new Error("compiled and written must agree");
}

const accuracy = await other.predict(x).gt(0.5).eq(label.gt(0.5)).to("float32").mean().item(); // prettier-ignore
console.log(`loss ${loss.toFixed(4)}, accuracy ${(100 * accuracy).toFixed(1)} %`);
console.log(compiled.plan!.describe());
const { primitives, kernels, peakBytes, unplannedBytes } = compiled.plan!.stats();
console.log(
  `${primitives} primitives in ${kernels} kernels, ${peakBytes} bytes of intermediates instead of ${unplannedBytes}`,
);
if (accuracy < 0.95) throw new Error(`accuracy=${accuracy} is below the 0.95 this example promises`);
