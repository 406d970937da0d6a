// What a table in adapters/ holds: for each reference function, how our library is called to do the same.
import type { Device, DType, Tensor } from "@sonograd/core";

/** One array of a manifest: an input, a weight or an expected output. */
export interface ArrayEntry {
  /** Argument name, for inputs. */
  readonly arg?: string;
  /** Output or weight name. */
  readonly name?: string;
  /** Relative to the manifest. */
  readonly file: string;
  /** NumPy's dtype name, or "string" for a JSON list. */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly tolerance?: Tolerance;
  /** For float64 cases: what a float32 implementation is held to. */
  readonly tolerance_float32?: Tolerance;
}

/** |actual - expected| <= atol + rtol · |expected|, or equality. */
export type Tolerance = { readonly rtol: number; readonly atol: number } | { readonly exact: true };

/** One entry of a manifest as it stands in the file. */
export interface CaseEntry {
  readonly id: string;
  readonly function: string;
  readonly reference: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly inputs: readonly ArrayEntry[];
  readonly output: ArrayEntry;
  readonly extra_outputs?: readonly ArrayEntry[];
  readonly weights?: readonly ArrayEntry[];
  readonly tolerance?: Tolerance;
  readonly note?: string;
  /** nn families: train or eval mode, and arguments of the call. */
  readonly train?: boolean;
  readonly call?: Readonly<Record<string, unknown>>;
  /** A safetensors file that belongs to the case. */
  readonly state_dict?: { readonly file: string };
}

/** A case ready to run: its arrays are tensors on the device under test. */
export interface GoldenCase {
  readonly entry: CaseEntry;
  readonly id: string;
  readonly function: string;
  /** As in the manifest: snake_case keys. `toOptions` makes options of them. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Parameters and buffers before the call, by torch name. */
  readonly weights: Readonly<Record<string, Tensor>>;
  readonly device: Device;
  /** What results made without inputs should be computed in: float64 on the CPU when the case expects it. */
  readonly dtype: Extract<DType, "float32" | "float64">;
  /** Sample rate of the first input, where the manifest knows it. */
  readonly sampleRate: number | undefined;
  /** Bytes of a file named relative to the manifest. */
  readBytes(file: string): Promise<Uint8Array>;
}

/** A result on the host, where a tensor cannot hold it (int64 beyond int32, strings). */
export interface HostArray {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** A tensor, a number, or a flat list; lists are one-dimensional. */
export type GoldenValue =
  Tensor | number | boolean | ArrayLike<number> | readonly string[] | readonly boolean[] | HostArray;

/** One value (the primary output), or several by the names in the manifest. */
export type GoldenResult = GoldenValue | Outputs;

/** Results by output name, e.g. `outputs({ output: y, grad_a: a.grad! })`. */
export class Outputs {
  constructor(readonly byName: Readonly<Record<string, GoldenValue>>) {}
}
export const outputs = (byName: Readonly<Record<string, GoldenValue>>): Outputs => new Outputs(byName);

/** Runs one case. Inputs by argument name; int64 arrives as int32. */
export type Adapter = (
  golden: GoldenCase,
  inputs: Readonly<Record<string, Tensor>>,
) => GoldenResult | Promise<GoldenResult>;

/** By the reference's dotted name, e.g. "librosa.stft". */
export type AdapterTable = Readonly<Record<string, Adapter>>;

/** Thrown by an adapter where the function is there but an option of the case is not: counted as unsupported. */
export class UnsupportedCase extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "UnsupportedCase";
  }
}

/** Refuses the case. @throws UnsupportedCase always */
export function unsupported(reason: string): never {
  throw new UnsupportedCase(reason);
}
