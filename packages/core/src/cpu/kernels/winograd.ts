// Convolutions of float32 with 3 × 3 kernels by Winograd's tiles (see winograd-tiles.ts): for each of the 36 points of a
// transformed tile one matrix product over the channels. Sums run in float64, where the transforms lose some two digits of
// sixteen: nothing that is left after rounding to float32.
import type { ConvAttrs } from "../../backend/index.js";
import type { TypedArray } from "../../tensor/index.js";
import { scratch } from "../scratch.js";
import type { ConvGeometry } from "./conv-geometry.js";
import { multiplyPanels, packedLayout, packedSize, PANEL, panelsOf, rowLayout } from "./gemm.js";
import {
  kernelOfProducts,
  POINTS,
  TILE,
  tileOfProducts,
  transformKernel,
  transformPatch,
  transformTile,
} from "./winograd-tiles.js";

/** Images [n, groups · channels, height, width]. */
export interface Images {
  readonly data: TypedArray;
  /** Per group. */
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** Whether the kernels are 3 × 3, one step apart, and so many that tiles are less work than the plain products. */
export function suitsWinograd(g: ConvGeometry, { stride, dilation }: ConvAttrs): boolean {
  const [kernelDepth, kernelHeight, kernelWidth] = g.kernel;
  const isPlain = [...stride, ...dilation].every((n) => n === 1) && g.input[0] === 1 && kernelDepth === 1;
  if (!isPlain || kernelHeight !== 3 || kernelWidth !== 3) return false;
  const { inChannels: from, outChannels: to } = g;
  const tiles = Math.ceil(g.output[1] / TILE) * Math.ceil(g.output[2] / TILE);
  // A transform costs some 200 products.
  return tiles * (POINTS * from * to + 200 * (from + to)) < g.positions * 9 * from * to;
}

/** No infinity and no NaN, which a tile would carry into all of its results. */
export function isAllFinite(data: TypedArray): boolean {
  // Each leaves a NaN when it is subtracted from itself.
  let s0 = 0, s1 = 0; // prettier-ignore
  const end = data.length - (data.length & 1);
  for (let i = 0; i < end; i += 2) {
    s0 += data[i] - data[i];
    s1 += data[i + 1] - data[i + 1];
  }
  if (end < data.length) s0 += data[end] - data[end];
  return s0 + s1 === 0;
}

/** Where tiles lie: side by side, row after row, image after image. */
class Tiling {
  readonly count: number;
  private readonly across: number;
  private readonly perImage: number;
  image = 0;
  top = 0;
  left = 0;

  constructor({ height, width }: Images, images: number) {
    this.across = Math.ceil(width / TILE);
    this.perImage = this.across * Math.ceil(height / TILE);
    this.count = images * this.perImage;
  }

