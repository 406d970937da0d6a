// torch.utils.tensorboard.SummaryWriter. What each kind of value looks like is in summaries/; files are in run-files.ts.
import { ParameterError, ShapeError, type Tensor } from "@sonograd/core";
import type { HostArray } from "../bytes/index.js";
import { renderPng, type PngOptions } from "../charts/raster/render-png.js";
import type { Figure } from "../charts/scene/scene.js";
import { confusionMatrixFigure, type ConfusionMatrixFigureOptions } from "../charts/plots/confusion-matrix-figure.js";
import { spectrogramFigure, type SpectrogramFigureOptions } from "../charts/plots/spectrogram-figure.js";
import { waveformFigure, type WaveformFigureOptions } from "../charts/plots/waveform-figure.js";
import {
  checkEmbedding,
  embeddingFolder,
  metadataTsv,
  padStep,
  projectorConfig,
  spritePng,
  tensorsTsv,
  type EmbeddingInfo,
  type EmbeddingMetadata,
} from "./embedding.js";
import { graphEvent, runMetadataEvent, summaryEvent } from "./event.js";
import { emptyRunMetadata } from "./graph/graph-def.js";
import { onnxGraph } from "./graph/onnx-graph.js";
import { traceModule, type TraceableModule } from "./graph/trace-module.js";
import { hostArray, isOnGpu, readArrays, shapeOf, type LogArray } from "./host-values.js";
import { drawBoxes } from "./images/boxes.js";
import { encodeGif } from "./images/gif.js";
import { toPixels, type Pixels } from "./images/pixels.js";
import { resize } from "./images/resize.js";
import { gifDelay, videoFrames } from "./images/video.js";
import type { MessageWriter } from "./protobuf.js";
import { defaultLogDir, joinPath, RunFiles } from "./run-files.js";
import type { LogStorage } from "./storage/log-storage.js";
import { audioValue } from "./summaries/audio.js";
import { customScalarsValue, type CustomScalarLayout } from "./summaries/custom-scalars.js";
import { histogramValue, makeHistogram, type HistogramNumbers } from "./summaries/histogram.js";
import type { HistogramBins } from "./summaries/histogram-bins.js";
import { hparamsValues, type HparamDomains, type Hparams } from "./summaries/hparams.js";
import { imageValue, pngOf } from "./summaries/image.js";
import { checkMeshPart, meshValues } from "./summaries/mesh.js";
import { computeCurve, prCurveValue, thresholdsOf, type PrCurveRows } from "./summaries/pr-curve.js";
import { scalarValue, type ScalarStyle } from "./summaries/scalar.js";
import { tensorValue } from "./summaries/tensor.js";
import { textValue } from "./summaries/text.js";
import type { EventFileWriter } from "./writer.js";

export interface SummaryWriterOptions {
  /** Ends the default folder's name; without effect when a folder is given (default ""). */
  readonly comment?: string;
  /** After a crash: TensorBoard hides what earlier files of the folder have for this step and later. */
  readonly purgeStep?: number;
  /** Records that wait in memory before they are written, integer ≥ 1 (default 10). */
  readonly maxQueue?: number;
  /** A record waits no longer than this before the next one writes both, seconds (default 120). */
  readonly flushSecs?: number;
  /** Ends the names of event files (default ""). */
  readonly filenameSuffix?: string;
  /** Where files go (default: the file system; in a browser `new MemoryStorage()` or `await opfsStorage()`). */
  readonly storage?: LogStorage;
}

/** When a value was logged. */
export interface LogTime {
  /** Seconds since 1970 (default now). */
  readonly walltime?: number;
}

export type ScalarOptions = LogTime & ScalarStyle;

export interface ImageOptions extends LogTime {
  /** Order of the dimensions: letters of NCHW, CHW or HW. */
  readonly dataformats?: string;
}

export type FigureImageOptions = LogTime & PngOptions;

