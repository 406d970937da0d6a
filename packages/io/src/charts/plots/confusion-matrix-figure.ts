// Confusion matrices.

import { ShapeError } from "@sonograd/core";
import type { ColorMapName } from "../scene/colormaps.js";
import type { Figure } from "../scene/scene.js";

/** What a confusion matrix figure shows. */
export interface ConfusionMatrixFigureOptions {
  /** Counts (or shares) [classes, classes]: row = true class, column = predicted class; rows, or flat row-major. */
  readonly matrix: ArrayLike<number> | readonly ArrayLike<number>[];
  /** Class names in the order of rows and columns. */
  readonly labels: readonly string[];
  /** Colour each cell by its share of the row, so that rare classes are seen too (default true). */
  readonly normalize?: boolean;
  /** Default `viridis`. */
  readonly colorMap?: ColorMapName;
  readonly title?: string;
}

function flatten(matrix: ConfusionMatrixFigureOptions["matrix"]): number[] {
  const rows: (number | ArrayLike<number>)[] = Array.from(matrix as ArrayLike<number | ArrayLike<number>>);
  return rows.flatMap((row) => (typeof row === "number" ? [row] : Array.from(row)));
}

/** Counts as they are, shares with two decimals, zeros blank where there are many. */
function cellText(value: number): string {
  if (Number.isNaN(value)) return "";
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

/**
 * A confusion matrix: true classes down, predicted classes across, counts as numbers, shares of the row as colour.
 *
 * @param options.matrix  [classes, classes] counts, row = true class
 * @param options.labels  names of the classes
 * @returns a figure of one square panel with a colour bar; a class without examples has an uncoloured row
 * @throws ShapeError  the matrix is not square or does not fit the labels
 */
export function confusionMatrixFigure(options: ConfusionMatrixFigureOptions): Figure {
  const { labels, normalize = true, colorMap = "viridis", title } = options;
  const counts = flatten(options.matrix);
  const n = labels.length;
  if (n === 0 || counts.length !== n * n) {
    throw new ShapeError(
      `confusionMatrixFigure: matrix has ${counts.length} values but labels.length=${n} needs ${n * n}. Both must describe the same classes.`,
    );
  }
  const values = new Float32Array(n * n);
  for (let row = 0; row < n; row++) {
    const total = counts.slice(row * n, row * n + n).reduce((sum, count) => sum + count, 0);
    for (let column = 0; column < n; column++) {
      const count = counts[row * n + column];
      values[row * n + column] = normalize ? (total > 0 ? (100 * count) / total : 0) : count;
    }
  }
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  const range: [number, number] = [0, normalize ? 100 : largest > 0 ? largest : 1];
  return {
    ...(title === undefined ? {} : { title }),
    panels: [
      {
        x: { scale: "category", range: [0, n], categories: labels, label: "Predicted class" },
        y: { scale: "category", range: [n, 0], categories: labels, label: "True class" },
        layers: [{ kind: "textGrid", values, rows: n, columns: n, texts: counts.map(cellText), colorMap, range }],
        colorBar: {
          colorMap,
          range,
          ...(normalize ? { label: "Share of true class", unit: "%" } : { label: "Count" }),
        },
        aspect: "square",
      },
    ],
  };
}
