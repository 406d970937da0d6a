// The command line as data: commands, options, help. What a command does is loaded when it runs.
import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import type { NetworkName } from "@sonograd/nn";
import { integerBetween, positiveNumber } from "./arguments/parsers.js";
import { EXAMPLES, EXIT_CODES_HELP } from "./help.js";
import { commandContext, type CommandContext, type GlobalOptions } from "./terminal/command-context.js";
import type { ExitCode } from "./terminal/exit-codes.js";
import type { Host } from "./terminal/host.js";

/** Written here too, so that help does not load the networks. */
const NETWORKS: readonly NetworkName[] = ["log-mel-cnn", "m5", "crnn", "resnet18", "resnet34", "resnet50", "yamnet"];

type Finish = (code: ExitCode) => void;

const deviceOption = (): Option =>
  new Option("--device <device>", "where to compute").choices(["cpu", "webgpu"]).default("cpu");
const seedOption = (): Option =>
  new Option("--seed <n>", "same seed, same numbers").argParser(integerBetween(0, 2 ** 31 - 1)).default(0);
const epochsOption = (): Option =>
  new Option("--epochs <n>", "passes over the training recordings (default: suits their number)").argParser(
    integerBetween(1),
  );
const skipDamagedOption = (): Option =>
  new Option("--skip-damaged", "leave out recordings that cannot be read, and say which (default: stop at the first)");
const testFoldOption = (): Option =>
  new Option("--test-fold <n>", "fold to test on, where the recordings have folds (default: the last)").argParser(
    integerBetween(1),
  );

/** The program; `finish` gets the exit code of the command that ran. */
export function createProgram(host: Host, finish: Finish): Command {
  const program = new Command("sonograd");
  program
    .description("Analyse recordings and train audio models in the terminal.")
    .version(readVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .option("--plain", "print lines instead of a view that redraws itself")
    .option("--quiet", "no progress: results and errors only")
    .option("--color", "colours even where none would be used")
    .option("--no-color", "no colours")
    .addOption(new Option("--theme <theme>", "background of the terminal and of pictures").choices(["dark", "light"]))
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      writeErr: (text) => void host.stderr.write(text),
      getOutHelpWidth: () => host.stdout.columns || 80,
      getErrHelpWidth: () => host.stderr.columns || 80,
    })
    .showSuggestionAfterError(true)
    .showHelpAfterError("See `sonograd --help`.")
    .exitOverride()
    .addHelpText("after", `\n${EXAMPLES.program}\n\n${EXIT_CODES_HELP}`);
  addAnalyze(program, host, finish);
  addTrain(program, host, finish);
  addEvaluate(program, host, finish);
  addPredict(program, host, finish);
  addDemo(program, host, finish);
  addCourse(program, host, finish);
  addDoctor(program, host, finish);
  return program;
}

/** The context of a command, and its options with those of the program. */
function opened<T>(command: Command, host: Host): { context: CommandContext; options: T } {
  const options = command.optsWithGlobals<T & Partial<GlobalOptions>>();
  return { context: commandContext(host, options), options };
}

function addAnalyze(program: Command, host: Host, finish: Finish): void {
  program
    .command("analyze")
    .summary("values, curves and pictures of recordings")
    .description(
      "Format, sample rate, channels, duration, peak, RMS, zero-crossing rate, amplitude envelope, spectral centroid and " +
        "bandwidth of recordings. Peak and RMS are of all channels, curves of their average.",
    )
    .argument("<files...>", "recordings: WAV, FLAC, Ogg Vorbis, Opus or MP3; - reads standard input")
    .option("--json", "one JSON object; an array for several files")
    .option("--frames", "with --json: also the values of every frame")
    .option("--csv", "one line per frame")
    .option("--png <file>", "also write a picture; for several files, or ending with /, a directory")
    .option("--n-fft <samples>", "length of a frame", integerBetween(2, 2 ** 20), 2048)
    .option("--hop-length <samples>", "distance between frames", integerBetween(1, 2 ** 24), 512)
    .addOption(deviceOption())
    .addHelpText("after", `\n${EXAMPLES.analyze}`)
    .action(async (files: string[], _, command: Command) => {
      const { runAnalyze } = await import("./commands/analyze.js");
      const { context, options } = opened<Parameters<typeof runAnalyze>[2]>(command, host);
      finish(await runAnalyze(context, files, options));
    });
}

