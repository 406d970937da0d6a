// The matrix that a convolution multiplies with: column p holds the input values that output position p reads,
// row k = (channel, kernel position). One and two spatial axes are three with leading ones.
import type { ConvAttrs } from "../../backend/index.js";
import { sizeOf, type Shape, type TypedArray } from "../../tensor/index.js";

type Triple = readonly [number, number, number];

export interface ConvGeometry {
  readonly batch: number;
  readonly groups: number;
  /** Per group. */
  readonly inChannels: number;
  /** Per group. */
  readonly outChannels: number;
  readonly input: Triple;
  readonly output: Triple;
  readonly kernel: Triple;
  readonly stride: Triple;
  readonly padding: Triple;
  readonly dilation: Triple;
  /** Elements of one input plane. */
  readonly plane: number;
  /** Output positions of one image. */
  readonly positions: number;
  /** Rows of the matrix: input channels of a group times kernel positions. */
  readonly depth: number;
  /** Columns of the matrix: images times output positions. */
  readonly columns: number;
}

const triple = (values: readonly number[], lead: number): Triple => {
  const [a, b, c] = [lead, lead, ...values].slice(-3);
  return [a, b, c];
};

/** Geometry of x [N, C, ...spatial] · w [O, C / groups, ...kernel] → y [N, O, ...out]. */
export function convGeometry(x: Shape, w: Shape, y: Shape, attrs: ConvAttrs): ConvGeometry {
  const input = triple(x.slice(2), 1);
  const output = triple(y.slice(2), 1);
  const kernel = triple(w.slice(2), 1);
  const positions = sizeOf(output);
  return {
    batch: x[0],
    groups: attrs.groups,
    inChannels: w[1],
    outChannels: w[0] / attrs.groups,
    input,
    output,
    kernel,
    stride: triple(attrs.stride, 1),
    padding: triple(attrs.padding.map(([before]) => before), 0), // prettier-ignore
    dilation: triple(attrs.dilation, 1),
    plane: sizeOf(input),
    positions,
    depth: w[1] * sizeOf(kernel),
    columns: x[0] * positions,
  };
}

/** Where element (k, p) of the matrix lies: at floor(k / 4) · panel + (k mod 4) · row + p · column. */
export interface ColumnLayout {
  readonly panel: number;
  readonly row: number;
  readonly column: number;
}

/**
 * Moves `count` values between a line of the input (`step` apart, the first valid one at `at` + lo · step) and a
 * row of the matrix; those below lo and from hi on lie in the padding.
 */
type MoveLine<Data> = (
  data: Data,
  at: number,
  step: number,
  matrix: Float64Array,
  start: number,
  matrixStep: number,
  lo: number,
  hi: number,
  count: number,
) => void;

const readLine: MoveLine<TypedArray> = (data, at, step, matrix, start, matrixStep, lo, hi, count) => {
  if (step === 1 && matrixStep === 1 && hi - lo > SHORT) {
    matrix.fill(0, start, start + lo);
    matrix.set(data.subarray(at + lo, at + hi), start + lo);
    matrix.fill(0, start + hi, start + count);
    return;
  }
  for (let i = 0; i < lo; i++) matrix[start + i * matrixStep] = 0;
  for (let i = lo; i < hi; i++) matrix[start + i * matrixStep] = data[at + i * step];
  for (let i = hi; i < count; i++) matrix[start + i * matrixStep] = 0;
};

/** Runs up to this length are copied by a loop, longer ones at once. */
const SHORT = 64;

const addLine: MoveLine<Float64Array> = (data, at, step, matrix, start, matrixStep, lo, hi) => {
  for (let i = lo; i < hi; i++) data[at + i * step] += matrix[start + i * matrixStep];
};

/** Fills columns `first`…`first + count` of one group's matrix from the input x [N, C, ...spatial]. */
export function readColumns(
  g: ConvGeometry,
  group: number,
  x: TypedArray,
  first: number,
  count: number,
  matrix: Float64Array,
  layout: ColumnLayout,
): void {
  moveColumns(g, group, x, first, count, matrix, layout, readLine);
}

/** The adjoint of `readColumns`: adds the columns to the input positions they were read from. */
export function addColumns(
  g: ConvGeometry,
  group: number,
  x: Float64Array,
  first: number,
  count: number,
  matrix: Float64Array,
  layout: ColumnLayout,
): void {
  moveColumns(g, group, x, first, count, matrix, layout, addLine);
}

function moveColumns<Data>(
  g: ConvGeometry,
  group: number,
  x: Data,
  first: number,
  count: number,
  matrix: Float64Array,
  layout: ColumnLayout,
  move: MoveLine<Data>,
): void {
  const [depth, height, width] = g.input;
  const [, outHeight, outWidth] = g.output;
  const [kernelDepth, kernelHeight, kernelWidth] = g.kernel;
  const [strideD, strideH, strideW] = g.stride;
  const [padD, padH, padW] = g.padding;
  const [dilationD, dilationH, dilationW] = g.dilation;
  for (let done = 0; done < count;) {
    const position = (first + done) % g.positions;
    const image = (first + done - position) / g.positions;
    const ow = position % outWidth;
    const oh = Math.floor(position / outWidth) % outHeight;
    const od = Math.floor(position / (outWidth * outHeight));
    const run = Math.min(outWidth - ow, count - done);
    const channels = (image * g.groups + group) * g.inChannels;
    let k = 0;
    for (let c = 0; c < g.inChannels; c++)
      for (let kd = 0; kd < kernelDepth; kd++) {
        const d = od * strideD - padD + kd * dilationD;
        for (let kh = 0; kh < kernelHeight; kh++) {
          const h = oh * strideH - padH + kh * dilationH;
          const isInside = d >= 0 && d < depth && h >= 0 && h < height;
          const line = ((channels + c) * depth + d) * height + h;
          for (let kw = 0; kw < kernelWidth; kw++, k++) {
            const w = ow * strideW - padW + kw * dilationW;
            const start = (k >> 2) * layout.panel + (k & 3) * layout.row + done * layout.column;
            const lo = isInside ? Math.min(run, w >= 0 ? 0 : Math.ceil(-w / strideW)) : run;
            const hi = isInside ? Math.max(lo, Math.min(run, Math.ceil((width - w) / strideW))) : run;
            move(x, line * width + w, strideW, matrix, start, layout.column, lo, hi, run);
          }
        }
      }
    done += run;
  }
}
