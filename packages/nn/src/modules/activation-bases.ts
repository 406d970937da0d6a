// What layers of activations have in common.
import type { Tensor } from "@sonograd/core";
import { Module } from "./module.js";

export interface InplaceOptions {
  /** Only printed, as in models that are compared with PyTorch's: results are always new tensors (default false). */
  inplace?: boolean;
}

/** An activation with PyTorch's `inplace`. */
export abstract class InplaceActivation extends Module {
  readonly inplace: boolean;
  constructor({ inplace = false }: InplaceOptions = {}) {
    super();
    this.inplace = inplace;
  }
  abstract override forward(x: Tensor): Tensor;
  /** The printed settings before `inplace`. */
  protected settings(): string {
    return "";
  }
  override extraRepr(): string {
    return [this.settings(), this.inplace ? "inplace=True" : ""].filter(Boolean).join(", ");
  }
}

/** An activation along one axis. */
export abstract class AxisActivation extends Module {
  readonly dim: number;
  constructor({ dim }: { dim: number }) {
    super();
    this.dim = dim;
  }
  abstract override forward(x: Tensor): Tensor;
  override extraRepr(): string {
    return `dim=${this.dim}`;
  }
}
