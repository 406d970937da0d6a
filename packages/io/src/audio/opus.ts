// Ogg Opus (RFC 7845): our own container and packet bookkeeping around the raw packet decoder.
import { FormatError } from "@sonograd/core";
import { counted, latin1 } from "../bytes/index.js";
import { fromVorbisOrder } from "./channel-order.js";
import type { AudioInfo, DecodedAudio } from "./decoded.js";
import { runDecoder } from "./guard.js";
import { oggPackets, type OggPacket, type OggStream } from "./ogg/index.js";

/** Opus always decodes at 48 kHz, whatever the original's rate. */
const SAMPLE_RATE = 48000;
/** A packet's largest size for each of its streams: 48 frames of 1275 bytes and their lengths (RFC 6716, section 3). */
const MAX_PACKET_BYTES = 61440;

interface OpusHead {
  readonly numChannels: number;
  /** Samples at 48 kHz to drop from the start. */
  readonly preSkip: number;
  /** Factor on every sample. */
  readonly gain: number;
  readonly family: number;
  readonly streamCount: number;
  readonly coupledStreamCount: number;
  readonly mapping: readonly number[];
}

interface OpusPlan {
  readonly head: OpusHead;
  readonly packets: readonly OggPacket[];
  /** Samples per channel after pre-skip and end trimming. */
  readonly numFrames: number;
}

/** Facts of an Opus stream, from its header and page positions. */
export function opusInfo(stream: OggStream, name: string): AudioInfo {
  const { head, numFrames } = plan(stream, name);
  return {
    format: "opus",
    sampleRate: SAMPLE_RATE,
    numChannels: head.numChannels,
    numFrames,
    durationSeconds: numFrames / SAMPLE_RATE,
    encoding: "Ogg Opus",
  };
}

/**
 * Samples of an Ogg Opus stream at 48 kHz: pre-skip removed, header gain applied, cut at the last page's position.
 *
 * @throws FormatError  damaged or incomplete
 */
export async function decodeOpus(stream: OggStream, name: string): Promise<DecodedAudio> {
  const { head, packets, numFrames } = plan(stream, name);
  const { OpusDecoder } = await import("opus-decoder");
  const create = () => {
    const decoder = new OpusDecoder({
      channels: head.numChannels,
      streamCount: head.streamCount,
      coupledStreamCount: head.coupledStreamCount,
      channelMappingTable: [...head.mapping],
    });
    // The decoder reserves 3840 bytes per channel, less than a legal packet may have; it allocates after this line.
    (decoder as unknown as { _inputSize: number })._inputSize = MAX_PACKET_BYTES * head.streamCount;
    return decoder;
  };
  const decoded = await runDecoder("decodeOpus", name, create, (decoder) =>
    decoder.decodeFrames(packets.map((packet) => packet.data)),
  );
  if (decoded.samplesDecoded < head.preSkip + numFrames)
    throw new FormatError(
      `decodeOpus: source="${name}" is damaged: ${head.preSkip + numFrames} samples expected, ` +
        `${decoded.samplesDecoded} were decoded.`,
    );
  const channelData = decoded.channelData.map((channel) => {
    const kept = channel.slice(head.preSkip, head.preSkip + numFrames);
    return head.gain === 1 ? kept : kept.map((x) => x * head.gain);
  });
  return {
    format: "opus",
    channelData: head.family === 1 ? fromVorbisOrder(channelData) : channelData,
    sampleRate: SAMPLE_RATE,
  };
}

function plan(stream: OggStream, name: string): OpusPlan {
  const fail = (what: string): FormatError => new FormatError(`decodeOpus: source="${name}" ${what}`);
  const all = oggPackets(stream.pages);
  const head = parseHead(all[0]?.data ?? new Uint8Array(0), fail);
  if (latin1(all[1]?.data ?? new Uint8Array(0), 0, 8) !== "OpusTags")
    throw fail("is damaged: it has no OpusTags packet.");
  const packets = all.slice(2);
  const durations = packets.map((packet, i) => packetDuration(packet.data, i, fail));
  const total = durations.reduce((sum, n) => sum + n, 0);
  // A broadcast recorded midway starts at a later position: what the first page's packets do not explain.
  const firstPage = packets[0]?.page;
  const onFirst = durations.reduce((sum, n, i) => (packets[i].page === firstPage ? sum + n : sum), 0);
  const isOnlyPage = firstPage === stream.pages.length - 1;
  const start = firstPage === undefined || isOnlyPage ? 0 : Math.max(0, stream.pages[firstPage].granule - onFirst);
  const numFrames = Math.max(0, stream.endGranule - start - head.preSkip);
  if (head.preSkip + numFrames > total)
    throw fail(
      `is damaged: its last page promises ${counted(numFrames, "sample")}, its packets hold ${Math.max(0, total - head.preSkip)}.`,
    );
  return { head, packets, numFrames };
}

function parseHead(bytes: Uint8Array, fail: (what: string) => FormatError): OpusHead {
  const numChannels = bytes.length >= 19 ? bytes[9] : 0;
  if (numChannels === 0) throw fail("is damaged: its OpusHead packet is unusable.");
  if (bytes[8] >> 4 !== 0) throw fail(`has OpusHead version ${bytes[8]}; versions up to 15 are known.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const family = bytes[18];
  const base = {
    numChannels,
    preSkip: view.getUint16(10, true),
    gain: 10 ** (view.getInt16(16, true) / 256 / 20),
    family,
  };
  if (family === 0) {
    if (numChannels > 2) throw fail(`is damaged: ${numChannels} channels without a mapping table.`);
    return { ...base, streamCount: 1, coupledStreamCount: numChannels - 1, mapping: numChannels === 2 ? [0, 1] : [0] };
  }
  if (family !== 1 && family !== 255)
    throw fail(`uses channel mapping family ${family}; families 0, 1 and 255 are read.`);
  if (bytes.length < 21 + numChannels) throw fail("is damaged: its channel mapping table is cut off.");
  const mapping = [...bytes.subarray(21, 21 + numChannels)];
  return { ...base, streamCount: bytes[19], coupledStreamCount: bytes[20], mapping };
}

/** Samples at 48 kHz that a packet stands for, from its first bytes (RFC 6716, section 3.1). */
function packetDuration(packet: Uint8Array, index: number, fail: (what: string) => FormatError): number {
  if (packet.length === 0) throw fail(`is damaged: audio packet ${index} is empty.`);
  const config = packet[0] >> 3;
  let frame: number;
  if (config < 12) frame = [480, 960, 1920, 2880][config & 3];
  else if (config < 16) frame = [480, 960][config & 1];
  else frame = [120, 240, 480, 960][config & 3];
  const code = packet[0] & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : (packet[1] ?? 0) & 0x3f;
  if (frames === 0 || frame * frames > 5760)
    throw fail(`is damaged: audio packet ${index} has an impossible duration.`);
  return frame * frames;
}