  /** Moves to a tile. */
  to(tile: number): void {
    const inImage = tile % this.perImage;
    this.image = (tile - inImage) / this.perImage;
    this.left = (inImage % this.across) * TILE;
    this.top = Math.floor(inImage / this.across) * TILE;
  }
}

/** Tiles per block: what belongs to a block stays in the second-level cache. */
const blockTiles = (channels: number, tiles: number): number =>
  Math.min(panelsOf(tiles), Math.max(2, Math.floor(80_000 / POINTS / channels / PANEL))) * PANEL;

/** The parts of `array` that belong to each point. */
const byPoint = (array: Float64Array): Float64Array[] => {
  const size = array.length / POINTS;
  return Array.from({ length: POINTS }, (_, f) => array.subarray(f * size, (f + 1) * size));
};

/** Where the kernels of one group are: that from channel c to channel o begins at start + o · outStep + c · inStep. */
export interface Kernels {
  readonly data: TypedArray;
  readonly start: number;
  readonly outStep: number;
  readonly inStep: number;
  /** Elements from the last to the first, for gradients. */
  readonly isTurned: boolean;
}

/** out = kernels · x + bias, with `padding` [top, left] zeros before x; `kernelsOf` gives those of a group. */
export function correlateTiles(
  images: number,
  groups: number,
  x: Images,
  kernelsOf: (group: number) => Kernels,
  [padTop, padLeft]: readonly [number, number],
  out: Images,
  bias: TypedArray | undefined,
): void {
  const tiling = new Tiling(out, images);
  const width = blockTiles(x.channels + out.channels, tiling.count);
  const row = width + 2 * PANEL;
  const rows = panelsOf(out.channels);
  const kernels = scratch("kernels", POINTS * packedSize(out.channels, x.channels));
  const patches = scratch("patches", POINTS * x.channels * row);
  const products = scratch("products", POINTS * rows * PANEL * row);
  const [kernelParts, patchParts, productParts] = [kernels, patches, products].map(byPoint);
  const [patch, tile] = [new Float64Array(POINTS), new Float64Array(TILE * TILE)];
  for (let group = 0; group < groups; group++) {
    packKernels(kernelsOf(group), out.channels, x.channels, kernels, kernelParts[0].length);
    for (let first = 0; first < tiling.count; first += width) {
      const count = Math.min(width, tiling.count - first);
      for (let t = 0; t < count; t++) {
        tiling.to(first + t);
        for (let c = 0; c < x.channels; c++) {
          const plane = (tiling.image * groups + group) * x.channels + c;
          readPatch(x, plane, tiling.top - padTop, tiling.left - padLeft, patch, 6);
          transformPatch(patch, patches, c * row + t, x.channels * row);
        }
      }
      products.fill(0);
      for (let f = 0; f < POINTS; f++)
        multiplyPanels(kernelParts[f], rows, patchParts[f], panelsOf(count), rowLayout(row), x.channels, productParts[f], row); // prettier-ignore
      for (let t = 0; t < count; t++) {
        tiling.to(first + t);
        for (let o = 0; o < out.channels; o++) {
          const channel = group * out.channels + o;
          tileOfProducts(products, o * row + t, rows * PANEL * row, tile);
          writeTile(tile, bias ? bias[channel] : 0, out, tiling.image * groups * out.channels + channel, tiling);
        }
      }
    }
  }
}

function packKernels(from: Kernels, outputs: number, inputs: number, to: Float64Array, step: number): void {
  to.fill(0);
  for (let o = 0; o < outputs; o++)
    for (let c = 0; c < inputs; c++) {
      const start = from.start + o * from.outStep + c * from.inStep + (from.isTurned ? 8 : 0);
      transformKernel(from.data, start, from.isTurned ? -1 : 1, to, packedPlace(o, c, inputs), step);
    }
}

/** Where element (row, k) of packed rows lies (see gemm.ts). */
const packedPlace = (row: number, k: number, depth: number): number => ((row >> 2) * depth + k) * PANEL + (row & 3);

/** gradW = Σ over tiles of gradY ⊗ x, of [outChannels, inChannels, 3, 3] per group. */
export function kernelGradientTiles(
  images: number,
  groups: number,
  x: Images,
  [padTop, padLeft]: readonly [number, number],
  gradY: Images,
  gradW: TypedArray,
): void {
  const tiling = new Tiling(gradY, images);
  const width = blockTiles(x.channels + gradY.channels, tiling.count);
  const [rows, columns] = [panelsOf(gradY.channels), panelsOf(x.channels)];
  const patches = scratch("patches", POINTS * packedSize(x.channels, width));
  const grads = scratch("kernels", POINTS * packedSize(gradY.channels, width));
  const sums = scratch("products", POINTS * rows * PANEL * columns * PANEL);
  const [patchParts, gradParts, sumParts] = [patches, grads, sums].map(byPoint);
  const [patch, tile] = [new Float64Array(POINTS), new Float64Array(TILE * TILE)];
  for (let group = 0; group < groups; group++) {
    sums.fill(0);
    for (let first = 0; first < tiling.count; first += width) {
      const count = Math.min(width, tiling.count - first);
      if (count < width) for (const array of [patches, grads]) array.fill(0);
      for (let t = 0; t < count; t++) {
        tiling.to(first + t);
        for (let c = 0; c < x.channels; c++) {
          const plane = (tiling.image * groups + group) * x.channels + c;
          readPatch(x, plane, tiling.top - padTop, tiling.left - padLeft, patch, 6);
          transformPatch(patch, patches, packedPlace(c, t, width), patchParts[0].length);
        }
        for (let o = 0; o < gradY.channels; o++) {
          const plane = (tiling.image * groups + group) * gradY.channels + o;
          readPatch(gradY, plane, tiling.top, tiling.left, tile, TILE);
          transformTile(tile, grads, packedPlace(o, t, width), gradParts[0].length);
        }
      }
      for (let f = 0; f < POINTS; f++)
        multiplyPanels(gradParts[f], rows, patchParts[f], columns, packedLayout(width), width, sumParts[f], columns * PANEL); // prettier-ignore
    }
    for (let o = 0; o < gradY.channels; o++)
      for (let c = 0; c < x.channels; c++) {
        const start = ((group * gradY.channels + o) * x.channels + c) * 9;
        kernelOfProducts(sums, o * columns * PANEL + c, sumParts[0].length, gradW, start);
      }
  }
}

/** The `size` × `size` elements of a plane from (top, left) on, zeros outside of it. */
function readPatch(
  { data, height, width }: Images,
  plane: number,
  top: number,
  left: number,
  patch: Float64Array,
  size: number,
): void {
  const start = (plane * height + top) * width + left;
  const isInside = top >= 0 && left >= 0 && top + size <= height && left + size <= width;
  if (isInside)
    for (let i = 0, to = 0; i < size; i++)
      for (let j = 0, from = start + i * width; j < size; j++) patch[to++] = data[from + j];
  else
    for (let i = 0, to = 0; i < size; i++)
      for (let j = 0; j < size; j++, to++) {
        const isHere = top + i >= 0 && top + i < height && left + j >= 0 && left + j < width;
        patch[to] = isHere ? data[start + i * width + j] : 0;
      }
}

function writeTile(tile: Float64Array, bias: number, { data, height, width }: Images, plane: number, at: Tiling): void {
  const start = (plane * height + at.top) * width + at.left;
  const [rows, columns] = [Math.min(TILE, height - at.top), Math.min(TILE, width - at.left)];
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) data[start + i * width + j] = tile[i * TILE + j] + bias;
}
