// Several figures as one.

import { ParameterError } from "@sonograd/core";
import type { Figure, Panel } from "../scene/scene.js";
import { withSharedX } from "../scene/shared-x.js";

/** How figures are put together. */
export interface SubplotsOptions {
  /** Panels side by side (default 1: all below each other). Narrow screens take fewer. */
  readonly columns?: number;
  /** Title above all. */
  readonly title?: string;
  /** One x axis for all panels, named below the lowest (default false). */
  readonly shareX?: boolean;
}

/** The panels of a figure on their own; its title goes to the first. */
function panelsOf(figure: Figure): Panel[] {
  return withSharedX(figure).map((panel, i) => {
    const words = [i === 0 ? figure.title : undefined, panel.title].filter((text) => text !== undefined);
    return words.length === 0 ? panel : { ...panel, title: words.join(" · ") };
  });
}

/**
 * The panels of several figures as one figure; each keeps its title, axes, legend and colour bar.
 *
 * @param figures  figures, or promises of them; row by row
 * @param options.columns  panels per row, integer > 0 (default 1); fewer where a row would be too narrow to read
 * @param options.title    above all panels
 * @param options.shareX   joins the x axes, for pictures of one recording (default false)
 * @returns a figure with the panels of all
 * @throws ParameterError  columns is not a positive integer
 * @source matplotlib.pyplot.subplots
 * @example await subplots([waveshow(y, { sampleRate }), specshow(S, { sampleRate, hopLength })], { shareX: true })
 */
export async function subplots(
  figures: readonly (Figure | Promise<Figure>)[],
  options: SubplotsOptions = {},
): Promise<Figure> {
  const { columns = 1, title, shareX = false } = options;
  if (!Number.isInteger(columns) || columns < 1)
    throw new ParameterError(`subplots: columns=${columns} must be a positive integer.`);
  const all = await Promise.all(figures);
  return {
    ...(title === undefined ? {} : { title }),
    panels: all.flatMap(panelsOf),
    ...(columns > 1 ? { columns } : {}),
    ...(shareX ? { shareX } : {}),
  };
}
