// Sums of products by named axes, and the two products that are special cases of them.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, nameValue, needTensor, needTensors, normalizeDim, type Tensor } from "../tensor/index.js";
import { diagonal } from "./diagonal.js";
import { matmul } from "./matmul.js";
import { attachMethods, type MethodsOf } from "./method.js";

/** A tensor with a label for each of its axes. */
interface Labelled {
  readonly x: Tensor;
  readonly labels: readonly string[];
}

const DOTS = "...";
const TERM = /^[A-Za-z]*(?:\.\.\.)?[A-Za-z]*$/;

function parseTerm(equation: string, term: string): string[] {
  if (!TERM.test(term))
    throw new ParameterError(
      `einsum: equation="${equation}" has the term "${term}". Use letters a–z, A–Z and at most one "..." per term.`,
    );
  return term.match(/\.\.\.|[A-Za-z]/g) ?? [];
}

/** Labels of the axes that an ellipsis stands for, counted from the last so that they broadcast. */
const ellipsisLabels = (count: number): string[] => Array.from({ length: count }, (_, i) => `.${count - 1 - i}`);

function labelOperand(equation: string, term: string, x: Tensor, index: number): Labelled {
  const parsed = parseTerm(equation, term);
  const hasDots = parsed.includes(DOTS);
  const missing = x.ndim - (hasDots ? parsed.length - 1 : parsed.length);
  if (hasDots ? missing < 0 : missing !== 0)
    throw new ShapeError(
      `einsum: operand ${index} ${formatShape(x.shape)} has ${x.ndim} dimension(s), its term "${term}" names ${hasDots ? `at least ${parsed.length - 1}` : parsed.length}.`,
    );
  return { x, labels: parsed.flatMap((l) => (l === DOTS ? ellipsisLabels(missing) : [l])) };
}

/** Repeated labels of one operand joined: the diagonal of their axes. */
function takeDiagonals(equation: string, { x, labels }: Labelled): Labelled {
  const second = labels.findIndex((l, i) => labels.indexOf(l) < i);
  if (second < 0) return { x, labels };
  const first = labels.indexOf(labels[second]);
  if (x.shape[first] !== x.shape[second])
    throw new ShapeError(
      `einsum: equation="${equation}" repeats "${labels[second]}" on extents ${x.shape[first]} and ${x.shape[second]} of ${formatShape(x.shape)}. They must be equal.`,
    );
  const rest = labels.filter((_, i) => i !== first && i !== second);
  return takeDiagonals(equation, { x: diagonal(x, 0, first, second), labels: [...rest, labels[first]] });
}

function extentsOf(equation: string, operands: readonly Labelled[]): Map<string, number> {
  const extents = new Map<string, number>();
  for (const { x, labels } of operands)
    labels.forEach((label, i) => {
      const known = extents.get(label) ?? 1;
      if (known !== 1 && x.shape[i] !== 1 && known !== x.shape[i])
        throw new ShapeError(
          `einsum: equation="${equation}" gives "${label}" the extents ${known} and ${x.shape[i]}. They must be equal or 1.`,
        );
      if (x.shape[i] !== 1 || !extents.has(label)) extents.set(label, x.shape[i]);
    });
  return extents;
}

function outputLabels(equation: string, right: string | undefined, operands: readonly Labelled[]): string[] {
  const all = operands.flatMap((o) => o.labels);
  const dots = ellipsisLabels(new Set(all.filter((l) => l.startsWith("."))).size);
  if (right === undefined) {
    const once = all.filter((l) => !l.startsWith(".") && all.indexOf(l) === all.lastIndexOf(l));
    return [...dots, ...once.sort()];
  }
  const labels = parseTerm(equation, right).flatMap((l) => (l === DOTS ? dots : [l]));
  const bad = labels.find((l, i) => labels.indexOf(l) < i || !all.includes(l));
  if (bad !== undefined)
    throw new ParameterError(
      `einsum: equation="${equation}" has the output "${right}": "${bad}" must appear there once, and in an operand.`,
    );
  return labels;
}

/** The axes whose label nobody needs any more, summed. */
function dropUnneeded({ x, labels }: Labelled, needed: (label: string) => boolean): Labelled {
  const dims = labels.flatMap((l, i) => (needed(l) ? [] : [i]));
  return dims.length === 0 ? { x, labels } : { x: x.sum({ dim: dims }), labels: labels.filter(needed) };
}

function arrange({ x, labels }: Labelled, order: readonly string[]): Tensor {
  return labels.every((l, i) => l === order[i]) ? x : x.permute(order.map((l) => labels.indexOf(l)));
}

function multiply(left: Labelled, right: Labelled, needed: (label: string) => boolean): Labelled {
  const a = dropUnneeded(left, (l) => needed(l) || right.labels.includes(l));
  const b = dropUnneeded(right, (l) => needed(l) || left.labels.includes(l));
  const shared = a.labels.filter((l) => b.labels.includes(l));
  const [batch, folded] = [shared.filter(needed), shared.filter((l) => !needed(l))];
  const own = (o: Labelled): string[] => o.labels.filter((l) => !shared.includes(l));
  const labels = [...batch, ...own(a), ...own(b)];
  const size = (o: Labelled, list: readonly string[]): number[] => list.map((l) => o.x.shape[o.labels.indexOf(l)]);
  const total = (shape: readonly number[]): number => shape.reduce((p, n) => p * n, 1);
  const shape = [...size(a, batch), ...size(a, own(a)), ...size(b, own(b))];
  const [count, m, k, n] = [size(a, batch), size(a, own(a)), size(a, folded), size(b, own(b))].map(total);
  const rows = arrange(a, [...batch, ...own(a), ...folded]);
  const columns = arrange(b, [...batch, ...folded, ...own(b)]);
  if (folded.length === 0) {
    const product = rows.reshape([count, m, 1]).mul(columns.reshape([count, 1, n]));
    return { x: product.reshape(shape), labels };
  }
  return { x: matmul(rows.reshape([count, m, k]), columns.reshape([count, k, n])).reshape(shape), labels };
}