/**
 * Writes everything that TensorBoard shows into a run's folder, as `torch.utils.tensorboard.SummaryWriter`: the same tags,
 * messages and files.
 *
 * Adding never waits. Arrays on a GPU are read in the background and keep their place; errors of reading and writing appear
 * on the next `flush` or `close`. Records are written whole, so a crash costs at most those not flushed. A writer never goes on
 * in a file that was there: what a run logs after a crash, or after `close`, begins a new one. Arrays may be tensors, `{ dtype, shape, data }`, typed arrays or lists of numbers; steps are
 * integers.
 *
 * @source torch.utils.tensorboard.SummaryWriter (torch 1.13)
 * @example
 * const writer = new SummaryWriter("runs/first");
 * writer.addScalar("loss/train", 0.25, 1);
 * writer.addHistogram("weights", model.fc.weight, 1);
 * await writer.close();
 */
export class SummaryWriter {
  readonly #files: RunFiles;
  readonly #embeddings: EmbeddingInfo[] = [];

  /**
   * @param logDir  the run's folder (default `runs/<date and time>_<host><comment>`)
   * @throws ParameterError  an option out of range, or no storage where there is no file system
   */
  constructor(logDir = "", options: SummaryWriterOptions = {}) {
    const { comment = "", purgeStep, maxQueue = 10, flushSecs = 120, filenameSuffix = "", storage } = options;
    if (purgeStep !== undefined) checkStep("SummaryWriter", "purgeStep", purgeStep);
    const folder = logDir === "" ? defaultLogDir(comment) : logDir;
    this.#files = new RunFiles(folder, purgeStep, { maxQueue, flushSecs, filenameSuffix, storage });
    this.#files.main();
  }

  /** The run's folder. */
  getLogdir(): string {
    return this.#files.logDir;
  }

