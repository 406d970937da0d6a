// One logical stream of an Ogg file: which codec it carries, its pages in order, its packets.
import { FormatError } from "@sonograd/core";
import { concat, latin1 } from "../../bytes/index.js";
import type { OggPage } from "./pages.js";

export type OggCodec = "vorbis" | "opus" | "flac";

export interface OggStream {
  readonly codec: OggCodec;
  readonly pages: readonly OggPage[];
  /** Granule position of the last page: where the stream ends, in samples. */
  readonly endGranule: number;
}

export interface OggPacket {
  readonly data: Uint8Array;
  /** Index of the page on which the packet ends. */
  readonly page: number;
}

const OTHERS: readonly [string, string][] = [
  ["Speex   ", "Speex"],
  ["\x80theora", "Theora video"],
  ["fishead\0", "an Ogg skeleton"],
  ["PCM     ", "PCM"],
];

/** The audio codec of a stream's first packet, or undefined. */
export function oggCodec(head: Uint8Array): OggCodec | undefined {
  if (latin1(head, 0, 7) === "\x01vorbis") return "vorbis";
  if (latin1(head, 0, 8) === "OpusHead") return "opus";
  if (latin1(head, 0, 5) === "\x7fFLAC") return "flac";
  return undefined;
}

/**
 * The first audio stream among the pages; other streams (video, skeleton) are left out.
 *
 * @throws FormatError  no audio stream, a page missing, chained streams, or no page that ends the stream
 */
export function selectOggStream(all: readonly OggPage[], name: string): OggStream {
  const fail = (what: string): FormatError => new FormatError(`readOgg: source="${name}" ${what}`);
  const first = all.find((page) => page.isFirst && oggCodec(page.body) !== undefined);
  if (!first) {
    const found = all.filter((page) => page.isFirst).map((page) => describeHead(page.body));
    throw fail(`has no Vorbis, Opus or FLAC stream. Found: ${found.join(", ") || "no stream start"}.`);
  }
  const codec = oggCodec(first.body)!;
  const pages = all.filter((page) => page.serial === first.serial);
  if (all.some((page) => page.isFirst && page !== first && oggCodec(page.body) !== undefined))
    throw fail("holds several audio streams (chained or parallel). Split it into one file per stream.");
  pages.forEach((page, i) => {
    if (page.sequence !== first.sequence + i)
      throw fail(
        `is damaged: page ${first.sequence + i} of its ${codec} stream is missing (page ${page.sequence} follows).`,
      );
  });
  const last = pages.at(-1)!;
  if (!last.isLast)
    throw fail(
      `is truncated: its ${codec} stream has no end-of-stream page (${pages.length} pages are present). ` +
        "Get a complete copy of the file.",
    );
  const endGranule = pages.findLast((page) => page.granule >= 0)?.granule ?? 0;
  return { codec, pages, endGranule };
}

/** The packets of a stream, joined across pages. A packet that never ends is left out. */
export function oggPackets(pages: readonly OggPage[]): OggPacket[] {
  const packets: OggPacket[] = [];
  let parts: Uint8Array[] = [];
  pages.forEach((page, index) => {
    if (!page.isContinued) parts = [];
    let start = 0;
    let at = 0;
    for (const length of page.segments) {
      at += length;
      if (length === 255) continue;
      parts.push(page.body.subarray(start, at));
      packets.push({ data: parts.length === 1 ? parts[0] : concat(parts), page: index });
      parts = [];
      start = at;
    }
    if (start < at) parts.push(page.body.subarray(start, at));
  });
  return packets;
}

function describeHead(head: Uint8Array): string {
  const known = OTHERS.find(([magic]) => latin1(head, 0, magic.length) === magic);
  return known ? known[1] : `an unknown stream "${latin1(head, 0, 8).replaceAll(/[^ -~]/g, ".")}"`;
}
