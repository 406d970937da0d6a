// Attention with several heads.
import {
  cat, DTypeError, dropout, formatShape, isFloatingPoint, linear, ParameterError, ShapeError, softmax, where, zeros, randn, type Generator, type Tensor,
} from "@sonograd/core"; // prettier-ignore
import { uniformParameter } from "./initialization.js";
import { Linear } from "./linear.js";
import { Module } from "./module.js";
import { Parameter } from "./parameter.js";
import { checkInteger } from "./size-parameters.js";

export interface MultiheadAttentionOptions {
  /** Share of the attention weights set to 0 while training, 0…1 (default 0). */
  dropout?: number;
  /** Learn offsets of the projections (default true). */
  bias?: boolean;
  /** Append a learned key and value to the sequences (default false). */
  addBiasKv?: boolean;
  /** Append a zero key and value (default false). */
  addZeroAttn?: boolean;
  /** Width of the keys (default embedDim). */
  kdim?: number | null;
  /** Width of the values (default embedDim). */
  vdim?: number | null;
  /** Sequences are [batch, time, features] rather than [time, batch, features] (default false). */
  batchFirst?: boolean;
  /** Of the dropout (default: the default generator). */
  generator?: Generator;
}

export interface AttentionCall {
  /** [batch, keys] or [keys]: true where a key is not read, or numbers added to its scores. */
  keyPaddingMask?: Tensor | null;
  /** [queries, keys] or [batch · heads, queries, keys]: true where a key is not read, or numbers added to the scores. */
  attnMask?: Tensor | null;
  /** Return the attention weights too (default true). */
  needWeights?: boolean;
  /** Their mean over the heads rather than each (default true). */
  averageAttnWeights?: boolean;
}

// PyTorch prints the output projection under this name.
class NonDynamicallyQuantizableLinear extends Linear {}

const xavierUniform = (outputs: number, inputs: number): Parameter =>
  uniformParameter([outputs, inputs], Math.sqrt(6 / (inputs + outputs)));

/**
 * Every query reads a mean of the values in each of `numHeads` subspaces, as `torch.nn.MultiheadAttention`.
 *
 * @example const [output, weights] = new MultiheadAttention(8, 2, { batchFirst: true })(x, x, x);
 */
export class MultiheadAttention extends Module {
  inProjWeight: Parameter | null = null;
  qProjWeight: Parameter | null = null;
  kProjWeight: Parameter | null = null;
  vProjWeight: Parameter | null = null;
  inProjBias: Parameter | null = null;
  readonly outProj: Linear;
  biasK: Parameter | null = null;
  biasV: Parameter | null = null;
  readonly dropout: number;
  readonly kdim: number;
  readonly vdim: number;
  readonly batchFirst: boolean;
  readonly addZeroAttn: boolean;
  readonly headDim: number;
  readonly #generator: Generator | undefined;

  constructor(
    readonly embedDim: number,
    readonly numHeads: number,
    options: MultiheadAttentionOptions = {},
  ) {
    super();
    const { dropout: p = 0, bias = true, addBiasKv = false, addZeroAttn = false, batchFirst = false } = options;
    checkInteger("MultiheadAttention", "embedDim", embedDim, 1);
    checkInteger("MultiheadAttention", "numHeads", numHeads, 1);
    if (embedDim % numHeads !== 0)
      throw new ParameterError(`MultiheadAttention: numHeads=${numHeads} must divide embedDim=${embedDim}.`);
    if (!(p >= 0 && p <= 1)) throw new ParameterError(`MultiheadAttention: dropout=${p} must be a probability, 0…1.`);
    this.kdim = checkInteger("MultiheadAttention", "kdim", options.kdim ?? embedDim, 1);
    this.vdim = checkInteger("MultiheadAttention", "vdim", options.vdim ?? embedDim, 1);
    this.dropout = p;
    this.batchFirst = batchFirst;
    this.addZeroAttn = addZeroAttn;
    this.headDim = embedDim / numHeads;
    this.#generator = options.generator;
    if (this.kdim === embedDim && this.vdim === embedDim) this.inProjWeight = xavierUniform(3 * embedDim, embedDim);
    else {
      this.qProjWeight = xavierUniform(embedDim, embedDim);
      this.kProjWeight = xavierUniform(embedDim, this.kdim);
      this.vProjWeight = xavierUniform(embedDim, this.vdim);
    }
    if (bias) this.inProjBias = new Parameter(zeros([3 * embedDim]));
    this.outProj = new NonDynamicallyQuantizableLinear(embedDim, embedDim, { bias });
    this.outProj.bias?.detach().fill_(0);
    if (addBiasKv) {
      // xavier_normal: a fan of embedDim on both sides
      const deviation = 1 / Math.sqrt(embedDim);
      this.biasK = new Parameter(randn([1, 1, embedDim]).mul(deviation));
      this.biasV = new Parameter(randn([1, 1, embedDim]).mul(deviation));
    }
  }

