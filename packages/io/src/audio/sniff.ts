// The format of audio bytes, told by the bytes. File names and media types are never asked.
import { FormatError } from "@sonograd/core";
import { latin1, preview } from "../bytes/index.js";
import { findMpegStart, skipId3 } from "./mpeg/index.js";

/** A container and where it starts: tags before the audio are skipped. */
export interface Sniffed {
  readonly container: "wav" | "flac" | "ogg" | "mp3";
  readonly start: number;
}

const SUPPORTED = "WAV (RIFF, RIFX, RF64), FLAC, Ogg (Vorbis, Opus, FLAC), MP3";
/** Bytes of junk that may stand between an ID3 tag and the first MPEG frame. */
const STRAY_BYTES = 4096;

/** Magic text at a byte offset, and what it stands for. */
const KNOWN_OTHERS: readonly [number, string, string][] = [
  [4, "ftyp", "an MP4 or M4A file"],
  [0, "\x1aE\xdf\xa3", "a Matroska or WebM file"],
  [8, "AIF", "an AIFF file"],
  [0, ".snd", "an AU file"],
  [0, "caff", "a CAF file"],
  [0, "\x89PNG", "a PNG image"],
  [0, "PK\x03\x04", "a ZIP archive"],
  [0, "\x1f\x8b", "a gzip archive"],
  [0, "%PDF", "a PDF document"],
  [0, "RIFF", "a RIFF file of another kind"],
];

/**
 * The container of `bytes`.
 *
 * @throws FormatError  empty, or none of the supported formats (with the first bytes and what they look like)
 */
export function sniffAudio(bytes: Uint8Array, name: string): Sniffed {
  if (bytes.length === 0) throw new FormatError(`decodeAudio: source="${name}" is empty (0 bytes).`);
  if (/^(RIFF|RIFX|RF64|BW64)/.test(latin1(bytes, 0, 4)) && "WAVE".startsWith(latin1(bytes, 8, 12)))
    return { container: "wav", start: 0 };
  const start = skipId3(bytes);
  if (latin1(bytes, start, start + 4) === "fLaC") return { container: "flac", start };
  if (latin1(bytes, 0, 4) === "OggS") return { container: "ogg", start: 0 };
  const firstFrame = findMpegStart(bytes, start > 0 ? STRAY_BYTES : 0);
  if (firstFrame >= 0) return { container: "mp3", start: firstFrame };
  if (start > 0)
    throw new FormatError(
      `decodeAudio: source="${name}" has an ID3 tag of ${start} bytes and no audio after it (${bytes.length} bytes in all).`,
    );
  const looks = guess(bytes);
  throw new FormatError(
    `decodeAudio: source="${name}" is no supported audio format: it begins with ${preview(bytes)}` +
      `${looks ? ` and looks like ${looks}` : ""}. Supported: ${SUPPORTED}.`,
  );
}

function guess(bytes: Uint8Array): string | undefined {
  const known = KNOWN_OTHERS.find(([at, magic]) => latin1(bytes, at, at + magic.length) === magic);
  if (known) return known[2];
  return bytes.subarray(0, 64).every((b) => b >= 0x20 || b === 0x09 || b === 0x0a || b === 0x0d) ? "text" : undefined;
}
