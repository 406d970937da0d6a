// What to say to a caller who gave something else where a tensor is needed: TypeScript says it earlier, JavaScript not.
import { ParameterError } from "../errors/index.js";
import { Tensor } from "./tensor.js";

/** Any value, named for people. */
export function nameValue(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  return value instanceof Tensor ? "a Tensor" : Array.isArray(value) ? "an array" : "an object";
}

/** Refuses what is no tensor, under the name of the op and of its argument. @throws ParameterError */
export function needTensor(op: string, x: unknown, name = "x"): asserts x is Tensor {
  if (x instanceof Tensor) return;
  throw new ParameterError(`${op}: ${name} is ${nameValue(x)}, but must be a Tensor. Make one with tensor(…).`);
}

/** Refuses what is no array, under the name of the op and of its argument. @throws ParameterError */
export function needList(op: string, list: unknown, name: string): asserts list is readonly unknown[] {
  if (Array.isArray(list)) return;
  throw new ParameterError(
    `${op}: ${name} is ${nameValue(list)}, but must be an array. Write [1, 2] in square brackets.`,
  );
}

/** Refuses what cannot be called. @throws ParameterError */
export function needFunction(op: string, fn: unknown, name = "fn"): void {
  if (typeof fn === "function") return;
  throw new ParameterError(`${op}: ${name} is ${nameValue(fn)}, but must be a function. Write () => ….`);
}

/** Refuses what is no list of tensors. @throws ParameterError */
export function needTensors(op: string, list: unknown, name = "tensors"): asserts list is readonly Tensor[] {
  if (!Array.isArray(list))
    throw new ParameterError(
      `${op}: ${name} is ${nameValue(list)}, but must be an array of Tensors. Write [a, b] in square brackets.`,
    );
  for (let i = 0; i < list.length; i++) needTensor(op, list[i], `${name}[${i}]`);
}
