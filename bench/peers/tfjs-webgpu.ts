// TensorFlow.js on its WebGPU backend. For the races only; runs in a page.
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import "@tensorflow/tfjs-backend-webgpu";
import { transpose } from "../inputs.js";
import type { Contender, Entrant } from "../gpu/contender.js";
import { type Clips, LOG_MEL } from "../gpu/log-mel.js";
import { ADAM, CHANNELS, CLASSES, inputsOf, type BatchSize } from "../gpu/network.js";
import { logMelNumbers, trainingBatch, weightsOf, type HostTensor } from "./host-numbers.js";

const NAME = "TF.js WebGPU";

/** Channels come last here: kernels [out, in, h, w] → [h, w, in, out], the linear weight [out, (c, h, w)] → [(h, w, c), out]. */
function toVariable({ values, shape }: HostTensor, side: number): tf.Variable {
  if (shape.length === 4)
    return tf.variable(tf.tensor(transpose(values, shape, [2, 3, 1, 0]), [shape[2], shape[3], shape[1], shape[0]]));
  if (shape.length === 1) return tf.variable(tf.tensor(values, [...shape]));
  const split = [CLASSES, CHANNELS[2], side, side];
  return tf.variable(tf.tensor(transpose(values, split, [2, 3, 1, 0]), [shape[1], CLASSES]));
}

function training(size: BatchSize): Entrant {
  const weights = weightsOf(size).map((w) => toVariable(w, size.size / 8));
  const running = CHANNELS.map((c) => [tf.variable(tf.zeros([c]), false), tf.variable(tf.ones([c]), false)] as const);
  const { images, oneHot } = trainingBatch(size);
  const x = tf.tensor4d(images, [size.batch, size.size, size.size, 1]);
  const y = tf.tensor2d(oneHot, [size.batch, CLASSES]);
  const optimizer = tf.train.adam(ADAM.lr, ADAM.betas[0], ADAM.betas[1], ADAM.eps);
  const block = (h: tf.Tensor4D, i: number): tf.Tensor4D => {
    const [kernel, bias, scale, shift] = weights.slice(4 * i, 4 * i + 4);
    const z = tf.add(tf.conv2d(h, kernel as unknown as tf.Tensor4D, 1, "same"), bias) as tf.Tensor4D;
    const { mean, variance } = tf.moments(z, [0, 1, 2]);
    const count = z.size / CHANNELS[i];
    const [runningMean, runningVariance] = running[i];
    runningMean.assign(tf.add(tf.mul(runningMean, 0.9), tf.mul(mean, 0.1)));
    runningVariance.assign(tf.add(tf.mul(runningVariance, 0.9), tf.mul(variance, (0.1 * count) / (count - 1))));
    const normal = tf.batchNorm4d(z, mean as tf.Tensor1D, variance as tf.Tensor1D, shift as tf.Tensor as tf.Tensor1D, scale as tf.Tensor as tf.Tensor1D, 1e-5); // prettier-ignore
    return tf.maxPool(tf.relu(normal), 2, 2, "valid");
  };
  const loss = (): tf.Scalar => {
    let h: tf.Tensor4D = x;
    for (let i = 0; i < CHANNELS.length; i++) h = block(h, i);
    const logits = tf.add(tf.matMul(tf.reshape(h, [size.batch, inputsOf(size)]), weights[12] as tf.Tensor as tf.Tensor2D), weights[13]); // prettier-ignore
    return tf.losses.softmaxCrossEntropy(y, logits) as tf.Scalar;
  };
  return {
    label: NAME,
    run: async () => {
      const cost = tf.tidy(() => optimizer.minimize(loss, true, weights)!);
      const values = await cost.data();
      cost.dispose();
      return values;
    },
  };
}

function logMels(clips: Clips): Entrant[] {
  const { nFft, hopLength, nMels } = LOG_MEL;
  const { frames, samples, window, bank, places, transform } = logMelNumbers(clips);
  const rows = clips.batch * frames;
  const bins = nFft / 2 + 1;
  const [y, taper] = [tf.tensor2d(samples, [clips.batch, clips.samples]), tf.tensor1d(window)];
  const [bands, at] = [tf.tensor2d(bank, [bins, nMels]), tf.tensor1d(places, "int32")];
  const dft = tf.tensor2d(transform, [nFft, 2 * bins]);
  const padded = (): tf.Tensor2D => tf.pad2d(y, [[0, 0], [nFft / 2, nFft / 2]]); // prettier-ignore
  const framed = (): tf.Tensor2D => tf.reshape(tf.gather(padded(), at, 1), [rows, nFft]);
  const decibels = (power: tf.Tensor): tf.Tensor =>
    tf.mul(tf.log(tf.maximum(tf.matMul(tf.reshape(power, [rows, bins]), bands), 1e-10)), 10 / Math.LN10);
  const power = (spectrum: tf.Tensor): tf.Tensor => tf.add(tf.square(tf.real(spectrum)), tf.square(tf.imag(spectrum)));
  const entrant = (way: string, compute: () => tf.Tensor): Entrant => ({
    label: `${NAME}, ${way}`,
    run: async () => {
      const result = tf.tidy(compute);
      const values = await result.data();
      result.dispose();
      return values;
    },
  });
  return [
    entrant(
      "signal.stft",
      () =>
      decibels(power(tf.stack(tf.unstack(padded()).map((clip) => tf.signal.stft(clip as tf.Tensor1D, nFft, hopLength, nFft, () => taper))))), // prettier-ignore
    ),
    entrant("gather and rfft", () => decibels(power(tf.spectral.rfft(tf.mul(framed(), taper))))),
    entrant("transform by matMul", () => {
      const [re, im] = tf.split(tf.matMul(framed(), dft), 2, 1);
      return decibels(tf.add(tf.square(re), tf.square(im)));
    }),
  ];
}

/** Without its checks, which are for development. */
export async function loadTfjs(): Promise<Contender> {
  tf.enableProdMode();
  if (!(await tf.setBackend("webgpu"))) throw new Error("TF.js has no WebGPU here.");
  return { library: NAME, training, logMels };
}
