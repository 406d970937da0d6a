// What RNN, LSTM and GRU share: weights with PyTorch's names, and the walk through layers, directions and time.
import {
  cat, dropout, formatShape, linear, ParameterError, ShapeError, stack, timeSteps, type Generator, type Tensor,
} from "@sonograd/core"; // prettier-ignore
import { uniformParameter } from "./initialization.js";
import { Module } from "./module.js";
import { PackedSequence, reorder } from "./packed-sequence.js";
import type { Parameter } from "./parameter.js";
import { pythonBool, pythonFloat } from "./python-text.js";
import { checkInteger } from "./size-parameters.js";

export interface RecurrentOptions {
  /** Layers on top of each other (default 1). */
  numLayers?: number;
  /** Learn offsets (default true). */
  bias?: boolean;
  /** Sequences are [batch, time, features] rather than [time, batch, features] (default false). */
  batchFirst?: boolean;
  /** Dropout on the output of every layer but the last while training, 0…1 (default 0). */
  dropout?: number;
  /** Read in both directions and join their outputs (default false). */
  bidirectional?: boolean;
  /** Of the dropout (default: the default generator). */
  generator?: Generator;
}

/** The parameters of one direction of one layer. */
export interface Weights {
  readonly ih: Parameter;
  readonly hh: Parameter;
  readonly bih: Parameter | null;
  readonly bhh: Parameter | null;
  /** [projection, hidden], or null. */
  readonly hr: Parameter | null;
}
/** The states of a step: [h], or [h, c]. */
export type State = readonly Tensor[];

/** Base of the recurrent networks, as `torch.nn.RNNBase`. */
export abstract class Recurrent extends Module {
  readonly numLayers: number;
  readonly bias: boolean;
  readonly batchFirst: boolean;
  readonly dropout: number;
  readonly bidirectional: boolean;
  readonly #generator: Generator | undefined;

  constructor(
    /** Gates per hidden unit. */
    gates: number,
    readonly inputSize: number,
    readonly hiddenSize: number,
    options: RecurrentOptions = {},
    readonly projSize = 0,
  ) {
    super();
    const {
      numLayers = 1,
      bias = true,
      batchFirst = false,
      dropout: p = 0,
      bidirectional = false,
      generator,
    } = options;
    const op = this.constructor.name;
    checkInteger(op, "inputSize", inputSize, 1);
    checkInteger(op, "hiddenSize", hiddenSize, 1);
    this.numLayers = checkInteger(op, "numLayers", numLayers, 1);
    checkInteger(op, "projSize", projSize, 0);
    if (projSize >= hiddenSize)
      throw new ParameterError(`${op}: projSize=${projSize} must be less than hiddenSize=${hiddenSize}.`);
    if (!(p >= 0 && p <= 1)) throw new ParameterError(`${op}: dropout=${p} must be a probability, 0…1.`);
    this.bias = bias;
    this.batchFirst = batchFirst;
    this.dropout = p;
    this.bidirectional = bidirectional;
    this.#generator = generator;
    const bound = 1 / Math.sqrt(hiddenSize);
    const width = projSize || hiddenSize;
    const own = this as unknown as Record<string, Parameter>;
    for (let layer = 0; layer < numLayers; layer++)
      for (const suffix of this.#suffixes(layer)) {
        const inputs = layer === 0 ? inputSize : width * this.#directions;
        own[`weightIh${suffix}`] = uniformParameter([gates * hiddenSize, inputs], bound);
        own[`weightHh${suffix}`] = uniformParameter([gates * hiddenSize, width], bound);
        if (bias) own[`biasIh${suffix}`] = uniformParameter([gates * hiddenSize], bound);
        if (bias) own[`biasHh${suffix}`] = uniformParameter([gates * hiddenSize], bound);
        if (projSize > 0) own[`weightHr${suffix}`] = uniformParameter([projSize, hiddenSize], bound);
      }
  }

