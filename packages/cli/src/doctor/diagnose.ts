// What works on this machine, found by trying.
import { cpus, totalmem } from "node:os";
import { decodeAudio } from "@sonograd/io";
import { probeWebGPU, type WebGpuProbe } from "@sonograd/webgpu";
import type { Terminal } from "../terminal/capabilities.js";
import { CLIP_PEAK, CODEC_CLIPS } from "./codec-clips.js";

export interface CodecReport {
  readonly format: keyof typeof CODEC_CLIPS;
  readonly works: boolean;
  /** Why not. */
  readonly reason?: string;
}

export interface Diagnosis {
  readonly node: { readonly version: string; readonly isSupported: boolean; readonly platform: string };
  readonly cpu: { readonly model: string; readonly cores: number; readonly memoryBytes: number };
  readonly webgpu: WebGpuProbe;
  readonly codecs: readonly CodecReport[];
  readonly terminal: Terminal;
}

const OLDEST_NODE = [20, 19] as const;
/** Lossy codecs miss the peak a little. */
const PEAK_TOLERANCE = 0.1;

/** Tries backends and codecs; never throws for what is missing. */
export async function diagnose(terminal: Terminal): Promise<Diagnosis> {
  const processors = cpus();
  const [major, minor] = process.versions.node.split(".").map(Number);
  const codecs: CodecReport[] = [];
  for (const format of Object.keys(CODEC_CLIPS) as CodecReport["format"][]) codecs.push(await tryCodec(format));
  return {
    node: {
      version: process.versions.node,
      isSupported: major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]),
      platform: `${process.platform} ${process.arch}`,
    },
    cpu: { model: processors[0]?.model.trim() || "unknown", cores: processors.length, memoryBytes: totalmem() },
    webgpu: await probeWebGPU(),
    codecs,
    terminal,
  };
}

/** Decodes the built-in clip and looks at its peak. */
export async function tryCodec(
  format: CodecReport["format"],
  clip: string = CODEC_CLIPS[format],
): Promise<CodecReport> {
  try {
    const { channelData } = await decodeAudio(Buffer.from(clip, "base64"), { name: `built-in ${format} clip` });
    const peak = channelData[0].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (Math.abs(peak - CLIP_PEAK) <= PEAK_TOLERANCE) return { format, works: true };
    return {
      format,
      works: false,
      reason: `the built-in clip has a peak of ${peak.toFixed(3)} instead of ${CLIP_PEAK}`,
    };
  } catch (error) {
    return { format, works: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
