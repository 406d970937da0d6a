// One step of a recurrent network as a layer.
import {
  formatShape,
  gruGates,
  linear,
  lstmGates,
  ParameterError,
  rnnGates,
  ShapeError,
  type Tensor,
} from "@sonograd/core";
import { uniformParameter } from "./initialization.js";
import { Module } from "./module.js";
import type { Parameter } from "./parameter.js";
import { checkInteger } from "./size-parameters.js";

abstract class RecurrentCell extends Module {
  readonly weightIh: Parameter;
  readonly weightHh: Parameter;
  readonly biasIh: Parameter | null;
  readonly biasHh: Parameter | null;

  constructor(
    gates: number,
    readonly inputSize: number,
    readonly hiddenSize: number,
    bias: boolean,
  ) {
    super();
    checkInteger(this.constructor.name, "inputSize", inputSize, 1);
    checkInteger(this.constructor.name, "hiddenSize", hiddenSize, 1);
    const bound = 1 / Math.sqrt(hiddenSize);
    this.weightIh = uniformParameter([gates * hiddenSize, inputSize], bound);
    this.weightHh = uniformParameter([gates * hiddenSize, hiddenSize], bound);
    this.biasIh = bias ? uniformParameter([gates * hiddenSize], bound) : null;
    this.biasHh = bias ? uniformParameter([gates * hiddenSize], bound) : null;
  }

  /** The given state, or zeros, checked against the input. */
  protected stateFor(x: Tensor, state: Tensor | null | undefined): Tensor {
    if ((x.ndim !== 1 && x.ndim !== 2) || x.shape.at(-1) !== this.inputSize)
      throw new ShapeError(
        `${this.constructor.name}: x ${formatShape(x.shape)} must be [batch, features] or [features] with inputSize=${this.inputSize} features.`,
      );
    const shape = [...x.shape.slice(0, -1), this.hiddenSize];
    if (!state) return x.newZeros(shape);
    if (state.ndim !== shape.length || state.shape.some((n, i) => n !== shape[i]))
      throw new ShapeError(
        `${this.constructor.name}: the state ${formatShape(state.shape)} must be ${formatShape(shape)} for x ${formatShape(x.shape)}.`,
      );
    return state;
  }

  protected inputPart(x: Tensor): Tensor {
    return linear(x, this.weightIh, this.biasIh);
  }
  protected statePart(h: Tensor): Tensor {
    return linear(h, this.weightHh, this.biasHh);
  }

  override extraRepr(): string {
    return `${this.inputSize}, ${this.hiddenSize}${this.biasIh ? "" : ", bias=False"}`;
  }
}

/**
 * h' = tanh(x Wᵢᵀ + bᵢ + h Wₕᵀ + bₕ), as `torch.nn.RNNCell`: [batch, inputSize] → [batch, hiddenSize].
 *
 * @param options.bias  learn offsets (default true)
 * @param options.nonlinearity  "tanh" (default) or "relu"
 */
export class RNNCell extends RecurrentCell {
  readonly nonlinearity: "tanh" | "relu";
  constructor(
    inputSize: number,
    hiddenSize: number,
    { bias = true, nonlinearity = "tanh" }: { bias?: boolean; nonlinearity?: "tanh" | "relu" } = {},
  ) {
    super(1, inputSize, hiddenSize, bias);
    if (nonlinearity !== "tanh" && nonlinearity !== "relu")
      throw new ParameterError(`RNNCell: nonlinearity="${String(nonlinearity)}" must be "tanh" or "relu".`);
    this.nonlinearity = nonlinearity;
  }
  override forward(x: Tensor, h?: Tensor | null): Tensor {
    const state = this.stateFor(x, h);
    return rnnGates(this.inputPart(x), this.statePart(state), { nonlinearity: this.nonlinearity });
  }
  override extraRepr(): string {
    return super.extraRepr() + (this.nonlinearity === "tanh" ? "" : `, nonlinearity=${this.nonlinearity}`);
  }
}

/** A step of long short-term memory, as `torch.nn.LSTMCell`: (x, [h, c]) → [h, c]. */
export class LSTMCell extends RecurrentCell {
  constructor(inputSize: number, hiddenSize: number, { bias = true }: { bias?: boolean } = {}) {
    super(4, inputSize, hiddenSize, bias);
  }
  override forward(x: Tensor, states?: readonly [h: Tensor, c: Tensor] | null): [h: Tensor, c: Tensor] {
    const h = this.stateFor(x, states?.[0]);
    const c = this.stateFor(x, states?.[1]);
    return lstmGates(this.inputPart(x).add(this.statePart(h)), c);
  }
}

/** A step of a gated recurrent unit, as `torch.nn.GRUCell`: (x, h) → h. */
export class GRUCell extends RecurrentCell {
  constructor(inputSize: number, hiddenSize: number, { bias = true }: { bias?: boolean } = {}) {
    super(3, inputSize, hiddenSize, bias);
  }
  override forward(x: Tensor, h?: Tensor | null): Tensor {
    const state = this.stateFor(x, h);
    return gruGates(this.inputPart(x), this.statePart(state), state);
  }
}
