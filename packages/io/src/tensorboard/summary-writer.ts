// torch.utils.tensorboard.SummaryWriter. Numbers, pictures and charts are in writers/; what each value looks like, in summaries/.
import type { HostArray } from "../bytes/index.js";
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
import { graphEvent, runMetadataEvent } from "./event.js";
import { emptyRunMetadata } from "./graph/graph-def.js";
import { onnxGraph } from "./graph/onnx-graph.js";
import { traceModule, type TraceableModule } from "./graph/trace-module.js";
import { readArrays, shapeOf, type LogArray } from "./host-values.js";
import { joinPath } from "./run-files.js";
import { audioValue } from "./summaries/audio.js";
import { hparamsValues, type HparamDomains, type Hparams } from "./summaries/hparams.js";
import { textValue } from "./summaries/text.js";
import { ChartWriter } from "./writers/chart-writer.js";
import { checkStep, timeOf, type LogTime } from "./writers/log-time.js";

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
export class SummaryWriter extends ChartWriter {
  readonly #embeddings: EmbeddingInfo[] = [];

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
    this.recordArrays("addAudio", [sound], globalStep, options, ([array]) => [audioValue(tag, array, sampleRate)]);
  }

  /** A text in Markdown. */
  addText(tag: string, text: string, globalStep?: number, options: LogTime = {}): void {
    this.record("addText", globalStep, options, [textValue(tag, text)]);
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
    const { storage } = this.files;
    const run = new SummaryWriter(joinPath(this.getLogdir(), runName), { storage });
    for (const value of values) run.record("addHparams", undefined, {}, [value]);
    for (const [tag, value] of Object.entries(metrics)) run.addScalar(tag, value);
    this.files.later(run.close());
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
    const writer = this.files.main();
    writer.addEvent(graphEvent(time, traceModule(model, Array.isArray(inputs) ? (inputs as unknown[]) : [inputs])));
    writer.addEvent(runMetadataEvent(time, "step1", emptyRunMetadata()));
  }

  /** The graph in the bytes of an ONNX model. */
  addOnnxGraph(model: Uint8Array, options: LogTime = {}): void {
    this.files.main().addEvent(graphEvent(timeOf("addOnnxGraph", undefined, options), onnxGraph(model)));
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
      this.files.storage.write(
        joinPath(this.getLogdir(), name),
        typeof content === "string" ? new TextEncoder().encode(content) : content,
      );
    const writeAll = async ([vectors, images]: HostArray[]): Promise<void> => {
      await write(`${folder}/tensors.tsv`, tensorsTsv(vectors));
      if (labels !== undefined) await write(`${folder}/metadata.tsv`, labels);
      if (images) await write(`${folder}/sprite.png`, spritePng(images, points));
      await write("projector_config.pbtxt", config);
    };
    this.files.inOrder(readArrays("addEmbedding", labelImg ? [mat, labelImg] : [mat]), writeAll);
  }
}