  get #directions(): number {
    return this.bidirectional ? 2 : 1;
  }

  #suffixes(layer: number): string[] {
    return this.bidirectional ? [`L${layer}`, `L${layer}Reverse`] : [`L${layer}`];
  }

  #weights(suffix: string): Weights {
    const own = this as unknown as Record<string, Parameter | undefined>;
    return {
      ih: own[`weightIh${suffix}`]!,
      hh: own[`weightHh${suffix}`]!,
      bih: own[`biasIh${suffix}`] ?? null,
      bhh: own[`biasHh${suffix}`] ?? null,
      hr: own[`weightHr${suffix}`] ?? null,
    };
  }

  /** What the input contributes to the gates of all steps at once: [time, batch, features] → [time, batch, gates · hidden]. */
  protected project(x: Tensor, { ih, bih, bhh }: Weights): Tensor {
    return linear(x, ih, bih && bhh ? bih.add(bhh) : null);
  }

  /** The next states from the input's part of the gates and the states before. */
  protected abstract step(gates: Tensor, state: State, weights: Weights): State;

  /** One direction of one layer: the outputs in the order of time, and the last states. */
  #run(x: Tensor, state: State, suffix: string): { outputs: Tensor; last: State } {
    const weights = this.#weights(suffix);
    const gates = timeSteps(this.project(x, weights));
    const isReverse = suffix.endsWith("Reverse");
    if (isReverse) gates.reverse();
    const outputs: Tensor[] = [];
    let now = state;
    for (const part of gates) {
      now = this.step(part, now, weights);
      outputs.push(now[0]);
    }
    return { outputs: stack(isReverse ? outputs.reverse() : outputs), last: now };
  }

  /**
   * As `#run` on packed rows: each step works on the sequences that still last. Forwards those that end hand their states
   * over; backwards those that begin bring theirs in.
   */
  #runPacked(rows: Tensor, sizes: readonly number[], start: State, suffix: string): { outputs: Tensor; last: State } {
    const weights = this.#weights(suffix);
    const gates = this.project(rows, weights).split([...sizes]);
    const outputs: Tensor[] = [];
    const batch = sizes[0];
    if (suffix.endsWith("Reverse")) {
      let now = start.map((s) => s.narrow(0, 0, sizes.at(-1)!));
      for (let t = sizes.length - 1; t >= 0; t--) {
        const [size, had] = [sizes[t], now[0].shape[0]];
        if (size > had) now = now.map((s, k) => cat([s, start[k].narrow(0, had, size - had)]));
        now = [...this.step(gates[t], now, weights)];
        outputs.push(now[0]);
      }
      return { outputs: cat(outputs.reverse()), last: now };
    }
    let now = [...start];
    const ended: State[] = [];
    for (const [t, size] of sizes.entries()) {
      const had = now[0].shape[0];
      if (size < had) {
        ended.unshift(now.map((s) => s.narrow(0, size, had - size)));
        now = now.map((s) => s.narrow(0, 0, size));
      }
      now = [...this.step(gates[t], now, weights)];
      outputs.push(now[0]);
    }
    const last = batch === now[0].shape[0] ? now : now.map((s, k) => cat([s, ...ended.map((state) => state[k])]));
    return { outputs: cat(outputs), last };
  }

  /** Zero states, or the given ones brought to [layers · directions, batch, width]. */
  #startStates(
    x: Tensor,
    batch: number,
    widths: readonly number[],
    given: readonly Tensor[] | undefined,
    isBatched: boolean,
  ): State {
    const count = this.numLayers * this.#directions;
    const op = this.constructor.name;
    return widths.map((width, k) => {
      const shape = isBatched ? [count, batch, width] : [count, width];
      const state = given?.[k];
      if (!state) return x.newZeros([count, batch, width]);
      if (state.ndim !== shape.length || state.shape.some((n, i) => n !== shape[i]))
        throw new ShapeError(
          `${op}: the initial state ${formatShape(state.shape)} must be ${formatShape(shape)}: layers · directions, ` +
            `${isBatched ? "batch, " : ""}width.`,
        );
      return isBatched ? state : state.unsqueeze(1);
    });
  }

  /** All layers one after the other; `run` is one direction of one, whose outputs are joined along the axis `dim`. */
  #layers(
    x: Tensor,
    start: State,
    dim: number,
    run: (x: Tensor, state: State, suffix: string) => { outputs: Tensor; last: State },
  ): { outputs: Tensor; states: Tensor[] } {
    let sequence = x;
    const last: State[] = [];
    for (let layer = 0; layer < this.numLayers; layer++) {
      const isThinned = layer > 0 && this.training && this.dropout > 0;
      const generator = this.#generator;
      if (isThinned) sequence = dropout(sequence, { p: this.dropout, training: true, ...(generator && { generator }) });
      const runs = this.#suffixes(layer).map((suffix, d) =>
        run(sequence, start.map((s) => s.select(0, layer * this.#directions + d)), suffix),
      ); // prettier-ignore
      sequence = runs.length === 1 ? runs[0].outputs : cat(runs.map(({ outputs }) => outputs), dim); // prettier-ignore
      last.push(...runs.map((done) => done.last));
    }
    return { outputs: sequence, states: start.map((_, k) => stack(last.map((state) => state[k]))) };
  }

  /** As `#walk` for packed sequences; initial and last states are in the order in which the sequences were given. */
  #walkPacked(
    packed: PackedSequence,
    widths: readonly number[],
    given: readonly Tensor[] | undefined,
  ): [PackedSequence, Tensor[]] {
    const { data, batchSizes, sortedIndices, unsortedIndices } = packed;
    if (data.ndim !== 2 || data.shape[1] !== this.inputSize)
      throw new ShapeError(
        `${this.constructor.name}: the packed data ${formatShape(data.shape)} must be [steps, inputSize=${this.inputSize}].`,
      );
    const start = this.#startStates(data, batchSizes[0], widths, given, true);
    const sorted = given ? start.map((state) => reorder(state, 1, sortedIndices)) : start;
    const { outputs, states } = this.#layers(data, sorted, 1, (x, state, suffix) => this.#runPacked(x, batchSizes, state, suffix)); // prettier-ignore
    return [packed.with(outputs), states.map((state) => reorder(state, 1, unsortedIndices))];
  }

  /**
   * @param x      [time, batch, features], [batch, time, features] with batchFirst, or [time, features]
   * @param given  initial states (default zeros)
   * @returns the outputs of the last layer for every step, and the last states of every layer and direction
   */
  #walk(x: Tensor, widths: readonly number[], given: readonly Tensor[] | undefined): [Tensor, Tensor[]] {
    const op = this.constructor.name;
    if ((x.ndim !== 2 && x.ndim !== 3) || x.shape.at(-1) !== this.inputSize)
      throw new ShapeError(
        `${op}: x ${formatShape(x.shape)} must be ${this.batchFirst ? "[batch, time, features]" : "[time, batch, features]"} or [time, features] with inputSize=${this.inputSize} features.`,
      );
    const isBatched = x.ndim === 3;
    const sequence = isBatched ? (this.batchFirst ? x.transpose(0, 1) : x) : x.unsqueeze(1);
    if (sequence.shape[0] === 0) throw new ShapeError(`${op}: x ${formatShape(x.shape)} has no steps.`);
    const start = this.#startStates(sequence, sequence.shape[1], widths, given, isBatched);
    const { outputs, states } = this.#layers(sequence, start, 2, (x, state, suffix) => this.#run(x, state, suffix));
    if (!isBatched) return [outputs.squeeze(1), states.map((state) => state.squeeze(1))];
    return [this.batchFirst ? outputs.transpose(0, 1) : outputs, states];
  }

  /** A batch of either form through all layers. */
  protected walk(
    x: Tensor | PackedSequence,
    widths: readonly number[],
    given: readonly Tensor[] | undefined,
  ): [Tensor | PackedSequence, Tensor[]] {
    return x instanceof PackedSequence ? this.#walkPacked(x, widths, given) : this.#walk(x, widths, given);
  }

  override extraRepr(): string {
    let text = `${this.inputSize}, ${this.hiddenSize}`;
    if (this.projSize !== 0) text += `, proj_size=${this.projSize}`;
    if (this.numLayers !== 1) text += `, num_layers=${this.numLayers}`;
    if (!this.bias) text += `, bias=${pythonBool(this.bias)}`;
    if (this.batchFirst) text += `, batch_first=${pythonBool(this.batchFirst)}`;
    if (this.dropout !== 0) text += `, dropout=${pythonFloat(this.dropout)}`;
    if (this.bidirectional) text += `, bidirectional=${pythonBool(this.bidirectional)}`;
    return text;
  }
}
