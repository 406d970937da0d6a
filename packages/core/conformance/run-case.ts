// Runs a case on one device and compares two runs.
import * as core from "../src/index.js";
import { Tensor, type Device, type DType, type TypedArray } from "../src/index.js";
import { DEFAULT_TOLERANCE, type ConformanceCase, type Fill, type InputSpec } from "./case.js";

/** What a case gave on one device. */
export interface CaseRun {
  readonly outputs: readonly TypedArray[];
  readonly shapes: readonly (readonly number[])[];
  /** One per input, null where there is none. */
  readonly gradients: readonly (TypedArray | null)[];
}

export interface Comparison {
  readonly name: string;
  readonly passed: boolean;
  /** Largest |difference| / (atol + rtol·|expected|), over outputs and over gradients: at most 1 passes. */
  readonly forward: number;
  readonly gradient: number;
  readonly message: string;
}

/** Wide dtypes are used for the finite differences; narrow ones on every device. */
export type Precision = "single" | "double";

const widen = (dtype: DType): DType => (dtype === "float32" ? "float64" : dtype === "complex64" ? "complex128" : dtype);

function fillValues(fill: Fill, count: number, generator: core.Generator): number[] {
  if (Array.isArray(fill)) return Array.from({ length: count }, (_, i) => (fill as readonly number[])[i % fill.length]);
  const uniform = Array.from(generator.bits(count), (b) => b / 2 ** 32);
  if (fill === "positive") return uniform.map((u) => 0.2 + 1.8 * u);
  if (fill === "unit") return uniform.map((u) => 1.8 * u - 0.9);
  if (typeof fill === "object") return uniform.map((u) => Math.floor(u * (fill as { below: number }).below));
  if (fill === "distinct") {
    const order = uniform.map((_, i) => i).sort((a, b) => uniform[a] - uniform[b]);
    return order.map((v) => (v - count / 2) * 0.25);
  }
  const other = Array.from(generator.bits(count), (b) => b / 2 ** 32);
  return uniform.map((u, i) => Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * other[i]));
}

/** The input on the CPU, contiguous: the same numbers for every device and precision. */
export function makeInput(spec: InputSpec, seed: number, precision: Precision): Tensor {
  const dtype = spec.dtype ?? "float32";
  const slots = core.slotsOf(dtype);
  const shape = storedShape(spec);
  const values = fillValues(spec.fill ?? "normal", core.sizeOf(shape) * slots, new core.Generator(seed));
  // Rounded to float32 first, so that both precisions start from the same numbers.
  const narrow = core.makeArray(dtype, values.length / slots);
  narrow.set(values);
  const wide = precision === "double" ? widen(dtype) : dtype;
  const array = core.makeArray(wide, values.length / slots);
  array.set(narrow);
  return core.fromTypedArray(array, shape, { dtype: wide, device: "cpu" });
}

function storedShape({ shape, layout }: InputSpec): number[] {
  if (layout === "transposed") return [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!];
  if (layout === "stepped") return [...shape.slice(0, -1), shape.at(-1)! * 2];
  return layout === "offset" ? [shape[0] + 2, ...shape.slice(1)] : [...shape];
}

export function layOut(x: Tensor, spec: InputSpec): Tensor {
  const laidOut = viewed(x, spec);
  if (spec.matrix === "hermitian") return laidOut.add(laidOut.mH).mul(0.5);
  if (spec.matrix !== "definite") return laidOut;
  return laidOut.matmul(laidOut.mH).add(core.eye(spec.shape.at(-1)!, { dtype: x.dtype, device: x.device }));
}

function viewed(x: Tensor, { layout, shape }: InputSpec): Tensor {
  if (layout === "transposed") return x.transpose(-1, -2);
  if (layout === "stepped") return x.get("...", core.slice(undefined, undefined, 2));
  return layout === "offset" ? x.narrow(0, 1, shape[0]) : x;
}

const isDType = (arg: unknown): arg is DType => core.DTYPES.some((dtype) => dtype === arg);

type Callable = (...args: unknown[]) => unknown;

export function invoke(testCase: ConformanceCase, inputs: readonly Tensor[]): unknown {
  const op = (core as unknown as Record<string, unknown>)[testCase.op];
  if (typeof op !== "function")
    throw new core.ParameterError(`conformance: op="${testCase.op}" is not exported by core.`);
  const named = testCase.named ?? {};
  const positional = inputs.filter((_, i) => !Object.values(named).includes(i));
  const isWide = inputs.some((x) => core.isDouble(x.dtype));
  const args = (testCase.args ?? []).map((arg) => (isWide && isDType(arg) ? widen(arg) : arg));
  if (testCase.named) {
    const options = typeof args.at(-1) === "object" && !Array.isArray(args.at(-1)) ? (args.pop() as object) : {};
    args.push({ ...options, ...Object.fromEntries(Object.entries(named).map(([k, i]) => [k, inputs[i]])) });
  }
  // There may be no first one, where all are named.
  const tensors = testCase.list
    ? [positional]
    : positional.toSpliced(1, 0, ...((testCase.argsFirst ?? []) as Tensor[]));
  const result = (op as Callable)(...(testCase.argsBefore ?? []), ...tensors, ...args);
  return testCase.magnitudes ? tensorsOf(result).map((y) => (core.isComplex(y.dtype) ? y.abs() : y)) : result;
}

