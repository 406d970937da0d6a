// Numbers: curves, arrays, distributions and rates.
import { ParameterError, ShapeError, type Tensor } from "@sonograd/core";
import type { HostArray } from "../../bytes/index.js";
import { summaryEvent } from "../event.js";
import { shapeOf, type LogArray } from "../host-values.js";
import type { MessageWriter } from "../protobuf.js";
import { joinPath } from "../run-files.js";
import type { HistogramBins } from "../summaries/histogram-bins.js";
import { histogramValue, makeHistogram, type HistogramNumbers } from "../summaries/histogram.js";
import { computeCurve, prCurveValue, thresholdsOf, type PrCurveRows } from "../summaries/pr-curve.js";
import { scalarValue, type ScalarStyle } from "../summaries/scalar.js";
import { tensorValue } from "../summaries/tensor.js";
import type { EventFileWriter } from "../writer.js";
import { timeOf, type LogTime } from "./log-time.js";
import { RunWriter } from "./run-writer.js";

export type ScalarOptions = LogTime & ScalarStyle;

export abstract class NumberWriter extends RunWriter {
  /**
   * One point of a curve.
   *
   * @param tag    name of the curve; `/` groups curves
   * @param value  a number, or a tensor of one element
   * @param options.newStyle         write a tensor with the plugin's name (default false)
   * @param options.doublePrecision  with `newStyle`: float64 (default false)
   */
  addScalar(tag: string, value: number | Tensor, globalStep?: number, options: ScalarOptions = {}): void {
    this.#scalar("addScalar", this.files.main(), tag, value, globalStep, options);
  }

  /** Curves in one chart: each name becomes a run `<logDir>/<mainTag>_<name>` with the tag `mainTag`. */
  addScalars(
    mainTag: string,
    tagScalarDict: Readonly<Record<string, number | Tensor>>,
    globalStep?: number,
    options: LogTime = {},
  ): void {
    const time = { walltime: options.walltime ?? Date.now() / 1000 };
    for (const [tag, value] of Object.entries(tagScalarDict)) {
      const folder = joinPath(this.getLogdir(), `${mainTag.replaceAll("/", "_")}_${tag}`);
      this.#scalar("addScalars", this.files.at(folder), mainTag, value, globalStep, time);
    }
  }

  /** An array of any shape and dtype. */
  addTensor(tag: string, tensor: LogArray, globalStep?: number, options: LogTime = {}): void {
    this.recordArrays("addTensor", [tensor], globalStep, options, ([array]) => [tensorValue(tag, array)]);
  }

  /**
   * The distribution of an array's values, which must be finite.
   *
   * @param options.bins     "tensorflow" (default: ±1e-12 · 1.1^k), a rule of numpy (`auto`, `fd`, `doane`, `scott`, `stone`,
   *                         `rice`, `sturges`, `sqrt`), a number of equal bins, or rising edges
   * @param options.maxBins  neighbouring bins are joined where there are more
   */
  addHistogram(
    tag: string,
    values: LogArray,
    globalStep?: number,
    { bins = "tensorflow", maxBins, ...options }: LogTime & { bins?: HistogramBins; maxBins?: number } = {},
  ): void {
    if (maxBins !== undefined && !(Number.isInteger(maxBins) && maxBins >= 1))
      throw new ParameterError(`addHistogram: maxBins=${maxBins} must be an integer ≥ 1.`);
    this.recordArrays("addHistogram", [values], globalStep, options, ([array]) => [
      histogramValue(tag, makeHistogram(Float64Array.from(array.data), bins, maxBins)),
    ]);
  }

  /** A distribution whose buckets were counted elsewhere; a limit is the upper end of its bucket. */
  addHistogramRaw(tag: string, numbers: HistogramNumbers, globalStep?: number, options: LogTime = {}): void {
    const { bucketLimits, bucketCounts } = numbers;
    if (bucketLimits.length !== bucketCounts.length)
      throw new ShapeError(
        `addHistogramRaw: bucketLimits.length=${bucketLimits.length} must equal bucketCounts.length=${bucketCounts.length}.`,
      );
    this.record("addHistogramRaw", globalStep, options, [histogramValue(tag, numbers)]);
  }

  /**
   * Precision and recall of a binary classifier.
   *
   * @param labels       1 or true where the class is present
   * @param predictions  0…1, one per label
   * @param options.numThresholds  integer ≥ 2, at most 127 are stored (default 127)
   * @param options.weights        one per label, or one for all (default 1)
   */
  addPrCurve(
    tag: string,
    labels: LogArray,
    predictions: LogArray,
    globalStep?: number,
    {
      numThresholds = 127,
      weights = 1,
      ...options
    }: LogTime & { numThresholds?: number; weights?: LogArray | number } = {},
  ): void {
    const op = "addPrCurve";
    const thresholds = thresholdsOf(op, numThresholds);
    const arrays = [labels, predictions, ...(typeof weights === "number" ? [] : [weights])];
    this.recordArrays(op, arrays, globalStep, options, ([truth, scores, each]) => {
      const odd = [scores, each].find((array) => array && array.data.length !== truth.data.length);
      if (odd)
        throw new ShapeError(`${op}: predictions and weights need one value per label (${truth.data.length}), not ${odd.data.length}.`); // prettier-ignore
      const rows = computeCurve(truth.data, scores.data, thresholds, each ? each.data : (weights as number));
      return [prCurveValue(op, tag, rows, thresholds)];
    });
  }

  /** Precision and recall that were counted elsewhere, one value per threshold in each row. */
  addPrCurveRaw(
    tag: string,
    rows: PrCurveRows,
    globalStep?: number,
    { numThresholds = 127, ...options }: LogTime & { numThresholds?: number } = {},
  ): void {
    const value = prCurveValue("addPrCurveRaw", tag, rows, thresholdsOf("addPrCurveRaw", numThresholds));
    this.record("addPrCurveRaw", globalStep, options, [value]);
  }

  #scalar(
    op: string,
    writer: EventFileWriter,
    tag: string,
    value: number | Tensor,
    globalStep: number | undefined,
    { walltime, ...style }: ScalarOptions,
  ): void {
    if (typeof tag !== "string" || tag === "")
      throw new ParameterError(`${op}: tag=${JSON.stringify(tag)} must be a non-empty string.`);
    const time = walltime === undefined ? {} : { walltime };
    if (typeof value === "number") {
      writer.addEvent(summaryEvent(timeOf(op, globalStep, time), [scalarValue(tag, value, style)]));
      return;
    }
    if (shapeOf(value)?.reduce((a, b) => a * b, 1) !== 1)
      throw new ShapeError(`${op}: value of tag "${tag}" must be a number or a tensor of one element.`);
    const encode = ([{ data }]: HostArray[]): MessageWriter[] => [scalarValue(tag, data[0], style)];
    this.recordArrays(op, [value], globalStep, time, encode, writer);
  }
}
