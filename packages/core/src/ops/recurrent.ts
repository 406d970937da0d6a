// One step of the recurrent networks: from projections of the input and of the state before to the next state.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, needTensor, type Tensor } from "../tensor/index.js";
import * as f from "./formula.js";

const [p, q, r] = [0, 1, 2].map(f.tensor);
// c' = σ(f) · c + σ(i) · tanh(g)
const CELL_STATE = f.add(f.mul(f.sigmoid(p), f.tensor(3)), f.mul(f.sigmoid(q), f.tanh(r)));
// h' = σ(o) · tanh(c')
const CELL_OUTPUT = f.mul(f.sigmoid(p), f.tanh(q));
const SUM_TANH = f.tanh(f.add(p, q));
const SUM_RELU = f.relu(f.add(p, q));
// n = tanh(xₙ + σ(xᵣ + hᵣ) · hₙ), then h' = n + σ(x_z + h_z) · (h − n): two kernels, since a device binds eight tensors
const GRU_NEW = f.tanh(f.add(p, f.mul(f.sigmoid(f.add(q, r)), f.tensor(3))));
const GRU_STATE = f.add(p, f.mul(f.sigmoid(f.add(q, r)), f.sub(f.tensor(3), p)));

function checkWidth(op: string, name: string, x: Tensor, width: number): void {
  if (x.ndim === 0 || x.shape.at(-1) !== width)
    throw new ShapeError(`${op}: ${name} ${formatShape(x.shape)} must end in ${width}.`);
}

/**
 * The slices of `x` along its first axis. Cut in halves again and again, so that the gradient is put together in log₂(n)
 * passes over the whole, not in n.
 */
export function timeSteps(x: Tensor): Tensor[] {
  needTensor("timeSteps", x);
  const n = x.shape[0];
  if (x.ndim === 0) throw new ShapeError("timeSteps: a single number has no axis to cut.");
  if (n === 0) return [];
  if (n === 1) return [x.squeeze(0)];
  const half = n >> 1;
  return [...timeSteps(x.narrow(0, 0, half)), ...timeSteps(x.narrow(0, half, n - half))];
}

const part = (x: Tensor, k: number, width: number): Tensor => x.narrow(-1, k * width, width);

/**
 * The next states of a long short-term memory, the elementwise part of `torch.lstm_cell`.
 *
 * @param gates  [..., 4·H]: input, forget, cell and output gate before their activation
 * @param c      [..., H], the cell state before
 * @returns [h, c]: h = σ(o) · tanh(c) before any projection, c = σ(f) · c + σ(i) · tanh(g)
 * @throws ShapeError, DTypeError
 */
export function lstmGates(gates: Tensor, c: Tensor): [h: Tensor, c: Tensor] {
  f.needFloats("lstmGates", gates, c);
  const width = c.shape.at(-1) ?? 1;
  checkWidth("lstmGates", "gates", gates, 4 * width);
  const [i, forget, cell, out] = [0, 1, 2, 3].map((k) => part(gates, k, width));
  const next = f.evaluate("lstmGates", CELL_STATE, [forget, i, cell, c]);
  return [f.evaluate("lstmGates", CELL_OUTPUT, [out, next]), next];
}

/**
 * The next state of a gated recurrent unit, the elementwise part of `torch.gru_cell`.
 *
 * @param x  [..., 3·H], the input's part of the reset, update and new gates
 * @param h  [..., 3·H], the state's part of them
 * @param before  [..., H], the state before
 * @throws ShapeError, DTypeError
 */
export function gruGates(x: Tensor, h: Tensor, before: Tensor): Tensor {
  f.needFloats("gruGates", x, h, before);
  const width = before.shape.at(-1) ?? 1;
  checkWidth("gruGates", "x", x, 3 * width);
  checkWidth("gruGates", "h", h, 3 * width);
  const [[xr, xz, xn], [hr, hz, hn]] = [x, h].map((t) => [0, 1, 2].map((k) => part(t, k, width)));
  const candidate = f.evaluate("gruGates", GRU_NEW, [xn, xr, hr, hn]);
  return f.evaluate("gruGates", GRU_STATE, [candidate, xz, hz, before]);
}

/** tanh or relu of the sum of both projections: the next state of an Elman network. */
export function rnnGates(
  x: Tensor,
  h: Tensor,
  { nonlinearity = "tanh" }: { nonlinearity?: "tanh" | "relu" } = {},
): Tensor {
  f.needFloats("rnnGates", x, h);
  if (nonlinearity !== "tanh" && nonlinearity !== "relu")
    throw new ParameterError(`rnnGates: nonlinearity="${String(nonlinearity)}" must be "tanh" or "relu".`);
  return f.evaluate("rnnGates", nonlinearity === "tanh" ? SUM_TANH : SUM_RELU, [x, h]);
}
