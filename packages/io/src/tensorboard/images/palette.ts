// At most 256 colours for an image of many: median cut.

const MOST = 256;

export interface Indexed {
  /** Red, green, blue of each entry. */
  readonly colors: number[][];
  /** Which entry each pixel shows. */
  readonly indices: Uint8Array;
}

interface Counted {
  readonly color: readonly number[];
  readonly count: number;
}

/** The colours of [pixels, 3] bytes; exact up to 256 different ones, else averages of the 256 boxes of median cut. */
export function indexColors(pixels: Uint8ClampedArray): Indexed {
  const counts = new Map<number, number>();
  const keyAt = (i: number): number => (pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2];
  for (let i = 0; i < pixels.length; i += 3) counts.set(keyAt(i), (counts.get(keyAt(i)) ?? 0) + 1);
  const all = [...counts].map(([key, count]) => ({ color: [key >> 16, (key >> 8) & 255, key & 255], count }));
  const boxes = all.length <= MOST ? all.map((one) => [one]) : medianCut(all);
  const entryOf = new Map<number, number>();
  boxes.forEach((box, entry) => {
    for (const { color } of box) entryOf.set((color[0] << 16) | (color[1] << 8) | color[2], entry);
  });
  const indices = Uint8Array.from({ length: pixels.length / 3 }, (_, i) => entryOf.get(keyAt(3 * i))!);
  return { colors: boxes.map(average), indices };
}

/** Splits the box with the longest side at the median of its pixels until there are 256. */
function medianCut(all: Counted[]): Counted[][] {
  const boxes = [{ colors: all, ...longestSide(all) }];
  while (boxes.length < MOST) {
    const widest = boxes.reduce((best, box, i) => (box.length > boxes[best].length ? i : best), 0);
    const { colors, channel } = boxes[widest];
    const sorted = colors.toSorted((a, b) => a.color[channel] - b.color[channel]);
    const half = sorted.reduce((sum, { count }) => sum + count, 0) / 2;
    let cut = 0;
    for (let sum = 0; sum < half; cut++) sum += sorted[cut].count;
    cut = Math.min(cut, sorted.length - 1);
    const parts = [sorted.slice(0, cut), sorted.slice(cut)];
    boxes.splice(widest, 1, ...parts.map((part) => ({ colors: part, ...longestSide(part) })));
  }
  return boxes.map((box) => box.colors);
}

function longestSide(colors: readonly Counted[]): { channel: number; length: number } {
  const sides = [0, 1, 2].map((channel) => {
    const values = colors.map(({ color }) => color[channel]);
    return values.reduce((a, b) => Math.max(a, b), 0) - values.reduce((a, b) => Math.min(a, b), 255);
  });
  const length = Math.max(...sides);
  return { channel: sides.indexOf(length), length };
}

function average(box: readonly Counted[]): number[] {
  const total = box.reduce((sum, { count }) => sum + count, 0);
  return [0, 1, 2].map((c) => Math.round(box.reduce((sum, { color, count }) => sum + color[c] * count, 0) / total));
}
