// jax-js on its WebGPU backend, each piece of work in one `jit`. For the races only; runs in a page.
import * as jax from "@jax-js/jax";
import { sizeOf } from "@sonograd/core";
import type { Contender, Entrant } from "../gpu/contender.js";
import { type Clips, LOG_MEL } from "../gpu/log-mel.js";
import { ADAM, CHANNELS, CLASSES, inputsOf, type BatchSize } from "../gpu/network.js";
import { logMelNumbers, trainingBatch, weightsOf } from "./host-numbers.js";

const NAME = "jax-js WebGPU";
const { numpy: np, nn, lax } = jax;
type Arrays = jax.Array[];

const onDevice = (values: Float32Array | Int32Array, shape: readonly number[]): jax.Array =>
  np.array(values.slice(), { shape: [...shape] });

// Each use of an array consumes a reference; `.ref` makes one more.
function lossAndStatistics(weights: Arrays, x: jax.Array, y: jax.Array, size: BatchSize): [jax.Array, Arrays] {
  const statistics: Arrays = [];
  let h = x;
  for (const [i, channels] of CHANNELS.entries()) {
    const [kernel, bias, scale, shift] = weights.slice(4 * i, 4 * i + 4);
    const perChannel = (v: jax.Array): jax.Array => v.reshape([1, channels, 1, 1]);
    const z = lax.convGeneralDilated(h, kernel, [1, 1], [[1, 1], [1, 1]]).add(perChannel(bias)); // prettier-ignore
    const side = size.size >> i;
    const count = size.batch * side * side;
    const mean = np.mean(z.ref, [0, 2, 3], { keepdims: true });
    const centered = z.sub(mean.ref);
    const variance = np.mean(np.square(centered.ref), [0, 2, 3], { keepdims: true });
    statistics.push(mean.reshape([channels]), variance.ref.mul(count / (count - 1)).reshape([channels]));
    const normal = centered.div(np.sqrt(variance.add(1e-5))).mul(perChannel(scale)).add(perChannel(shift)); // prettier-ignore
    h = lax.reduceWindow(nn.relu(normal), np.max, [2, 2], [2, 2]);
  }
  const logits = np.matmul(h.reshape([size.batch, inputsOf(size)]), weights[12].transpose()).add(weights[13]);
  const loss = np.sum(nn.logSoftmax(logits).mul(y)).mul(-1 / size.batch);
  return [loss, statistics];
}

// All weights lie one after the other in one array, as do their moments: Adam is a handful of kernels then, not one for each.
type State = {
  weights: jax.Array;
  first: jax.Array;
  second: jax.Array;
  running: Arrays;
  /** Products of the two decays so far. */
  decays: Arrays;
};

function split(all: jax.Array, shapes: readonly (readonly number[])[]): Arrays {
  let end = 0;
  const parts = shapes.map((shape) => {
    const start = end;
    end += sizeOf(shape);
    return all.ref.slice([start, end]).reshape([...shape]);
  });
  all.dispose();
  return parts;
}

const average = (before: jax.Array, now: jax.Array, beta: number): jax.Array => before.mul(beta).add(now.mul(1 - beta));

/** A whole step in one program: the state goes in and comes out. */
function makeStep(size: BatchSize, shapes: readonly (readonly number[])[]) {
  const [beta1, beta2] = ADAM.betas;
  return jax.jit((state: State, x: jax.Array, y: jax.Array): { loss: jax.Array; next: State } => {
    const loss = (weights: jax.Array) => lossAndStatistics(split(weights, shapes), x, y, size);
    const [[cost, statistics], gradient] = jax.valueAndGrad(loss, { hasAux: true })(state.weights.ref) as unknown as [
      [jax.Array, Arrays],
      jax.Array,
    ];
    const decays = [state.decays[0].mul(beta1), state.decays[1].mul(beta2)];
    const first = average(state.first, gradient.ref, beta1);
    const second = average(state.second, np.square(gradient), beta2);
    const mean = first.ref.div(np.subtract(1, decays[0].ref));
    const root = np.sqrt(second.ref.div(np.subtract(1, decays[1].ref)));
    const weights = state.weights.sub(mean.mul(ADAM.lr).div(root.add(ADAM.eps)));
    const running = state.running.map((r, i) => average(r, statistics[i], 0.9));
    return { loss: cost, next: { weights, first, second, running, decays } };
  });
}

function training(size: BatchSize): Entrant {
  const host = weightsOf(size);
  const weights = Float32Array.from(host.flatMap(({ values }) => [...values]));
  let state: State = {
    weights: onDevice(weights, [weights.length]),
    first: np.zeros([weights.length]),
    second: np.zeros([weights.length]),
    running: CHANNELS.flatMap((c) => [np.zeros([c]), np.ones([c])]),
    decays: [np.array(1), np.array(1)],
  };
  const { images, oneHot } = trainingBatch(size);
  const x = onDevice(images, [size.batch, 1, size.size, size.size]);
  const y = onDevice(oneHot, [size.batch, CLASSES]);
  const shapes = host.map(({ shape }) => shape);
  const step = makeStep(size, shapes);
  return {
    label: NAME,
    run: async () => {
      const { loss, next } = step(state, x.ref, y.ref) as { loss: jax.Array; next: State };
      state = next;
      return (await loss.data()) as ArrayLike<number>;
    },
  };
}

function logMels(clips: Clips): Entrant[] {
  const { nFft, nMels } = LOG_MEL;
  const { frames, samples, window, bank, places, transform } = logMelNumbers(clips);
  const rows = clips.batch * frames;
  const bins = nFft / 2 + 1;
  const y = onDevice(samples, [clips.batch, clips.samples]);
  const [taper, bands] = [onDevice(window, [nFft]), onDevice(bank, [bins, nMels])];
  const at = onDevice(places, [places.length]);
  const dft = onDevice(transform, [nFft, 2 * bins]);
  const framed = (y: jax.Array, at: jax.Array): jax.Array =>
    np.take(np.pad(y, [[0, 0], [nFft / 2, nFft / 2]]), at, 1).reshape([rows, nFft]); // prettier-ignore
  const decibels = (power: jax.Array, bands: jax.Array): jax.Array =>
    np.log(np.maximum(np.matmul(power, bands), 1e-10)).mul(10 / Math.LN10);
  const entrant = (way: string, compute: (...inputs: Arrays) => jax.Array, inputs: Arrays): Entrant => {
    const compiled = jax.jit(compute) as (...inputs: Arrays) => jax.Array;
    return {
      label: `${NAME}, ${way}`,
      run: async () => (await compiled(...inputs.map((x) => x.ref)).data()) as ArrayLike<number>,
    };
  };
  return [
    entrant(
      "fft.rfft",
      (y, at, bands, taper) => {
        const { real, imag } = np.fft.rfft(framed(y, at).mul(taper), 1);
        return decibels(np.square(real).add(np.square(imag)), bands);
      },
      [y, at, bands, taper],
    ),
    entrant(
      "transform by matmul",
      (y, at, bands, dft) => {
        const [re, im] = np.split(np.matmul(framed(y, at), dft), 2, 1);
        return decibels(np.square(re).add(np.square(im)), bands);
      },
      [y, at, bands, dft],
    ),
  ];
}

export async function loadJaxJs(): Promise<Contender> {
  await jax.init("webgpu");
  jax.defaultDevice("webgpu");
  return { library: NAME, training, logMels };
}
