// The arguments of a compiled function: what of them may change from call to call (the values of tensors, numbers), and what
// a recording depends on (everything else).
import { ParameterError } from "../errors/index.js";
import { formatShape, Tensor } from "../tensor/index.js";

/** One fact that has to be the same for a recording to hold. */
export interface Fact {
  /** For people: `args[0].shape`. */
  readonly label: string;
  readonly value: unknown;
}

export interface CallArguments {
  readonly tensors: readonly Tensor[];
  readonly numbers: readonly number[];
  /** Of the numbers, for messages. */
  readonly numberLabels: readonly string[];
  readonly facts: readonly Fact[];
}

const isPlain = (x: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(x);
  return prototype === Object.prototype || prototype === null;
};

function factsOfTensor(label: string, t: Tensor, shared: number): Fact[] {
  return [
    { label: `${label} dtype`, value: t.dtype },
    { label: `${label} device`, value: t.device },
    { label: `${label} shape`, value: formatShape(t.shape) },
    { label: `${label} strides`, value: formatShape(t.strides) },
    { label: `${label} requiresGrad`, value: t.requiresGrad },
    { label: `${label} shares memory with`, value: shared },
  ];
}

/** Looks through arguments once. @throws ParameterError for what cannot be guarded */
export function readArguments(args: readonly unknown[]): CallArguments {
  const tensors: Tensor[] = [];
  const numbers: number[] = [];
  const numberLabels: string[] = [];
  const facts: Fact[] = [{ label: "number of arguments", value: args.length }];
  const visit = (x: unknown, label: string): void => {
    if (x instanceof Tensor) {
      // The first argument in the same memory, or itself.
      const shared = tensors.findIndex((t) => t.storage === x.storage);
      facts.push(...factsOfTensor(label, x, shared < 0 ? tensors.length : shared));
      tensors.push(x);
    } else if (typeof x === "number") {
      facts.push({ label: `${label} type`, value: "number" });
      numbers.push(x);
      numberLabels.push(label);
    } else if (Array.isArray(x)) {
      facts.push({ label: `${label}.length`, value: x.length });
      x.forEach((item, i) => visit(item, `${label}[${i}]`));
    } else if (ArrayBuffer.isView(x)) {
      throw new ParameterError(
        `compile: ${label} is a ${x.constructor.name}, whose contents would be frozen into the recording. Pass a tensor: fromTypedArray(${label}).`,
      );
    } else if (typeof x === "object" && x !== null && isPlain(x)) {
      const keys = Object.keys(x);
      facts.push({ label: `${label} keys`, value: keys.join() });
      for (const key of keys) visit((x as Record<string, unknown>)[key], `${label}.${key}`);
    } else facts.push({ label, value: x });
  };
  args.forEach((x, i) => visit(x, `args[${i}]`));
  return { tensors, numbers, numberLabels, facts };
}

/** The same arguments with other tensors in their places. */
export function withTensors<A extends readonly unknown[]>(args: A, tensors: readonly Tensor[]): A {
  let next = 0;
  const visit = (x: unknown): unknown => {
    if (x instanceof Tensor) return tensors[next++];
    if (Array.isArray(x)) return x.map(visit);
    if (typeof x === "object" && x !== null && isPlain(x) && !ArrayBuffer.isView(x))
      return Object.fromEntries(Object.entries(x).map(([k, v]) => [k, visit(v)]));
    return x;
  };
  return args.map(visit) as unknown as A;
}

/** `result` with every tensor in it replaced. */
export function mapTensors(result: unknown, replace: (t: Tensor) => unknown): unknown {
  if (result instanceof Tensor) return replace(result);
  if (Array.isArray(result)) return result.map((item) => mapTensors(item, replace));
  if (typeof result === "object" && result !== null && isPlain(result))
    return Object.fromEntries(Object.entries(result).map(([k, v]) => [k, mapTensors(v, replace)]));
  return result;
}

/** The label of the first fact that differs, or null where all are the same. */
export function firstDifference(facts: readonly Fact[], others: readonly Fact[]): Fact | null {
  for (const [i, fact] of facts.entries()) {
    const other = others[i];
    if (!other || other.label !== fact.label || !Object.is(other.value, fact.value)) return fact;
  }
  return facts.length === others.length ? null : { label: "arguments", value: undefined };
}
