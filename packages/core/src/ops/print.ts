// `String(t)`: the text PyTorch prints.
import { isAvailable, isCapturing } from "../backend/index.js";
import { noGrad } from "../autograd/index.js";
import { ParameterError } from "../errors/index.js";
import { isComplex, isFloatingPoint, nameValue, needTensor, Tensor, type TypedArray } from "../tensor/index.js"; // prettier-ignore
import { exponentText, fixedText } from "./number-text.js";

export interface PrintOptions {
  /** Digits behind the point (default 4). */
  readonly precision?: number;
  /** More elements than this are summarised (default 1000). */
  readonly threshold?: number;
  /** Elements shown at each end of a summarised dimension (default 3). */
  readonly edgeItems?: number;
  /** Characters of a line (default 80). */
  readonly lineWidth?: number;
  /** Always or never with exponents (default: where the numbers ask for it). */
  readonly sciMode?: boolean | null;
}

let settings: Required<PrintOptions> = { precision: 4, threshold: 1000, edgeItems: 3, lineWidth: 80, sciMode: null };

/** Changes how all tensors are printed, as `torch.set_printoptions`; what is left out stays. */
export function setPrintOptions(options: PrintOptions): void {
  settings = checked(options);
}

function checked(options: PrintOptions): Required<PrintOptions> {
  if (typeof options !== "object" || options === null)
    throw new ParameterError(
      `format: options are ${nameValue(options)}, but must be an object such as { precision: 4 }.`,
    );
  for (const name of ["precision", "threshold", "edgeItems", "lineWidth"] as const) {
    const value = options[name];
    if (value !== undefined && !(value >= 0 && (Number.isInteger(value) || value === Infinity)))
      throw new ParameterError(`format: ${name}=${value} must be an integer ≥ 0.`);
  }
  return { ...settings, ...options };
}

/** How the numbers of one tensor are written: all alike, and as wide as the widest of them. */
interface Formatter {
  readonly width: number;
  readonly write: (v: number) => string;
}

function formatterOf(sized: readonly number[], write: (v: number) => string): Formatter {
  const width = sized.reduce((most, v) => Math.max(most, write(v).length), 1);
  return { width, write: (v) => write(v).padStart(width) };
}

/** The rules of PyTorch's `_Formatter`: zeros and what is not finite have no say in the width. */
function realFormatter(values: readonly number[], { precision, sciMode }: Required<PrintOptions>): Formatter {
  const shown = values.filter((v) => Number.isFinite(v) && v !== 0);
  const [least, most] = shown.reduce(([lo, hi], v) => [Math.min(lo, Math.abs(v)), Math.max(hi, Math.abs(v))], [Infinity, 0]); // prettier-ignore
  const isWhole = shown.every((v) => Number.isInteger(v));
  const isSpread = most / least > 1000 || most > 1e8 || (!isWhole && least < 1e-4);
  const scientific = shown.length > 0 && (sciMode ?? isSpread);
  const finite = (v: number): string => {
    if (scientific) return exponentText(v, precision);
    return isWhole ? `${fixedText(v, 0)}.` : fixedText(v, precision);
  };
  const write = (v: number): string => {
    if (Number.isNaN(v)) return "nan";
    return Number.isFinite(v) ? finite(v) : v > 0 ? "inf" : "-inf";
  };
  return formatterOf(shown, write);
}

/** The texts of all elements, row by row, and the width that a line reserves for one. */
function formatElements(
  t: Tensor,
  data: TypedArray,
  options: Required<PrintOptions>,
): { cells: string[]; width: number } {
  // prettier-ignore
  const values = Array.from(data);
  if (isComplex(t.dtype)) {
    const [re, im] = [0, 1].map((part) => values.filter((_, i) => i % 2 === part));
    const [real, imaginary] = [realFormatter(re, options), realFormatter(im, options)];
    const cells = re.map((v, i) => {
      const text = `${imaginary.write(im[i])}j`.trimStart();
      return `${real.write(v)}${text.startsWith("-") ? "" : "+"}${text}`;
    });
    return { cells, width: real.width + imaginary.width + 1 };
  }
  const formatter = isFloatingPoint(t.dtype)
    ? realFormatter(values, options)
    : formatterOf(values, t.dtype === "bool" ? (v) => (v ? "True" : "False") : String);
  return { cells: values.map(formatter.write), width: formatter.width };
}

/** Leading and trailing items only, where a tensor is large. */
function edges(t: Tensor, edgeItems: number): Tensor {
  let y = t;
  for (let dim = 0; dim < t.ndim; dim++) {
    const n = t.shape[dim];
    if (n <= 2 * edgeItems) continue;
    const index = Int32Array.from({ length: 2 * edgeItems }, (_, i) => (i < edgeItems ? i : n - 2 * edgeItems + i));
    y = y.indexSelect(dim, y.newTensor(index));
  }
  return y;
}

interface Layout {
  /** Of the elements shown, and of the whole tensor. */
  readonly shape: readonly number[];
  readonly full: readonly number[];
  readonly cells: readonly string[];
  readonly width: number;
}

