// What the tables of tensor operations share: how a call looks and how its parameters are read.
import type { Tensor, ValuesAndIndices } from "@sonograd/core";
import { unsupported } from "../adapter.js";
import { toOptions } from "../options.js";

export type Params = Readonly<Record<string, unknown>>;
/** Several results of one op by their names in the manifest. */
export type Named = Readonly<Record<string, Tensor>>;
/** Runs an op on the arrays of a case, by their names. */
export type Call = (p: Params, x: Readonly<Record<string, Tensor>>) => Tensor | Named;

export const num = (p: Params, key: string, otherwise?: number): number => {
  const given = p[key] ?? otherwise;
  // torch.norm's names: infinity as the manifests write it, and Frobenius for 2.
  const value = given === "inf" ? Infinity : given === "-inf" ? -Infinity : given === "fro" ? 2 : given;
  return typeof value === "number" ? value : unsupported(`${key}=${JSON.stringify(value)}`);
};

/** The first of the keys that is there and not None. */
export const either = <T>(p: Params, ...keys: readonly string[]): T | undefined =>
  keys.map((key) => p[key]).find((value) => value !== undefined && value !== null) as T | undefined;

/** Params as options in camelCase, without those that the call takes by position and without Nones. */
export const optionsOf = <T>(p: Params, ...omit: readonly string[]): T => {
  const given = Object.entries(p).filter(([, value]) => value !== null);
  return toOptions(Object.fromEntries(given), { omit }) as T;
};

/** All arrays of a case but the gradients of its outputs, in their order. */
export const listed = (x: Readonly<Record<string, Tensor>>): Tensor[] =>
  Object.entries(x).filter(([name]) => !name.startsWith("grad_")).map(([, t]) => t); // prettier-ignore

export const pair = ({ values, indices }: ValuesAndIndices): Named => ({ out0: values, out1: indices });

/** Members of a tuple: out0, out1, …; a single one also as the output. */
export const tuple = (tensors: readonly Tensor[]): Named => ({
  ...(tensors.length === 1 && { output: tensors[0] }),
  ...Object.fromEntries(tensors.map((t, i) => [`out${i}`, t])),
});
