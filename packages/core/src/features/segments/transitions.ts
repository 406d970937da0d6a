// Transition matrices of hidden Markov models.
import { constant } from "../../dsp/constant.js";
import { getWindow, type WindowSpec } from "../../dsp/index.js";
import { windowValues } from "../../dsp/get-window.js";
import { ParameterError } from "../../errors/index.js";
import type { Device, DType, Tensor } from "../../tensor/index.js";

export interface TransitionOptions {
  readonly dtype?: Extract<DType, "float32" | "float64">;
  readonly device?: Device;
}
