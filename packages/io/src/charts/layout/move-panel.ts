// A placed panel somewhere else along x.

import type { PanelLayout, PlacedTick, Rect } from "./placed.js";

/** Everything of a panel moved to the right by `dx`. */
export function movePanel(panel: PanelLayout, dx: number): PanelLayout {
  if (dx === 0) return panel;
  const box = <Box extends Rect>(rect: Box): Box => ({ ...rect, x: rect.x + dx });
  const tick = ({ position, label }: PlacedTick, along: number): PlacedTick =>
    label === undefined ? { position: position + along } : { position: position + along, label: box(label) };
  const { colorBar } = panel;
  return {
    ...panel,
    plot: box(panel.plot),
    xTicks: panel.xTicks.map((at) => tick(at, dx)),
    yTicks: panel.yTicks.map((at) => tick(at, 0)),
    xMinor: panel.xMinor.map((position) => position + dx),
    texts: panel.texts.map(box),
    legend: panel.legend.map(({ entry, swatch, text }) => ({ entry, swatch: box(swatch), text: box(text) })),
    ...(colorBar === undefined
      ? {}
      : {
          colorBar: {
            ...colorBar,
            rect: box(colorBar.rect),
            ticks: colorBar.ticks.map((at) => tick(at, 0)),
            ...(colorBar.label === undefined ? {} : { label: box(colorBar.label) }),
          },
        }),
  };
}
