import { expect, test } from "vitest";
import type { Figure, Panel } from "../scene/scene.js";
import { figureHeight } from "./figure-height.js";
import { layoutFigure } from "./layout.js";
import { fontSizes, pixelMetrics } from "./metrics.js";

const wide: Panel = { x: { scale: "linear", range: [0, 1] }, y: { scale: "linear", range: [0, 1] }, layers: [] };
const square: Panel = { ...wide, aspect: "square", title: "Kernel" };
const lowest = (figure: Figure, width: number): number => {
  const sizes = fontSizes(11);
  const { panels } = layoutFigure(figure, {
    width,
    height: figureHeight(figure, width),
    metrics: pixelMetrics(11, 1),
    measure: (text, role) => 0.6 * sizes[role] * text.length,
  });
  return Math.max(...panels.map(({ plot }) => plot.y + plot.height));
};

test("a figure grows by rows of panels, not by panels", () => {
  const one = figureHeight({ panels: [wide] }, 1000);
  expect(figureHeight({ panels: [wide, wide, wide], columns: 3 }, 1000)).toBe(one);
  expect(figureHeight({ panels: [wide, wide, wide] }, 1000)).toBeGreaterThan(1.5 * one);
  expect(figureHeight({ panels: [] }, 1000)).toBeGreaterThan(100);
});

test("rows of panels with equal units leave no empty paper below", () => {
  for (const columns of [1, 2, 4]) {
    const figure = { panels: Array.from({ length: columns }, () => square), columns };
    const height = figureHeight(figure, 1000);
    expect(height - lowest(figure, 1000), `${columns} columns of ${height}`).toBeLessThan(90);
    expect(height - lowest(figure, 1000), `${columns} columns of ${height}`).toBeGreaterThan(30);
  }
});