  /**
   * One point of a curve.
   *
   * @param tag    name of the curve; `/` groups curves
   * @param value  a number, or a tensor of one element
   * @param options.newStyle         write a tensor with the plugin's name (default false)
   * @param options.doublePrecision  with `newStyle`: float64 (default false)
   */
  addScalar(tag: string, value: number | Tensor, globalStep?: number, options: ScalarOptions = {}): void {
    this.#addScalar("addScalar", this.#files.main(), tag, value, globalStep, options);
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
      this.#addScalar("addScalars", this.#files.at(folder), mainTag, value, globalStep, time);
    }
  }

  /** An array of any shape and dtype. */
  addTensor(tag: string, tensor: LogArray, globalStep?: number, options: LogTime = {}): void {
    this.#addArrays("addTensor", [tensor], globalStep, options, ([array]) => [tensorValue(tag, array)]);
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
    this.#addArrays("addHistogram", [values], globalStep, options, ([array]) => [
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
    this.#add("addHistogramRaw", globalStep, options, [histogramValue(tag, numbers)]);
  }

  /**
   * An image: uint8 0…255, anything else 0…1, clipped.
   *
   * @param image  [3, height, width] or another order, see `dataformats`; 1, 3 or 4 channels
   * @param options.dataformats  order of the dimensions (default "CHW")
   */
  addImage(
    tag: string,
    image: LogArray,
    globalStep?: number,
    { dataformats = "CHW", ...options }: ImageOptions = {},
  ): void {
    this.#addPicture("addImage", tag, [image], globalStep, options, ([array]) =>
      toPixels("addImage", array, dataformats),
    );
  }

  /** A batch of images as one, eight in a row; as `addImage`, with the dimensions "NCHW" by default. */
  addImages(
    tag: string,
    images: LogArray,
    globalStep?: number,
    { dataformats = "NCHW", ...options }: ImageOptions = {},
  ): void {
    this.#addPicture("addImages", tag, [images], globalStep, options, ([array]) =>
      toPixels("addImages", array, dataformats),
    );
  }

  /**
   * An image with red frames.
   *
   * @param boxes  [boxes, 4], pixels: xMin, yMin, xMax, yMax
   * @param options.rescale  factor of the picture's size (default 1)
   * @param options.labels   a text per box; without effect when their number differs
   */
  addImageWithBoxes(
    tag: string,
    image: LogArray,
    boxes: LogArray,
    globalStep?: number,
    {
      rescale = 1,
      dataformats = "CHW",
      labels,
      ...options
    }: ImageOptions & { rescale?: number; labels?: string | readonly string[] } = {},
  ): void {
    const op = "addImageWithBoxes";
    const [count, four] = shapeOf(boxes);
    if (shapeOf(boxes).length !== 2 || four !== 4)
      throw new ShapeError(`${op}: boxes [${shapeOf(boxes).join(", ")}] must be [boxes, 4].`);
    if (!(rescale > 0 && Number.isFinite(rescale)))
      throw new ParameterError(`${op}: rescale=${rescale} must be positive.`);
    const texts = typeof labels === "string" ? [labels] : labels;
    this.#addArrays(op, [image, boxes], globalStep, options, ([array, corners]) => {
      const plain = toPixels(op, array, dataformats);
      const drawn = drawBoxes(plain, corners.data, texts?.length === count ? texts : undefined);
      const scaled = [plain.width, plain.height].map((size) => Math.max(1, Math.trunc(size * rescale)));
      const shown = rescale === 1 ? drawn : resize(drawn, scaled[0], scaled[1]);
      return [imageValue(tag, plain, pngOf(shown))]; // the stored size is that of the image, as in torch
    });
  }

  /**
   * Charts as images.
   *
   * @param figure  of one of the figure builders; several are stored as `tag/0`, `tag/1`, …
   * @param options.width, options.height, options.pixelRatio, options.theme  as `renderPng`
   */
  addFigure(
    tag: string,
    figure: Figure | readonly Figure[],
    globalStep?: number,
    { walltime, ...look }: FigureImageOptions = {},
  ): void {
    const figures = Array.isArray(figure) ? (figure as readonly Figure[]) : [figure as Figure];
    const values = figures.map((one, i) => {
      const file = renderPng(one, look);
      const header = new DataView(file.buffer, file.byteOffset + 16, 8); // IHDR begins with the size in pixels
      const size = { width: header.getUint32(0), height: header.getUint32(4), channels: 3 } as const;
      return imageValue(Array.isArray(figure) ? `${tag}/${i}` : tag, size, file);
    });
    this.#add("addFigure", globalStep, walltime === undefined ? {} : { walltime }, values);
  }

  /** A spectrogram as a chart; `values` and its shape as `spectrogramFigure`. */
  addSpectrogram(
    tag: string,
    spectrogram: SpectrogramFigureOptions,
    globalStep?: number,
    options: FigureImageOptions = {},
  ): void {
    this.addFigure(tag, spectrogramFigure(spectrogram), globalStep, options);
  }

  /** Samples over time as a chart. */
  addWaveform(
    tag: string,
    waveform: WaveformFigureOptions,
    globalStep?: number,
    options: FigureImageOptions = {},
  ): void {
    this.addFigure(tag, waveformFigure(waveform), globalStep, options);
  }

  /** A confusion matrix as a chart. */
  addConfusionMatrix(
    tag: string,
    confusion: ConfusionMatrixFigureOptions,
    globalStep?: number,
    options: FigureImageOptions = {},
  ): void {
    this.addFigure(tag, confusionMatrixFigure(confusion), globalStep, options);
  }

  /**
   * A video as an animated GIF.
   *
   * @param video  [batch, frames, channels, height, width], channels 1 or 3; uint8 0…255, anything else 0…1; a batch plays
   *               side by side
   * @param options.fps  frames per second, > 0, rounded to what hundredths of a second can say (default 4)
   */
  addVideo(
    tag: string,
    video: LogArray,
    globalStep?: number,
    { fps = 4, ...options }: LogTime & { fps?: number } = {},
  ): void {
    const delay = gifDelay(fps);
    this.#addArrays("addVideo", [video], globalStep, options, ([array]) => {
      const frames = videoFrames(array);
      return [imageValue(tag, { ...frames[0], channels: array.shape[2] as 3 }, encodeGif(frames, delay))];
    });
  }

  /**
   * A sound as 16-bit WAVE.
   *
   * @param sound  [n], [1, n] or [channels, n], −1…1, clipped
   * @param options.sampleRate  Hz, positive integer (default 44100)
   */
  addAudio(
    tag: string,
    sound: LogArray,
    globalStep?: number,
    { sampleRate = 44100, ...options }: LogTime & { sampleRate?: number } = {},
  ): void {
    this.#addArrays("addAudio", [sound], globalStep, options, ([array]) => [audioValue(tag, array, sampleRate)]);
  }

  /** A text in Markdown. */
  addText(tag: string, text: string, globalStep?: number, options: LogTime = {}): void {
    this.#add("addText", globalStep, options, [textValue(tag, text)]);
  }

  /**
   * Hyperparameters of a run and what came of them.
   *
   * @param hparams  numbers, strings and booleans by name; null is left out
   * @param metrics  results by tag
   * @param options.hparamDomainDiscrete  all values that some hyperparameters can take
   * @param options.runName               the run's folder below this one (default: the time)
   */
  addHparams(
    hparams: Hparams,
    metrics: Readonly<Record<string, number>>,
    {
      hparamDomainDiscrete = {},
      runName = String(Date.now() / 1000),
    }: { hparamDomainDiscrete?: HparamDomains; runName?: string } = {},
  ): void {
    const values = hparamsValues(hparams, Object.keys(metrics), hparamDomainDiscrete);
    const { storage } = this.#files;
    const run = new SummaryWriter(joinPath(this.getLogdir(), runName), { storage });
    for (const value of values) run.#add("addHparams", undefined, {}, [value]);
    for (const [tag, value] of Object.entries(metrics)) run.addScalar(tag, value);
    this.#files.later(run.close());
  }

  /**
   * The graph of a module, traced by running it once in evaluation mode: a node per operation inside the scopes of its
   * modules, with the shapes that went through.
   *
   * @param model   any module
   * @param inputs  one example input or several
   */
  addGraph(model: TraceableModule, inputs: unknown, options: LogTime = {}): void {
    const time = timeOf("addGraph", undefined, options);
    const writer = this.#files.main();
    writer.addEvent(graphEvent(time, traceModule(model, Array.isArray(inputs) ? (inputs as unknown[]) : [inputs])));
    writer.addEvent(runMetadataEvent(time, "step1", emptyRunMetadata()));
  }

  /** The graph in the bytes of an ONNX model. */
  addOnnxGraph(model: Uint8Array, options: LogTime = {}): void {
    this.#files.main().addEvent(graphEvent(timeOf("addOnnxGraph", undefined, options), onnxGraph(model)));
  }

  /**
   * Vectors for the embedding projector, as files in `<step>/<tag>` and an entry in `projector_config.pbtxt`.
   *
   * @param mat  [points, dimensions]
   * @param options.metadata        a label per point, or a row of labels per point
   * @param options.metadataHeader  names of the columns, where there are rows
   * @param options.labelImg        [points, channels, height, width], a thumbnail per point
   * @param options.tag             default "default"
   */
  addEmbedding(
    mat: LogArray,
    {
      metadata,
      metadataHeader,
      labelImg,
      globalStep = 0,
      tag = "default",
    }: {
      metadata?: EmbeddingMetadata;
      metadataHeader?: readonly string[];
      labelImg?: LogArray;
      globalStep?: number;
      tag?: string;
    } = {},
  ): void {
    checkStep("addEmbedding", "globalStep", globalStep);
    const size = labelImg && shapeOf(labelImg);
    checkEmbedding(shapeOf(mat), size);
    const [points] = shapeOf(mat);
    const folder = embeddingFolder(tag, globalStep);
    const labels = metadata && metadataTsv(metadata, points, metadataHeader);
    this.#embeddings.push({
      tensorName: `${tag}:${padStep(globalStep)}`,
      folder,
      hasMetadata: metadata !== undefined,
      thumbnail: size && [size[3], size[2]],
    });
    const config = projectorConfig(this.#embeddings);
    const write = (name: string, content: string | Uint8Array): Promise<void> =>
      this.#files.storage.write(
        joinPath(this.getLogdir(), name),
        typeof content === "string" ? new TextEncoder().encode(content) : content,
      );
    const writeAll = async ([vectors, images]: HostArray[]): Promise<void> => {
      await write(`${folder}/tensors.tsv`, tensorsTsv(vectors));
      if (labels !== undefined) await write(`${folder}/metadata.tsv`, labels);
      if (images) await write(`${folder}/sprite.png`, spritePng(images, points));
      await write("projector_config.pbtxt", config);
    };
    this.#files.inOrder(readArrays("addEmbedding", labelImg ? [mat, labelImg] : [mat]), writeAll);
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
    this.#addArrays(op, arrays, globalStep, options, ([truth, scores, each]) => {
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
    this.#add("addPrCurveRaw", globalStep, options, [value]);
  }

  /** Charts of several scalars, by category and title. A run has one layout: the last one added is shown. */
  addCustomScalars(layout: CustomScalarLayout): void {
    this.#add("addCustomScalars", undefined, {}, [customScalarsValue("addCustomScalars", layout)]);
  }

  /** A single chart of several curves. */
  addCustomScalarsMultilinechart(
    tags: readonly string[],
    { category = "default", title = "untitled" }: { category?: string; title?: string } = {},
  ): void {
    this.addCustomScalars({ [category]: { [title]: ["Multiline", tags] } });
  }

  /** A single chart of a curve inside a band; the tags are value, lower and upper. */
  addCustomScalarsMarginchart(
    tags: readonly string[],
    { category = "default", title = "untitled" }: { category?: string; title?: string } = {},
  ): void {
    this.addCustomScalars({ [category]: { [title]: ["Margin", tags] } });
  }

  /**
   * A mesh, or a cloud of points.
   *
   * @param vertices  [batch, vertices, 3]
   * @param options.colors      [batch, vertices, 3], 0…255
   * @param options.faces       [batch, faces, 3], indices of vertices
   * @param options.configDict  THREE.js classes and their settings
   */
  addMesh(
    tag: string,
    vertices: LogArray,
    globalStep?: number,
    {
      colors,
      faces,
      configDict,
      ...options
    }: LogTime & { colors?: LogArray; faces?: LogArray; configDict?: unknown } = {},
  ): void {
    const given = Object.entries({ vertices, faces, colors }).filter(
      (entry): entry is [string, LogArray] => entry[1] !== undefined,
    );
    for (const [name, array] of given) checkMeshPart(name, shapeOf(array));
    const arrays = given.map(([, array]) => array);
    this.#addArrays("addMesh", arrays, globalStep, options, (read) => {
      const part = (name: string): HostArray | undefined => read[given.findIndex(([known]) => known === name)];
      return meshValues(tag, { vertices: read[0], faces: part("faces"), colors: part("colors") }, configDict);
    });
  }

  /** Resolves when everything added so far is in the run's files. Throws the first error since the last call. */
  flush(): Promise<void> {
    return this.#files.flush();
  }

  /** Flushes and closes the files. */
  close(): Promise<void> {
    return this.#files.close();
  }

  #add(op: string, globalStep: number | undefined, options: LogTime, values: readonly MessageWriter[]): void {
    this.#files.main().addEvent(summaryEvent(timeOf(op, globalStep, options), values));
  }

  /** Encodes at once what lies in host memory, and keeps a place for what comes from a GPU. */
  #addArrays(
    op: string,
    arrays: readonly LogArray[],
    globalStep: number | undefined,
    options: LogTime,
    encode: (arrays: HostArray[]) => MessageWriter[],
    writer: EventFileWriter = this.#files.main(),
  ): void {
    const time = timeOf(op, globalStep, options);
    writer.addEvent(
      isOnGpu(arrays)
        ? readArrays(op, arrays).then((read) => summaryEvent(time, encode(read)))
        : summaryEvent(time, encode(arrays.map((array) => hostArray(op, array)))),
    );
  }

  #addPicture(
    op: string,
    tag: string,
    arrays: readonly LogArray[],
    globalStep: number | undefined,
    options: LogTime,
    draw: (arrays: HostArray[]) => Pixels,
  ): void {
    this.#addArrays(op, arrays, globalStep, options, (read) => {
      const pixels = draw(read);
      return [imageValue(tag, pixels, pngOf(pixels))];
    });
  }

  #addScalar(
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
    this.#addArrays(op, [value], globalStep, time, encode, writer);
  }
}

function timeOf(op: string, globalStep: number | undefined, { walltime = Date.now() / 1000 }: LogTime) {
  if (globalStep !== undefined) checkStep(op, "globalStep", globalStep);
  return { wallTime: walltime, step: globalStep };
}

function checkStep(op: string, name: string, step: number): void {
  if (!Number.isSafeInteger(step)) throw new ParameterError(`${op}: ${name}=${step} must be an integer.`);
}
