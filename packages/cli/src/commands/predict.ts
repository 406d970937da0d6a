import type { AudioClassifier, Prediction } from "@sonograd/nn";
import { readRecording, recordingName } from "../analysis/read-recording.js";
import { openDevice, type DeviceName } from "../devices/open-device.js";
import { formatPercent } from "../output/numbers.js";
import { printable } from "../terminal/printable.js";
import { tableLines } from "../output/table.js";
import type { CommandContext } from "../terminal/command-context.js";
import { CommandError, EXIT, type ExitCode } from "../terminal/exit-codes.js";
import type { Host } from "../terminal/host.js";
import { openCheckpoint } from "./open-checkpoint.js";

export interface PredictCommandOptions {
  readonly json?: boolean;
  readonly top: number;
  readonly device: DeviceName;
}

/** Prints the most probable classes of each recording; bad files are reported and make the exit code 1. */
export async function runPredict(
  context: CommandContext,
  checkpoint: string,
  files: readonly string[],
  { json = false, top, device: wanted }: PredictCommandOptions,
): Promise<ExitCode> {
  const { host, print } = context;
  const { device } = await openDevice(wanted, context.warn);
  const { classifier } = await openCheckpoint(host, checkpoint, device);
  const found: { file: string; predictions: Prediction[] }[] = [];
  let code: ExitCode = EXIT.ok;
  for (const file of files) {
    try {
      const predictions = (await predictFile(classifier, file, host)).slice(0, top);
      found.push({ file: recordingName(file), predictions });
    } catch (error) {
      context.reportError(error, recordingName(file));
      code = EXIT.failure;
    }
  }
  if (json) {
    const objects = found.map(({ file, predictions }) => ({ file, label: predictions[0].label, predictions }));
    if (files.length > 1) print(JSON.stringify(objects, null, 2));
    else if (objects.length === 1) print(JSON.stringify(objects[0], null, 2));
  } else if (found.length > 0) for (const line of predictionLines(found)) print(line);
  return code;
}

async function predictFile(classifier: AudioClassifier, file: string, host: Host): Promise<Prediction[]> {
  const { samples, sampleRate } = await readRecording(file, host);
  if (samples.shape[1] === 0) throw new CommandError("holds no samples");
  const predictions = await classifier.predict(samples, sampleRate);
  if (predictions.some(({ probability }) => !Number.isFinite(probability)))
    throw new CommandError("gives no probabilities: it holds samples that are NaN or infinite");
  return predictions;
}

function predictionLines(found: readonly { file: string; predictions: readonly Prediction[] }[]): string[] {
  const rows = found.flatMap(({ file, predictions }) =>
    predictions.map(({ label, probability }, i) => [i === 0 ? printable(file) : "", label, formatPercent(probability)]),
  );
  return tableLines([{ title: "recording" }, { title: "class" }, { title: "probability", align: "right" }], rows);
}
