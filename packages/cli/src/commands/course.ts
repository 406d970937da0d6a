import path from "node:path";
import { listChapters, type Chapter } from "../course/chapters.js";
import { runChapter } from "../course/run-chapter.js";
import type { DeviceName } from "../devices/open-device.js";
import { padText } from "../output/table.js";
import type { CommandContext } from "../terminal/command-context.js";
import { EXIT, UsageError, type ExitCode } from "../terminal/exit-codes.js";
import { listenForInterrupt } from "../terminal/interrupt.js";

export interface CourseCommandOptions {
  readonly device: DeviceName;
  readonly out: string;
}

/** Lists the chapters, runs one, or runs all and counts. */
export async function runCourse(
  context: CommandContext,
  chapter: string | undefined,
  recording: string | undefined,
  { device, out }: CourseCommandOptions,
): Promise<ExitCode> {
  const chapters = listChapters();
  if (chapter === undefined) return printChapters(context, chapters);
  const cwd = context.host.workingDirectory;
  const args = ["--device", device, "--out", path.resolve(cwd, out)];
  if (recording !== undefined) args.push(path.resolve(cwd, recording));
  if (chapter === "all") return runAll(context, chapters, args, device);
  const one = chapters.find(({ number }) => number === Number(chapter));
  if (one === undefined)
    throw new UsageError(`there is no chapter ${chapter}: \`sonograd course\` lists 1 to ${chapters.at(-1)?.number}.`);
  if (device === "webgpu" && !one.runsOnWebGPU)
    throw new UsageError(`chapter ${chapter} runs on the CPU only: leave --device out.`);
  const { passed } = await runChapter(one, args, { cwd, inherit: true });
  return passed ? EXIT.ok : EXIT.failure;
}

const numbered = ({ number, title }: Chapter): string => `${String(number).padStart(2)}  ${title}`;

function printChapters({ print, style }: CommandContext, chapters: readonly Chapter[]): ExitCode {
  for (const chapter of chapters)
    print(`${numbered(chapter)}${chapter.runsOnWebGPU ? style("muted", " (also on webgpu)") : ""}`);
  return EXIT.ok;
}

async function runAll(
  { host, print, style }: CommandContext,
  chapters: readonly Chapter[],
  args: readonly string[],
  device: DeviceName,
): Promise<ExitCode> {
  const chosen = chapters.filter(({ runsOnWebGPU }) => device === "cpu" || runsOnWebGPU);
  const width = Math.max(...chosen.map((chapter) => numbered(chapter).length));
  const interrupt = listenForInterrupt();
  let passed = 0;
  try {
    for (const chapter of chosen) {
      const { signal } = interrupt;
      const run = await runChapter(chapter, args, { cwd: host.workingDirectory, signal });
      if (signal.aborted) return EXIT.interrupted;
      if (run.passed) passed++;
      const counted = run.passed ? `${String(run.assertions).padStart(3)} assertions` : style("bad", "failed");
      print(
        `${padText(numbered(chapter), width)}  ${padText(counted, 14)}  ${run.seconds.toFixed(1).padStart(5)} s`.trimEnd(),
      );
      if (!run.passed) print(run.output.trimEnd().replaceAll(/^/gm, "    "));
    }
  } finally {
    interrupt.dispose();
  }
  print(`${passed} passed, ${chosen.length - passed} failed`);
  return passed === chosen.length ? EXIT.ok : EXIT.failure;
}