/** The tensors of a result in order, whatever holds them; frequency axes and other numbers are no part of it. */
export function tensorsOf(result: unknown): Tensor[] {
  if (result instanceof Tensor) return [result];
  if (typeof result !== "object" || result === null || ArrayBuffer.isView(result)) return [];
  return Object.values(result).flatMap(tensorsOf);
}

export const hasGradient = (spec: InputSpec): boolean =>
  spec.grad !== false && ["float32", "complex64"].includes(spec.dtype ?? "float32");

export const isDifferentiable = (t: Tensor): boolean => t.requiresGrad;

/** The case as a function of its differentiable inputs, for gradcheck. */
export function caseFunction(testCase: ConformanceCase): { fn: (...inputs: Tensor[]) => Tensor; inputs: Tensor[] } {
  const stored = testCase.inputs.map((spec, i) => makeInput(spec, 100 + i, "double"));
  stored.forEach((x, i) => (x.requiresGrad = wantsGradient(testCase) && hasGradient(testCase.inputs[i])));
  const fn = (...inputs: Tensor[]): Tensor => {
    const outs = tensorsOf(invoke(testCase, inputs.map((x, i) => layOut(x, testCase.inputs[i])))); // prettier-ignore
    const carrying = outs.filter(isDifferentiable);
    return carrying.length < 2 ? (carrying[0] ?? outs[0]) : core.cat(carrying.map((o) => o.reshape([-1])));
  };
  return { fn, inputs: stored };
}

export const wantsGradient = (testCase: ConformanceCase): boolean =>
  testCase.gradient ?? testCase.inputs.some(hasGradient);

/** Runs a case, forward and backward with a fixed gradient, on a device. */
export async function runCase(
  testCase: ConformanceCase,
  device: Device,
  precision: Precision = "single",
): Promise<CaseRun> {
  const stored = testCase.inputs.map((spec, i) => makeInput(spec, 100 + i, precision).to(device));
  const withGradient = wantsGradient(testCase);
  stored.forEach((x, i) => (x.requiresGrad = withGradient && hasGradient(testCase.inputs[i])));
  const outs = tensorsOf(await invoke(testCase, stored.map((x, i) => layOut(x, testCase.inputs[i])))); // prettier-ignore
  const roots = outs.filter(isDifferentiable);
  let gradients: (Tensor | null)[] = stored.map(() => null);
  if (roots.length > 0) {
    const seeds = roots.map((y, i) =>
      makeInput({ shape: y.shape, dtype: core.isComplex(y.dtype) ? "complex64" : "float32" }, 900 + i, precision).to(
        device,
      ),
    );
    const wanted = stored.filter((x) => x.requiresGrad);
    const grads = core.grad(roots, wanted, { gradOutputs: seeds, allowUnused: true });
    gradients = stored.map((x) => (x.requiresGrad ? grads[wanted.indexOf(x)] : null));
  }
  return {
    outputs: await Promise.all(outs.map((t) => t.data())),
    shapes: outs.map((t) => t.shape),
    gradients: await Promise.all(gradients.map((g) => (g ? g.data() : null))),
  };
}

/** The worst ratio of a difference to what the tolerance allows; NaN and infinities must match exactly. */
function worstRatio(actual: TypedArray, expected: TypedArray, rtol: number, atol: number): number {
  if (actual.length !== expected.length) return Infinity;
  let worst = 0;
  for (let i = 0; i < actual.length; i++) {
    const [a, e] = [actual[i], expected[i]];
    if (Object.is(a, e) || a === e || (Number.isNaN(a) && Number.isNaN(e))) continue;
    const ratio = Math.abs(a - e) / (atol + rtol * Math.abs(e));
    worst = Math.max(worst, Number.isFinite(ratio) ? ratio : Infinity);
  }
  return worst;
}

/** Holds one run to another within the case's tolerance. */
export function compareRuns(testCase: ConformanceCase, actual: CaseRun, expected: CaseRun): Comparison {
  const { rtol, atol } = testCase.tolerance ?? DEFAULT_TOLERANCE;
  const shapesAgree = JSON.stringify(actual.shapes) === JSON.stringify(expected.shapes);
  const forward = shapesAgree
    ? Math.max(0, ...actual.outputs.map((o, i) => worstRatio(o, expected.outputs[i], rtol, atol)))
    : Infinity;
  const gradient = Math.max(
    0,
    ...actual.gradients.map((g, i) => {
      const other = expected.gradients[i];
      if (!g || !other) return g || other ? Infinity : 0;
      return worstRatio(g, other, rtol, atol);
    }),
  );
  const passed = forward <= 1 && gradient <= 1;
  const message = passed ? "" : `${testCase.name}: forward ${forward.toPrecision(3)}, gradient ${gradient.toPrecision(3)} times the tolerance` + (shapesAgree ? "" : ` (shapes ${JSON.stringify(actual.shapes)} and ${JSON.stringify(expected.shapes)})`); // prettier-ignore
  return { name: testCase.name, passed, forward, gradient, message };
}
