import path from "node:path";
import { renderPng } from "@sonograd/io";
import { openAudioDataset, writeSyntheticUrbanSound8K, type AudioDataset } from "@sonograd/nn/node";
import { analyzeSamples } from "../analysis/analyze-samples.js";
import { pictureOf } from "../analysis/picture.js";
import { readRecording } from "../analysis/read-recording.js";
import { openDevice, type DeviceName } from "../devices/open-device.js";
import { formatClock, formatPercent } from "../output/numbers.js";
import type { CommandContext } from "../terminal/command-context.js";
import { displayPath } from "../terminal/display-path.js";
import { EXIT, type ExitCode } from "../terminal/exit-codes.js";
import { makeDirectory } from "../terminal/make-directory.js";
import { writeOutput } from "../terminal/write-output.js";
import { runTraining, type TrainingOutcome } from "../training/run-training.js";
import type { TrainingReporter } from "../training/training-reporter.js";
import { openRecordings } from "./open-recordings.js";
import { foldSplit, printOutcome, trainingTitle } from "./train.js";
import { watchTraining } from "./watch-training.js";

export interface DemoCommandOptions {
  readonly data?: string;
  readonly out: string;
  readonly epochs?: number;
  readonly seed: number;
  readonly device: DeviceName;
  readonly testFold?: number;
}

/** The main job once: recordings, training, evaluation, an analysis; then says where everything is. */
export async function runDemo(context: CommandContext, options: DemoCommandOptions): Promise<ExitCode> {
  const { host } = context;
  const out = path.resolve(host.workingDirectory, options.out);
  const began = performance.now();
  const given = options.data === undefined ? undefined : await openRecordings(host, options.data);
  if (given) foldSplit(given, options.testFold);
  const { device, description } = await openDevice(options.device, context.warn);
  const title = given ? trainingTitle(given) : "Training on synthetic environmental sounds";
  if (!context.terminal.isInteractive) context.note(`${title}, on ${description}`);
  const { reporter, interrupt } = await watchTraining(context, title);
  try {
    await makeDirectory(out);
    const dataset = given ?? (await synthesize(path.join(out, "data"), options.seed, reporter, interrupt.signal));
    const split = foldSplit(dataset, options.testFold);
    const outcome = await runTraining(
      {
        dataset,
        out,
        device,
        seed: options.seed,
        trainingSet: "quick",
        pictureTheme: context.pictureTheme,
        ...(options.epochs === undefined ? {} : { epochs: options.epochs }),
        ...(split === undefined ? {} : { split }),
      },
      reporter,
      interrupt.signal,
    );
    const example = await analyzeExample(context, outcome, out, device);
    printOutcome(context, outcome, [
      ["analysis", example.picture],
      ["recordings", dataset.directory],
    ]);
    context.print("");
    context.print(example.line);
    context.print(`done in ${formatClock((performance.now() - began) / 1000)}`);
    return outcome.isAborted ? EXIT.interrupted : EXIT.ok;
  } catch (error) {
    await reporter.close();
    if (interrupt.signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    interrupt.dispose();
  }
}

async function synthesize(
  directory: string,
  seed: number,
  { onEvent }: TrainingReporter,
  signal: AbortSignal,
): Promise<AudioDataset> {
  await writeSyntheticUrbanSound8K(directory, {
    seed,
    signal,
    onProgress: (done, total) => onEvent({ type: "prepare", what: "synthesising recordings", done, total }),
  });
  return openAudioDataset(directory);
}

/** A bark shows attack, decay and spectrum at once; where there is none, any recording will do. */
const TELLING_CLASS = "dog_bark";

/** Analyses one recording of the test set and asks the model what it is. */
async function analyzeExample(
  { host, pictureTheme }: CommandContext,
  { result }: TrainingOutcome,
  out: string,
  device: DeviceName,
): Promise<{ picture: string; line: string }> {
  const { classes } = result.classifier;
  const { test } = result.split;
  const { path: file, label } = test.find((item) => classes[item.label] === TELLING_CLASS) ?? test[0];
  const audio = await readRecording(file, host);
  const name = displayPath(file, host.workingDirectory);
  const analysis = await analyzeSamples(name, audio, { nFft: 1024, hopLength: 256, device });
  const picture = path.join(out, "analysis.png");
  await makeDirectory(out);
  await writeOutput(picture, renderPng(pictureOf(analysis), { width: 1200, height: 1100, theme: pictureTheme }));
  const [best] = await result.classifier.predict(audio.samples, audio.sampleRate);
  const line = `for example ${name}: ${classes[label]}, the model says ${best.label} (${formatPercent(best.probability)})`;
  return { picture, line };
}