function addTrain(program: Command, host: Host, finish: Finish): void {
  program
    .command("train")
    .summary("train a classifier on labelled recordings")
    .description(
      "Trains a network on recordings. DIR is UrbanSound8K's or ESC-50's layout, a folder per class (with folds where the names are " +
        "{fold}-{id}-{take}), or {label}_{speaker}_{take}.wav. Writes model.safetensors, best.safetensors, training-state.safetensors, a TensorBoard event file, " +
        "confusion-matrix.png and summary.json.",
    )
    .argument("<dir>", "labelled recordings")
    .option("--out <dir>", "where the results go (default: runs/ and the name of DIR)")
    .addOption(new Option("--model <name>", "the network (default: log-mel-cnn)").choices(NETWORKS))
    .option("--resume", "go on with the interrupted run in --out, with the options it was started with")
    .addOption(skipDamagedOption())
    .option("--cross-validate", "train once per fold, tested on it, and print mean and deviation")
    .option(
      "--folds <k>",
      "where the recordings name no folds: how many to draw, speakers kept together (default: 5)",
      integerBetween(2),
    )
    .addOption(epochsOption())
    .option("--batch-size <n>", "recordings per step (default: 32)", integerBetween(1))
    .option("--accumulate <n>", "batches per step, their gradients added up (default: 1)", integerBetween(1))
    .option("--lr <rate>", "highest learning rate (default: 0.004)", positiveNumber)
    .addOption(seedOption())
    .addOption(deviceOption())
    .option("--quick", "where takes are numbered: train on a seventh of the recordings")
    .addOption(testFoldOption())
    .addHelpText("after", `\n${EXAMPLES.train}`)
    .action(async (directory: string, _, command: Command) => {
      const { runTrain } = await import("./commands/train.js");
      const { context, options } = opened<Parameters<typeof runTrain>[2]>(command, host);
      finish(await runTrain(context, directory, options));
    });
}

function addEvaluate(program: Command, host: Host, finish: Finish): void {
  program
    .command("evaluate")
    .summary("accuracy and confusion matrix of a trained model")
    .description(
      "Evaluates a model on labelled recordings: on the part held out in training where the layout is the same, else on all.",
    )
    .argument("<checkpoint>", "model.safetensors of `train`")
    .argument("<dir>", "labelled recordings")
    .option("--json", "one JSON object")
    .option("--all", "all recordings, those of the training too")
    .addOption(skipDamagedOption())
    .option("--png <file>", "also write the confusion matrix as a picture")
    .addOption(deviceOption())
    .addHelpText("after", `\n${EXAMPLES.evaluate}`)
    .action(async (checkpoint: string, directory: string, _, command: Command) => {
      const { runEvaluate } = await import("./commands/evaluate.js");
      const { context, options } = opened<Parameters<typeof runEvaluate>[3]>(command, host);
      finish(await runEvaluate(context, checkpoint, directory, options));
    });
}

function addPredict(program: Command, host: Host, finish: Finish): void {
  program
    .command("predict")
    .summary("classes of recordings, by a trained model")
    .argument("<checkpoint>", "model.safetensors of `train`")
    .argument("<files...>", "recordings; - reads standard input")
    .option("--json", "one JSON object; an array for several files")
    .option("--top <k>", "classes per recording", integerBetween(1), 3)
    .addOption(deviceOption())
    .addHelpText("after", `\n${EXAMPLES.predict}`)
    .action(async (checkpoint: string, files: string[], _, command: Command) => {
      const { runPredict } = await import("./commands/predict.js");
      const { context, options } = opened<Parameters<typeof runPredict>[3]>(command, host);
      finish(await runPredict(context, checkpoint, files, options));
    });
}

function addDemo(program: Command, host: Host, finish: Finish): void {
  program
    .command("demo")
    .summary("the whole way once: recordings, training, evaluation, pictures")
    .description(
      "Synthesises ten classes of environmental sounds (or reads --data), trains a classifier, evaluates it on recordings held out, " +
        "analyses one of them, and says where everything is.",
    )
    .option("--data <dir>", "labelled recordings instead of synthetic ones; layouts as for `train`")
    .option("--out <dir>", "where the results go", "runs/demo")
    .addOption(epochsOption())
    .addOption(seedOption())
    .addOption(deviceOption())
    .addOption(testFoldOption())
    .addHelpText("after", `\n${EXAMPLES.demo}`)
    .action(async (_, command: Command) => {
      const { runDemo } = await import("./commands/demo.js");
      const { context, options } = opened<Parameters<typeof runDemo>[1]>(command, host);
      finish(await runDemo(context, options));
    });
}

function addCourse(program: Command, host: Host, finish: Finish): void {
  program
    .command("course")
    .summary("from what a signal is to training a ResNet: chapters that run")
    .description("Lists the chapters of the course, runs one, or runs all and counts the assertions that hold.")
    .argument("[chapter]", "number of a chapter, or all")
    .argument("[recording]", "recording or folder it works on (default: sound of its own)")
    .addOption(deviceOption())
    .option("--out <directory>", "where its pictures go", ".")
    .addHelpText("after", `\n${EXAMPLES.course}`)
    .action(async (chapter: string | undefined, recording: string | undefined, _, command: Command) => {
      const { runCourse } = await import("./commands/course.js");
      const { context, options } = opened<Parameters<typeof runCourse>[3]>(command, host);
      finish(await runCourse(context, chapter, recording, options));
    });
}

function addDoctor(program: Command, host: Host, finish: Finish): void {
  program
    .command("doctor")
    .summary("which backends, adapters and codecs are there, and why not")
    .option("--json", "one JSON object")
    .addHelpText("after", `\n${EXAMPLES.doctor}`)
    .action(async (_, command: Command) => {
      const { runDoctor } = await import("./commands/doctor.js");
      const { context, options } = opened<Parameters<typeof runDoctor>[1]>(command, host);
      finish(await runDoctor(context, options));
    });
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  return manifest.version;
}