/**
 * The sum of products that the equation names, as `torch.einsum`: one term of letters per operand, then optionally
 * "->" and the output's. Letters missing from the output are summed over; a letter twice in a term takes the
 * diagonal; "..." stands for axes that broadcast. Without "->" the output has the letters that occur once, sorted.
 * Operands are multiplied from left to right.
 *
 * @param operands  as many tensors as the equation has terms; extents of one letter are equal or 1
 * @throws ParameterError  the equation cannot be read
 * @throws ShapeError  an operand does not suit its term
 * @example einsum("bij,bjk->bik", a, b) // bmm(a, b)
 */
export function einsum(equation: string, ...operands: Tensor[]): Tensor {
  if (typeof equation !== "string")
    throw new ParameterError(`einsum: equation is ${nameValue(equation)}, but must be a text such as "ij,jk->ik".`);
  needTensors("einsum", operands, "operands");
  const [left, right, ...rest] = equation.replaceAll(/\s/g, "").split("->");
  const terms = left.split(",");
  if (rest.length > 0 || terms.length !== operands.length || operands.length === 0)
    throw new ParameterError(
      `einsum: equation="${equation}" has ${terms.length} term(s) for ${operands.length} operand(s). Write one term per operand and at most one "->".`,
    );
  const named = operands.map((x, i) => labelOperand(equation, terms[i], x, i));
  const output = outputLabels(equation, right, named);
  const labelled = named.map((operand) => takeDiagonals(equation, operand));
  const extents = extentsOf(equation, labelled);
  const full = labelled.map(({ x, labels }) => ({ x: x.expand(labels.map((l) => extents.get(l)!)), labels }));
  const product = full.reduce((acc, operand, i) =>
    multiply(acc, operand, (l) => output.includes(l) || full.slice(i + 1).some((later) => later.labels.includes(l))),
  );
  return arrange(dropUnneeded(product, (l) => output.includes(l)), output); // prettier-ignore
}

/**
 * The sum of products over pairs of axes, as `torch.tensordot`.
 *
 * @param dims  how many last axes of `a` meet the first ones of `b` (default 2), or [axes of a, axes of b]
 * @returns the remaining axes of `a`, then those of `b`
 * @throws ParameterError, ShapeError
 */
export function tensordot(
  a: Tensor,
  b: Tensor,
  dims: number | readonly [readonly number[], readonly number[]] = 2,
): Tensor {
  needTensor("tensordot", a, "a");
  needTensor("tensordot", b, "b");
  if (typeof dims === "number" && !(Number.isInteger(dims) && dims >= 0 && dims <= Math.min(a.ndim, b.ndim)))
    throw new ParameterError(
      `tensordot: dims=${dims} must be an integer in 0…${Math.min(a.ndim, b.ndim)} for ${formatShape(a.shape)} and ${formatShape(b.shape)}.`,
    );
  const counted = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);
  const [left, right] =
    typeof dims === "number"
      ? [counted(a.ndim - dims, dims), counted(0, dims)]
      : [
          dims[0].map((d) => normalizeDim("tensordot", d, a.ndim)),
          dims[1].map((d) => normalizeDim("tensordot", d, b.ndim)),
        ];
  if (left.length !== right.length || new Set(left).size !== left.length || new Set(right).size !== right.length)
    throw new ParameterError(
      `tensordot: dims=[${formatShape(left)}, ${formatShape(right)}] must name as many axes of a as of b, each once.`,
    );
  left.forEach((d, i) => {
    if (a.shape[d] !== b.shape[right[i]])
      throw new ShapeError(
        `tensordot: a ${formatShape(a.shape)} and b ${formatShape(b.shape)} do not fit: a.shape[${d}]=${a.shape[d]} must equal b.shape[${right[i]}]=${b.shape[right[i]]}.`,
      );
  });
  const aLabels = counted(0, a.ndim).map(String);
  const bLabels = counted(a.ndim, b.ndim).map(String);
  left.forEach((d, i) => (bLabels[right[i]] = aLabels[d]));
  const isOpen = (label: string): boolean => !(aLabels.includes(label) && bLabels.includes(label));
  return multiply({ x: a, labels: aLabels }, { x: b, labels: bLabels }, isOpen).x;
}

/**
 * The Kronecker product, as `torch.kron`: every element of `a` times the whole of `b`, as blocks. The one with fewer
 * dimensions gets leading ones.
 *
 * @returns extents a.shape[i] · b.shape[i]
 */
export function kron(a: Tensor, b: Tensor): Tensor {
  needTensor("kron", a, "a");
  needTensor("kron", b, "b");
  const rank = Math.max(a.ndim, b.ndim);
  const extended = (x: Tensor): number[] => [...Array.from({ length: rank - x.ndim }, () => 1), ...x.shape];
  const [rows, columns] = [extended(a), extended(b)];
  const blocks = a.reshape(rows.flatMap((n) => [n, 1])).mul(b.reshape(columns.flatMap((n) => [1, n])));
  return blocks.reshape(rows.map((n, i) => n * columns[i]));
}

const methods = { tensordot, kron } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
