import { stat } from "node:fs/promises";
import path from "node:path";
import { renderPng } from "@sonograd/io";
import type { AudioAnalysis } from "../analysis/audio-analysis.js";
import { analyzeSamples } from "../analysis/analyze-samples.js";
import { pictureOf, picturePaths } from "../analysis/picture.js";
import { readRecording, recordingName } from "../analysis/read-recording.js";
import { openDevice, type DeviceName } from "../devices/open-device.js";
import { csvHeader, csvRows } from "../output/analysis-csv.js";
import { analysisToJson } from "../output/analysis-json.js";
import { analysisLines } from "../output/analysis-lines.js";
import { printable } from "../terminal/printable.js";
import type { CommandContext } from "../terminal/command-context.js";
import { displayPath } from "../terminal/display-path.js";
import { EXIT, UsageError, type ExitCode } from "../terminal/exit-codes.js";
import { listenForInterrupt } from "../terminal/interrupt.js";
import { makeDirectory } from "../terminal/make-directory.js";
import { writeOutput } from "../terminal/write-output.js";

export interface AnalyzeCommandOptions {
  readonly nFft: number;
  readonly hopLength: number;
  readonly device: DeviceName;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly frames?: boolean;
  readonly png?: string;
}

/** A recording and where its picture goes. */
interface Job {
  readonly file: string;
  readonly picture?: string;
}

type AnalyzeJob = (job: Job, signal: AbortSignal, onProgress?: (share: number) => void) => Promise<AudioAnalysis>;

/** Analyses the files one after the other; bad ones are reported and make the exit code 1. */
export async function runAnalyze(
  context: CommandContext,
  files: readonly string[],
  options: AnalyzeCommandOptions,
): Promise<ExitCode> {
  const { json = false, csv = false, frames = false } = options;
  if (json && csv) throw new UsageError("--json and --csv exclude each other");
  if (frames && !json) throw new UsageError("--frames needs --json; --csv always gives one line per frame");
  if (files.filter((file) => file === "-").length > 1) throw new UsageError("standard input (-) can be read only once");
  const interrupt = listenForInterrupt();
  try {
    const jobs = await planJobs(context, files, options.png);
    const { device } = await openDevice(options.device, context.warn);
    const analyzeJob: AnalyzeJob = (job, signal, onProgress) =>
      analyzeFile(context, job, { ...options, device }, signal, onProgress);
    const { terminal, isQuiet } = context;
    if (terminal.isInteractive && terminal.hasKeys && !json && !csv && !isQuiet) {
      const { browseAnalyses } = await import("../views/analysis/browse-analyses.js");
      return await browseAnalyses(context, jobs, analyzeJob, interrupt);
    }
    return await printAnalyses(context, jobs, (job) => analyzeJob(job, interrupt.signal), options);
  } catch (error) {
    if (interrupt.signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    interrupt.dispose();
  }
}

async function planJobs({ host }: CommandContext, files: readonly string[], png?: string): Promise<Job[]> {
  if (png === undefined) return files.map((file) => ({ file }));
  const target = path.resolve(host.workingDirectory, png);
  const isDirectory = await stat(target).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  const withSeparator = /[/\\]$/.test(png) ? target + path.sep : target;
  return picturePaths(withSeparator, files, isDirectory).map((picture, i) => ({ file: files[i], picture }));
}

async function analyzeFile(
  { host, pictureTheme }: CommandContext,
  { file, picture }: Job,
  { nFft, hopLength, device }: AnalyzeCommandOptions,
  signal: AbortSignal,
  onProgress?: (share: number) => void,
): Promise<AudioAnalysis> {
  const analysis = await analyzeSamples(recordingName(file), await readRecording(file, host), {
    nFft,
    hopLength,
    device,
    signal,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  if (picture !== undefined) {
    await makeDirectory(path.dirname(picture));
    await writeOutput(picture, renderPng(pictureOf(analysis), { width: 1200, height: 1100, theme: pictureTheme }));
  }
  return analysis;
}

async function printAnalyses(
  context: CommandContext,
  jobs: readonly Job[],
  analyzeJob: (job: Job) => Promise<AudioAnalysis>,
  { json = false, csv = false, frames = false }: AnalyzeCommandOptions,
): Promise<ExitCode> {
  const objects: Record<string, unknown>[] = [];
  let code: ExitCode = EXIT.ok;
  let isFirst = true;
  for (const job of jobs) {
    let analysis: AudioAnalysis;
    try {
      analysis = await analyzeJob(job);
    } catch (error) {
      if (error instanceof Error && error.name === "AbortError") throw error;
      context.reportError(error, recordingName(job.file));
      code = EXIT.failure;
      continue;
    }
    if (!Number.isFinite(analysis.peak))
      context.warn(
        `warning: ${printable(analysis.file)}: holds samples that are NaN or infinite; what depends on them has no value`,
      );
    const picture = job.picture && displayPath(job.picture, context.host.workingDirectory);
    if (json) objects.push({ ...analysisToJson(analysis, { perFrame: frames }), ...(picture ? { picture } : {}) });
    else if (csv) printCsv(context, analysis, jobs.length > 1, isFirst);
    else printLines(context, analysis, picture, isFirst);
    isFirst = false;
  }
  if (json && jobs.length === 1 && objects.length === 1) context.print(JSON.stringify(objects[0], null, 2));
  else if (json && jobs.length > 1) context.print(JSON.stringify(objects, null, 2));
  return code;
}

function printCsv({ print }: CommandContext, analysis: AudioAnalysis, withFile: boolean, isFirst: boolean): void {
  if (isFirst) print(csvHeader(withFile));
  for (const row of csvRows(analysis, withFile)) print(row);
}

function printLines(
  { print, style }: CommandContext,
  analysis: AudioAnalysis,
  picture: string | undefined,
  isFirst: boolean,
): void {
  if (!isFirst) print("");
  const [name, ...lines] = analysisLines(analysis);
  print(style("strong", name));
  for (const line of lines) print(line);
  if (picture) print(`  picture             ${picture}`);
}
