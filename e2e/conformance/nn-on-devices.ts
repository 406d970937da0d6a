// Runs rows of the tables of networks on a device and says how far the numbers lie from the CPU's.
import { compile, isFloatingPoint, noGrad, Tensor, type Device } from "@sonograd/core";
import { LBFGS, Linear, mseLoss, Sequential, Tanh, type Module, type Optimizer } from "@sonograd/nn";
import type { MakeOptimizer } from "./nn-optimizers.js";
import { wave, type NnRow } from "./nn-rows.js";

/** Numbers by name: outputs, gradients, buffers or parameters. */
type Numbers = Readonly<Record<string, readonly number[]>>;

const tensorsIn = (value: unknown): Tensor[] =>
  value instanceof Tensor ? [value] : Array.isArray(value) ? value.flatMap(tensorsIn) : [];

async function read(tensors: Readonly<Record<string, Tensor>>): Promise<Numbers> {
  const names = Object.keys(tensors);
  const values = await Promise.all(names.map((name) => tensors[name].data()));
  return Object.fromEntries(names.map((name, i) => [name, Array.from(values[i] as ArrayLike<number>)]));
}

/** Sets the parameters to waves, as long as their device is the CPU. */
function seedParameters(module: Module): void {
  noGrad(() => module.parameters().forEach((p, k) => p.copy_(wave(p.shape, k, 0.4))));
}

/** Outputs, gradients of inputs and parameters, and buffers after the call, on one device. */
async function runRow([, make, given, call]: NnRow, device: Device): Promise<Numbers> {
  const module = make();
  seedParameters(module);
  module.to(device);
  const inputs = given.map((input, k) => {
    const x = (input instanceof Tensor ? input : wave(input, k)).to(device);
    return input instanceof Tensor || !isFloatingPoint(x.dtype) ? x : x.detach().requiresGrad_();
  });
  const plain = (m: (...given: Tensor[]) => unknown, ...x: Tensor[]): unknown => m(...x);
  const results = tensorsIn((call ?? plain)(module as never, ...inputs));
  const named: Record<string, Tensor> = {};
  results.forEach((y, i) => (named[`output ${i}`] = y.detach()));
  if (results.some((y) => y.device !== device)) throw new Error(`a result is not on ${device}`);
  const differentiable = results.filter((y) => y.requiresGrad);
  if (differentiable.length > 0) {
    const terms = differentiable.map((y, i) => y.mul(wave(y.shape, i + 3, 1).to(device)).sum());
    terms.reduce((a, b) => a.add(b)).backward();
  }
  inputs.forEach((x, i) => x.grad && (named[`gradient of input ${i}`] = x.grad));
  for (const [name, p] of module.namedParameters()) if (p.grad) named[`gradient of ${name}`] = p.grad;
  for (const [name, buffer] of module.namedBuffers()) named[`buffer ${name}`] = buffer;
  return read(named);
}

const BATCHES = 3;

/** The parameters of a small network after three steps, and the last gradients; compiled where the step waits for nothing. */
async function runOptimizer(make: MakeOptimizer, device: Device): Promise<Numbers> {
  const model = new Sequential(new Linear(3, 4), new Tanh(), new Linear(4, 2));
  seedParameters(model);
  model.to(device);
  const optimizer = make(model.parameters());
  const lossOf = (x: Tensor, y: Tensor): Tensor => {
    optimizer.zeroGrad();
    const loss = mseLoss(model(x), y);
    loss.backward();
    return loss;
  };
  const written = (x: Tensor, y: Tensor): void => {
    lossOf(x, y);
    (optimizer as Optimizer).step();
  };
  const step = device === "cpu" ? written : compile(written);
  for (let i = 0; i < BATCHES; i++) {
    const [x, y] = [wave([4, 3], i).to(device), wave([4, 2], i + 1, 1).to(device)];
    if (optimizer instanceof LBFGS) await optimizer.step(() => lossOf(x, y));
    else step(x, y);
  }
  const grads = model.namedParameters().map(([name, p]): [string, Tensor] => [`gradient of ${name}`, p.grad!]);
  return read(Object.fromEntries([...model.namedParameters(), ...grads]));
}

/** Sentences on what lies farther from the CPU's numbers than `bound`, as a share of the largest one (at least 1). */
function compare(name: string, expected: Numbers, actual: Numbers, bound: number): string[] {
  const names = Object.keys(expected);
  if (!names.some((key) => key.startsWith("gradient"))) return [`${name}: no gradient to compare`];
  if (names.join() !== Object.keys(actual).join())
    return [`${name}: ${Object.keys(actual).join()} beside ${names.join()}`];
  return names.flatMap((key) => {
    const scale = Math.max(1, ...expected[key].filter(Number.isFinite).map(Math.abs));
    const isNear = (v: number, i: number): boolean =>
      Object.is(v, actual[key][i]) || Math.abs(v - actual[key][i]) <= bound * scale;
    const far = expected[key].findIndex((v, i) => !isNear(v, i));
    return far < 0 ? [] : [`${name}: ${key}[${far}] is ${actual[key][far]}, not ${expected[key][far]}`];
  });
}

async function differences(
  name: string,
  run: (device: Device) => Promise<Numbers>,
  device: Device,
  bound: number,
): Promise<string[]> {
  try {
    return compare(name, await run("cpu"), await run(device), bound);
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`];
  }
}

/** What a layer or loss does otherwise on `device` than on the CPU. */
export const rowDifferences = (row: NnRow, device: Device, bound: number): Promise<string[]> =>
  differences(row[0], (place) => runRow(row, place), device, bound);

/** What an optimizer does otherwise on `device` than on the CPU. */
export const optimizerDifferences = (
  name: string,
  make: MakeOptimizer,
  device: Device,
  bound: number,
): Promise<string[]> => differences(name, (place) => runOptimizer(make, place), device, bound);