  /** Queries, keys and values in the width of the layer: [batch, time, embedDim] each. */
  #project(query: Tensor, key: Tensor, value: Tensor): Tensor[] {
    const e = this.embedDim;
    const bias = (k: number): Tensor | null => this.inProjBias?.narrow(0, k * e, e) ?? null;
    const { inProjWeight: joined } = this;
    if (joined && query === key && key === value) return linear(query, joined, this.inProjBias).split(e, -1);
    const weights = joined ? joined.split(e) : [this.qProjWeight!, this.kProjWeight!, this.vProjWeight!];
    return [query, key, value].map((x, k) => linear(x, weights[k], bias(k)));
  }

  #check(query: Tensor, key: Tensor, value: Tensor): void {
    const widths = [this.embedDim, this.kdim, this.vdim];
    const batch = this.batchFirst ? 0 : 1;
    const [a, b, c] = [query, key, value];
    const fits =
      (a.ndim === 2 || a.ndim === 3) &&
      [a, b, c].every((x, k) => x.ndim === a.ndim && x.shape.at(-1) === widths[k]) &&
      (a.ndim === 2 || (a.shape[batch] === b.shape[batch] && a.shape[batch] === c.shape[batch])) &&
      b.shape.at(a.ndim === 3 && !this.batchFirst ? 0 : -2) === c.shape.at(a.ndim === 3 && !this.batchFirst ? 0 : -2);
    if (!fits)
      throw new ShapeError(
        `MultiheadAttention: query ${formatShape(a.shape)}, key ${formatShape(b.shape)} and value ${formatShape(c.shape)} must be ` +
          `${this.batchFirst ? "[batch, time, features]" : "[time, batch, features]"} (or [time, features]) with ${widths.join(", ")} features.`,
      );
  }

  /** Scores [batch, heads, queries, keys] with the masks applied; `extra` keys at the end are always read. */
  #mask(scores: Tensor, { attnMask, keyPaddingMask }: AttentionCall, extra: number): Tensor {
    const [batch, heads, queries, keys] = scores.shape;
    const own = keys - extra;
    const apply = (x: Tensor, name: string, mask: Tensor, shape: readonly number[]): Tensor => {
      if (mask.dtype !== "bool" && !isFloatingPoint(mask.dtype))
        throw new DTypeError(
          `MultiheadAttention: ${name} dtype="${mask.dtype}" must be bool or floating. Use .to("bool").`,
        );
      const wide = extra === 0 ? mask.reshape(shape) : mask.reshape(shape).pad([0, extra]);
      return wide.dtype === "bool" ? where(wide, -Infinity, x) : x.add(wide.to(x.dtype));
    };
    const fits = (mask: Tensor, ...shapes: (readonly number[])[]): boolean =>
      shapes.some((s) => s.length === mask.ndim && s.every((n, i) => n === mask.shape[i]));
    let masked = scores;
    if (attnMask) {
      if (!fits(attnMask, [queries, own], [batch * heads, queries, own]))
        throw new ShapeError(
          `MultiheadAttention: attnMask ${formatShape(attnMask.shape)} must be [${queries}, ${own}] or [${batch * heads}, ${queries}, ${own}].`,
        );
      masked = apply(masked, "attnMask", attnMask, attnMask.ndim === 2 ? [1, 1, queries, own] : [batch, heads, queries, own]); // prettier-ignore
    }
    if (keyPaddingMask) {
      if (!fits(keyPaddingMask, [batch, own], ...(batch === 1 ? [[own]] : [])))
        throw new ShapeError(
          `MultiheadAttention: keyPaddingMask ${formatShape(keyPaddingMask.shape)} must be [${batch}, ${own}].`,
        );
      masked = apply(masked, "keyPaddingMask", keyPaddingMask, [batch, 1, 1, own]);
    }
    return masked;
  }

  /**
   * @returns [output, weights]: the shape of the query, and [batch, queries, keys] (with the heads after the batch where they
   *   are not averaged), null without needWeights
   */
  override forward(query: Tensor, key: Tensor, value: Tensor, call: AttentionCall = {}): [Tensor, Tensor | null] {
    const { needWeights = true, averageAttnWeights = true } = call;
    this.#check(query, key, value);
    const isBatched = query.ndim === 3;
    // Each once, so that equal inputs stay the same tensor.
    const own = new Map<Tensor, Tensor>();
    for (const x of [query, key, value])
      if (!own.has(x)) own.set(x, isBatched ? (this.batchFirst ? x : x.transpose(0, 1)) : x.unsqueeze(0));
    const [q, ...keysAndValues] = this.#project(own.get(query)!, own.get(key)!, own.get(value)!);
    const batch = q.shape[0];
    const biases = [this.biasK, this.biasV];
    const [k, v] = keysAndValues.map((x, i) => {
      const parts = [x];
      const bias = biases[i];
      if (bias) parts.push(bias.expand([batch, 1, this.embedDim]));
      if (this.addZeroAttn) parts.push(x.newZeros([batch, 1, this.embedDim]));
      return parts.length === 1 ? x : cat(parts, 1);
    });
    // [batch, time, embedDim] → [batch, heads, time, headDim]
    const heads = (x: Tensor): Tensor => x.reshape([batch, x.shape[1], this.numHeads, this.headDim]).transpose(1, 2);
    const scores = heads(q).mul(1 / Math.sqrt(this.headDim)).matmul(heads(k).transpose(2, 3)); // prettier-ignore
    const extra = Number(this.biasK !== null) + Number(this.addZeroAttn);
    const plain = softmax(this.#mask(scores, call, extra), -1);
    const generator = this.#generator;
    const weights = dropout(plain, { p: this.dropout, training: this.training, ...(generator && { generator }) });
    const read = weights.matmul(heads(v)).transpose(1, 2).reshape([batch, q.shape[1], this.embedDim]); // prettier-ignore
    const output = this.outProj(read);
    const shaped = isBatched ? (this.batchFirst ? output : output.transpose(0, 1)) : output.squeeze(0);
    if (!needWeights) return [shaped, null];
    const shown = averageAttnWeights ? weights.mean(1) : weights;
    return [shaped, isBatched ? shown : shown.squeeze(0)];
  }
}