function layOut(
  { shape, full, cells, width }: Layout,
  indent: number,
  { edgeItems, lineWidth }: Required<PrintOptions>,
): string {
  // prettier-ignore
  let at = 0;
  const level = (dim: number): string => {
    if (dim === shape.length) return cells[at++];
    const items = Array.from({ length: shape[dim] }, () => level(dim + 1));
    const isRow = dim === shape.length - 1;
    if (full[dim] > shape[dim]) items.splice(edgeItems, 0, isRow ? " ..." : "...");
    const pad = " ".repeat(indent + dim + 1);
    if (!isRow) return `[${items.join(`,${"\n".repeat(shape.length - 1 - dim)}${pad}`)}]`;
    const perLine = Math.max(1, Math.floor((lineWidth - indent - dim) / (width + 2)));
    const lines: string[] = [];
    for (let i = 0; i < items.length; i += perLine) lines.push(items.slice(i, i + perLine).join(", "));
    return `[${lines.join(`,\n${pad}`)}]`;
  };
  return level(0);
}

const PREFIX = "tensor(";

/** What stands behind the numbers; a note that does not fit the line begins the next. */
function addNotes(body: string, notes: readonly string[], { lineWidth }: Required<PrintOptions>): string {
  let text = PREFIX + body;
  let used = text.length - text.lastIndexOf("\n") + 1;
  for (const note of notes) {
    const fits = used + note.length + 2 <= lineWidth;
    text += fits ? `, ${note}` : `,\n${" ".repeat(PREFIX.length)}${note}`;
    used = fits ? used + note.length + 2 : PREFIX.length + note.length;
  }
  return `${text})`;
}

/** PyTorch's defaults go unsaid: float32, and where numbers show it, bool and complex64. */
const isImplied = ({ dtype, numel }: Tensor): boolean =>
  dtype === "float32" || (numel > 0 && (dtype === "bool" || dtype === "complex64"));

function notesOf(t: Tensor, showsShape: boolean): string[] {
  const notes: string[] = [];
  if (t.device !== "cpu") notes.push(`device=${t.device}`);
  if (showsShape) notes.push(`size=(${t.shape.join(", ")}${t.ndim === 1 ? "," : ""})`); // a Python tuple
  if (!isImplied(t)) notes.push(`dtype=${t.dtype}`);
  if (t.gradNode) notes.push(`gradNode=<${t.gradNode.name}>`);
  else if (t.requiresGrad) notes.push("requiresGrad=true");
  return notes;
}

const summarized = (t: Tensor, { threshold, edgeItems }: Required<PrintOptions>): Tensor =>
  noGrad(() => (t.numel > threshold ? edges(t.detach(), edgeItems) : t.detach()));

function write(t: Tensor, shown: Tensor, data: TypedArray, options: Required<PrintOptions>): string {
  const elements = formatElements(t, data, options);
  return addNotes(layOut({ shape: shown.shape, full: t.shape, ...elements }, PREFIX.length, options), notesOf(t, false), options); // prettier-ignore
}

const writeEmpty = (t: Tensor, options: Required<PrintOptions>): string =>
  addNotes("[]", notesOf(t, t.ndim !== 1), options);

/**
 * The tensor as PyTorch prints it (`_tensor_str`), with our names in the notes behind the numbers. Of a tensor on a GPU,
 * whose values take a wait, what it is without them: use {@link formatAsync}.
 *
 * @param options  default: as {@link setPrintOptions} left them
 * @throws ParameterError
 * @example format(tensor([1, 2.5])) // "tensor([1.0000, 2.5000])"
 */
export function format(t: Tensor, options: PrintOptions = {}): string {
  needTensor("format", t, "t");
  const all = checked(options);
  if (t.numel === 0) return writeEmpty(t, all);
  if (t.device !== "cpu" || !isAvailable("cpu") || isCapturing()) return addNotes("...", notesOf(t, true), all);
  const shown = summarized(t, all);
  return write(t, shown, shown.dataSync(), all);
}

/** As {@link format}, with the values on every device; reads no more of them than it shows. */
export async function formatAsync(t: Tensor, options: PrintOptions = {}): Promise<string> {
  needTensor("format", t, "t");
  const all = checked(options);
  if (t.numel === 0) return writeEmpty(t, all);
  const shown = summarized(t, all);
  return write(t, shown, await shown.data(), all);
}

declare module "../tensor/tensor.js" {
  interface Tensor {
    toString(): string;
    /** The text of `toString` with the values of a tensor on any device. */
    toStringAsync(): Promise<string>;
  }
}
const define = (name: PropertyKey, value: (this: Tensor) => unknown): void => {
  Object.defineProperty(Tensor.prototype, name, { value, writable: true, configurable: true });
};
define("toString", function () {
  return format(this);
});
define("toStringAsync", function () {
  return formatAsync(this);
});
// console.log in Node asks here.
define(Symbol.for("nodejs.util.inspect.custom"), function () {
  return format(this);
});
