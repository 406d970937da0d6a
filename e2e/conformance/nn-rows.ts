// What a row of the tables of networks says, and the values it is run with: sine waves, the same for every device.
import { arange, tensor, type Device, type Tensor } from "@sonograd/core";
import type { Module } from "@sonograd/nn";

/** The name's first word is the class; what to make (on the CPU), what to give, how to call if not by all inputs in order. */
export type NnRow = readonly [
  name: string,
  make: () => Module,
  inputs: readonly (readonly number[] | Tensor)[],
  call?: (module: never, ...inputs: Tensor[]) => unknown,
];

export const classOf = ([name]: readonly [string, ...unknown[]]): string => name.split(/[ ,]/)[0];

const CPU = { device: "cpu" as Device };
const ramp = (n: number): Tensor => arange(n, { ...CPU, dtype: "float64" });

/** sin(1.3 i + phase) · size */
export const wave = (shape: readonly number[], phase = 0, size = 1.5): Tensor =>
  ramp(shape.reduce((product, n) => product * n, 1)).mul(1.3).add(phase).sin().mul(size).to("float32").reshape(shape); // prettier-ignore

/** (1 + sin) / 2, kept off 0 and 1. */
export const share = (shape: readonly number[], phase = 0): Tensor => wave(shape, phase, 0.48).add(0.5);

export const int = (values: number[] | number[][]): Tensor => tensor(values, { ...CPU, dtype: "int32" });
export const float = (values: number[] | number[][]): Tensor => tensor(values, { ...CPU, dtype: "float32" });
export const mask = (values: number[][]): Tensor => tensor(values, { ...CPU, dtype: "int32" }).to("bool");
