// Recurrent networks over whole sequences: several layers, one or both directions.
import { gruGates, linear, lstmGates, ParameterError, rnnGates, type Tensor } from "@sonograd/core";
import { PackedSequence } from "./packed-sequence.js";
import { Recurrent, type RecurrentOptions, type State, type Weights } from "./recurrent-base.js";

type LSTMStates = readonly [h0: Tensor, c0: Tensor];
type OnPacked = (x: PackedSequence, h0?: Tensor | null) => [output: PackedSequence, hN: Tensor];

// Merging gives the classes the call with packed sequences, beside the one with tensors that they inherit.
/* oxlint-disable typescript/no-unsafe-declaration-merging, typescript/no-empty-object-type */
export interface RNN extends OnPacked {}
export interface GRU extends OnPacked {}
export interface LSTM {
  (x: PackedSequence, states?: LSTMStates | null): [output: PackedSequence, [hN: Tensor, cN: Tensor]];
}

/**
 * Elman network h' = tanh(x Wᵢᵀ + bᵢ + h Wₕᵀ + bₕ), as `torch.nn.RNN`.
 *
 * @param options.nonlinearity  "tanh" (default) or "relu"
 * @example const [output, hN] = new RNN(10, 20)(x); // [time, batch, 20], [1, batch, 20]
 */
export class RNN extends Recurrent {
  readonly nonlinearity: "tanh" | "relu";

  constructor(
    inputSize: number,
    hiddenSize: number,
    { nonlinearity = "tanh", ...options }: RecurrentOptions & { nonlinearity?: "tanh" | "relu" } = {},
  ) {
    super(1, inputSize, hiddenSize, options);
    if (nonlinearity !== "tanh" && nonlinearity !== "relu")
      throw new ParameterError(`RNN: nonlinearity="${String(nonlinearity)}" must be "tanh" or "relu".`);
    this.nonlinearity = nonlinearity;
  }

  protected override step(gates: Tensor, [h]: State, { hh }: Weights): State {
    return [rnnGates(gates, h.matmul(hh.t()), { nonlinearity: this.nonlinearity })];
  }

  /** @returns [output, hN] */
  override forward(x: PackedSequence, h0?: Tensor | null): [output: PackedSequence, hN: Tensor];
  override forward(x: Tensor, h0?: Tensor | null): [output: Tensor, hN: Tensor];
  override forward(x: Tensor | PackedSequence, h0?: Tensor | null): [output: Tensor | PackedSequence, hN: Tensor] {
    const [output, [hN]] = this.walk(x, [this.hiddenSize], h0 ? [h0] : undefined);
    return [output, hN];
  }
}

/**
 * Long short-term memory, as `torch.nn.LSTM`.
 *
 * @param options.projSize  width of a projection of h, less than hiddenSize (default 0: none)
 * @example const [output, [hN, cN]] = new LSTM(10, 20, { numLayers: 2 })(x);
 */
export class LSTM extends Recurrent {
  constructor(
    inputSize: number,
    hiddenSize: number,
    { projSize = 0, ...options }: RecurrentOptions & { projSize?: number } = {},
  ) {
    super(4, inputSize, hiddenSize, options, projSize);
  }

  protected override step(gates: Tensor, [h, c]: State, { hh, hr }: Weights): State {
    const [next, cell] = lstmGates(gates.add(h.matmul(hh.t())), c);
    return [hr ? next.matmul(hr.t()) : next, cell];
  }

  /** @returns [output, [hN, cN]] */
  override forward(x: PackedSequence, states?: LSTMStates | null): [output: PackedSequence, [hN: Tensor, cN: Tensor]];
  override forward(x: Tensor, states?: LSTMStates | null): [output: Tensor, [hN: Tensor, cN: Tensor]];
  override forward(
    x: Tensor | PackedSequence,
    states?: LSTMStates | null,
  ): [output: Tensor | PackedSequence, [hN: Tensor, cN: Tensor]] {
    const widths = [this.projSize || this.hiddenSize, this.hiddenSize];
    const [output, [hN, cN]] = this.walk(x, widths, states ?? undefined);
    return [output, [hN, cN]];
  }
}

/** Gated recurrent unit, as `torch.nn.GRU`. @example const [output, hN] = new GRU(10, 20, { bidirectional: true })(x); */
export class GRU extends Recurrent {
  constructor(inputSize: number, hiddenSize: number, options: RecurrentOptions = {}) {
    super(3, inputSize, hiddenSize, options);
  }

  // The state's offset belongs inside the reset gate's product, so it cannot join the input's.
  protected override project(x: Tensor, { ih, bih }: Weights): Tensor {
    return linear(x, ih, bih);
  }

  protected override step(gates: Tensor, [h]: State, { hh, bhh }: Weights): State {
    return [gruGates(gates, linear(h, hh, bhh), h)];
  }

  /** @returns [output, hN] */
  override forward(x: PackedSequence, h0?: Tensor | null): [output: PackedSequence, hN: Tensor];
  override forward(x: Tensor, h0?: Tensor | null): [output: Tensor, hN: Tensor];
  override forward(x: Tensor | PackedSequence, h0?: Tensor | null): [output: Tensor | PackedSequence, hN: Tensor] {
    const [output, [hN]] = this.walk(x, [this.hiddenSize], h0 ? [h0] : undefined);
    return [output, hN];
  }
}
