// `String(t)`: the text PyTorch prints.
import { backendOf, isAvailable } from "../backend/index.js";
import { formatShape, isComplex, isFloatingPoint, Tensor, type TypedArray } from "../tensor/index.js";

const PRECISION = 4;
const SUMMARY_ABOVE = 1000;
const EDGE_ITEMS = 3;
const LINE_WIDTH = 80;

/** How the numbers of one tensor are written: all alike and equally wide, as PyTorch does. */
function realFormatter(values: readonly number[]): (v: number) => string {
  const finite = values.filter((v) => Number.isFinite(v) && v !== 0).map(Math.abs);
  const [lo, hi] = [Math.min(...finite), Math.max(...finite)];
  const integers = values.every((v) => !Number.isFinite(v) || Number.isInteger(v));
  const scientific = finite.length > 0 && (integers ? hi >= 1e8 : hi / lo > 1000 || hi > 1e8 || lo < 1e-4);
  const exponent = (v: number): string => v.toExponential(PRECISION).replace(/e([+-])(\d)$/, "e$10$2");
  return (v) => {
    if (Number.isNaN(v)) return "nan";
    if (!Number.isFinite(v)) return v > 0 ? "inf" : "-inf";
    if (scientific) return exponent(v);
    return integers ? `${v}.` : v.toFixed(PRECISION);
  };
}

function formatElements(t: Tensor, values: TypedArray): string[] {
  if (t.dtype === "bool") return Array.from(values, (v) => (v ? "True" : "False"));
  if (isComplex(t.dtype)) {
    const write = realFormatter([...values]);
    const cells: string[] = [];
    for (let i = 0; i < values.length; i += 2) {
      const im = write(values[i + 1]);
      cells.push(`${write(values[i])}${im.startsWith("-") ? "" : "+"}${im}j`);
    }
    return cells;
  }
  return isFloatingPoint(t.dtype) ? [...values].map(realFormatter([...values])) : Array.from(values, String);
}

/** Leading and trailing items only, where a tensor is large. */
function edges(t: Tensor): Tensor {
  let y = t;
  for (let dim = 0; dim < t.ndim; dim++) {
    const n = t.shape[dim];
    if (n <= 2 * EDGE_ITEMS) continue;
    const index = Int32Array.from({ length: 2 * EDGE_ITEMS }, (_, i) => (i < EDGE_ITEMS ? i : n - 2 * EDGE_ITEMS + i));
    y = y.indexSelect(dim, y.newTensor(index));
  }
  return y;
}

function layout(shape: readonly number[], full: readonly number[], cells: string[], indent: number): string {
  const width = Math.max(0, ...cells.map((c) => c.length));
  let at = 0;
  const level = (dim: number): string => {
    if (dim === shape.length) return cells[at++].padStart(width);
    const items = Array.from({ length: shape[dim] }, () => level(dim + 1));
    if (full[dim] > shape[dim]) items.splice(EDGE_ITEMS, 0, "...");
    const pad = " ".repeat(indent + dim + 1);
    if (dim < shape.length - 1) return `[${items.join(`,${"\n".repeat(shape.length - 1 - dim)}${pad}`)}]`;
    const perLine = Math.max(1, Math.floor((LINE_WIDTH - indent) / (width + 2)));
    const lines: string[] = [];
    for (let i = 0; i < items.length; i += perLine) lines.push(items.slice(i, i + perLine).join(", "));
    return `[${lines.join(`,\n${pad}`)}]`;
  };
  return level(0);
}

/** The tensor as PyTorch prints it; on a GPU, whose values take a wait, its kind only. */
export function format(t: Tensor): string {
  const notes: string[] = [];
  if (t.dtype !== "float32" && t.dtype !== "bool") notes.push(`dtype=${t.dtype}`);
  if (t.gradNode) notes.push(`gradNode=<${t.gradNode.name}>`);
  else if (t.requiresGrad) notes.push("requiresGrad=true");
  const tail = notes.map((n) => `, ${n}`).join("");
  if (t.device !== "cpu" || !isAvailable("cpu"))
    return `tensor(<${t.shape.join("×")} on ${backendOf(t.device).device}>${tail})`;
  if (t.numel === 0) return `tensor([], size=${formatShape(t.shape)}${tail})`;
  const shown = t.numel > SUMMARY_ABOVE ? edges(t.detach()) : t.detach();
  const prefix = "tensor(";
  return `${prefix}${layout(shown.shape, t.shape, formatElements(shown, shown.dataSync()), prefix.length)}${tail})`;
}

declare module "../tensor/tensor.js" {
  interface Tensor {
    toString(): string;
  }
}
Object.defineProperty(Tensor.prototype, "toString", {
  value(this: Tensor) {
    return format(this);
  },
  writable: true,
  configurable: true,
});
// console.log in Node asks here.
Object.defineProperty(Tensor.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: Tensor) {
    return format(this);
  },
});
