// Charts of several scalars: field numbers of tensorboard/plugins/custom_scalar/layout.proto.
import { ParameterError } from "@sonograd/core";
import { MessageWriter } from "../protobuf.js";
import { stringTensorProto } from "../tensor-proto.js";
import { summaryValue } from "./value.js";

/** One chart: the curves of several tags, or a curve with the band between two others (value, lower, upper). */
export type CustomChart = readonly [kind: "Multiline" | "Margin", tags: readonly string[]];

/** Charts by category and title. */
export type CustomScalarLayout = Readonly<Record<string, Readonly<Record<string, CustomChart>>>>;

const LAYOUT = { category: 2 } as const;
const CATEGORY = { title: 1, chart: 2 } as const;
const CHART = { title: 1, multiline: 2, margin: 3 } as const;
const MULTILINE = { tag: 1 } as const;
const MARGIN = { series: 1 } as const;
const SERIES = { value: 1, lower: 2, upper: 3 } as const;

export function customScalarsValue(op: string, layout: CustomScalarLayout): MessageWriter {
  const message = new MessageWriter();
  for (const [title, charts] of Object.entries(layout)) {
    const category = new MessageWriter().optionalString(CATEGORY.title, title);
    for (const [name, chart] of Object.entries(charts)) category.message(CATEGORY.chart, chartMessage(op, name, chart));
    message.message(LAYOUT.category, category);
  }
  const tensor = stringTensorProto([message.finish()], []);
  return summaryValue("custom_scalars__config__", "tensor", tensor, { pluginName: "custom_scalars" });
}

function chartMessage(op: string, title: string, [kind, tags]: CustomChart): MessageWriter {
  const chart = new MessageWriter().optionalString(CHART.title, title);
  if (kind === "Multiline") {
    const lines = new MessageWriter();
    for (const tag of tags) lines.string(MULTILINE.tag, tag);
    return chart.message(CHART.multiline, lines);
  }
  if (kind !== "Margin")
    throw new ParameterError(`${op}: kind="${String(kind)}" of chart "${title}" must be "Multiline" or "Margin".`);
  if (tags.length !== 3)
    throw new ParameterError(`${op}: tags.length=${tags.length} of chart "${title}" must be 3: value, lower, upper.`);
  const series = new MessageWriter()
    .optionalString(SERIES.value, tags[0])
    .optionalString(SERIES.lower, tags[1])
    .optionalString(SERIES.upper, tags[2]);
  return chart.message(CHART.margin, new MessageWriter().message(MARGIN.series, series));
}
