// Stand-ins in the layouts of sets of speech: Speech Commands, FSDD, YesNo and LibriSpeech. Each word is a tone.
import type { LibriSpeechSubset } from "../readers/librispeech.js";
import { SPEECH_COMMANDS_NOISE, speechCommandsSubset } from "../readers/speech-commands.js";
import { StandIn, type StandInOptions } from "./stand-in.js";

export interface SyntheticSpeechCommandsOptions extends StandInOptions {
  /** (default yes, no, up and down) */
  readonly words?: readonly string[];
  /** Who say each word once, ≥ 1 (default 20: a few are in each part). */
  readonly speakers?: number;
}

/** Writes a folder per word, `_background_noise_`, and the two lists as the hash splits them. Returns how many clips, without the noise. */
export async function writeSyntheticSpeechCommands(
  directory: string,
  options: SyntheticSpeechCommandsOptions = {},
): Promise<number> {
  const { words = ["yes", "no", "up", "down"], speakers = 20 } = options;
  const set = new StandIn("writeSyntheticSpeechCommands", directory, options, { words: words.length, speakers });
  const lists = { training: [] as string[], validation: [] as string[], testing: [] as string[] };
  for (let speaker = 0; speaker < speakers; speaker++) {
    const id = set.random.integer(0, 2 ** 32 - 1).toString(16).padStart(8, "0"); // prettier-ignore
    for (const [kind, word] of words.entries()) {
      const file = `${word}/${id}_nohash_0.wav`;
      await set.clip(file, kind);
      lists[speechCommandsSubset(file)].push(file);
    }
  }
  const clips = set.clips;
  await set.clip(`${SPEECH_COMMANDS_NOISE}/hum.wav`, words.length);
  await set.file("validation_list.txt", `${lists.validation.join("\n")}\n`);
  await set.file("testing_list.txt", `${lists.testing.join("\n")}\n`);
  return clips;
}

export interface SyntheticFSDDOptions extends StandInOptions {
  /** ≥ 1 (default 2). */
  readonly speakers?: number;
  /** Takes of each digit by each speaker, from 0, ≥ 1 (default 10: one for testing). */
  readonly takes?: number;
}

/**
 * Writes `recordings/{digit}_{speaker}_{take}.wav`, as `openFSDD` reads them: clips of `seconds` and down to 60 % of that. Returns how
 * many clips.
 */
export async function writeSyntheticFSDD(directory: string, options: SyntheticFSDDOptions = {}): Promise<number> {
  const { speakers = 2, takes = 10 } = options;
  const set = new StandIn("writeSyntheticFSDD", directory, options, { speakers, takes });
  for (let digit = 0; digit < 10; digit++)
    for (let speaker = 1; speaker <= speakers; speaker++)
      for (let take = 0; take < takes; take++)
        await set.word(`recordings/${digit}_speaker${speaker}_${take}.wav`, digit);
  return set.clips;
}

/** Writes `waves_yesno/0_0_1_….wav`, as `openYesNo` reads them: eight tones of two kinds each. Returns how many clips. */
export async function writeSyntheticYesNo(
  directory: string,
  options: StandInOptions & { readonly recordings?: number } = {},
): Promise<number> {
  const { recordings = 4 } = options;
  const set = new StandIn("writeSyntheticYesNo", directory, options, { recordings });
  for (let k = 0; k < recordings; k++) {
    const words = Array.from({ length: 8 }, (_, bit) => (k >> bit) & 1); // no two alike up to 256
    await set.clip(`waves_yesno/${words.join("_")}.wav`, ...words.map((word) => 7 * word));
  }
  return set.clips;
}

export interface SyntheticLibriSpeechOptions extends StandInOptions {
  /** (default "test-clean") */
  readonly subset?: LibriSpeechSubset;
  /** ≥ 1 (default 2). */
  readonly speakers?: number;
  /** Of each speaker, in one chapter, ≥ 1 (default 3). */
  readonly utterances?: number;
}

const WORDS = ["THE", "SEA", "WAS", "CALM", "AND", "OLD", "WIND", "SANG"];

/** Writes one part with transcripts, as `openLibriSpeech` reads it; recordings are WAV files. Returns how many clips. */
export async function writeSyntheticLibriSpeech(
  directory: string,
  options: SyntheticLibriSpeechOptions = {},
): Promise<number> {
  const { subset = "test-clean", speakers = 2, utterances = 3 } = options;
  const set = new StandIn("writeSyntheticLibriSpeech", directory, options, { speakers, utterances });
  for (let speaker = 0; speaker < speakers; speaker++) {
    const [id, chapter] = [1001 + speaker, 2001 + speaker];
    const folder = `LibriSpeech/${subset}/${id}/${chapter}`;
    const lines: string[] = [];
    for (let k = 0; k < utterances; k++) {
      const name = `${id}-${chapter}-${String(k).padStart(4, "0")}`;
      const words = Array.from({ length: set.random.integer(2, 5) }, () => set.random.integer(0, WORDS.length - 1));
      await set.clip(`${folder}/${name}.wav`, ...words);
      lines.push(`${name} ${words.map((word) => WORDS[word]).join(" ")}`);
    }
    await set.file(`${folder}/${id}-${chapter}.trans.txt`, `${lines.join("\n")}\n`);
  }
  return set.clips;
}
