// The sentence that stands for a chart where it cannot be seen.
import type { SignalFacts } from "../analysis/facts.js";
import type { ChannelChoice, Recording } from "../recording/recording.js";
import { formatFrequency, formatLevel, formatRate, spokenDuration } from "./quantity.js";

/** `Spectrogram of x.flac: 4.5 seconds, 44.1 kHz, 2 channels averaged. Peak −1.2 dB, loudest near 440 Hz.` */
export function summarize(
  kind: string,
  recording: Pick<Recording, "name" | "durationSeconds" | "sampleRate"> & { readonly channels: { length: number } },
  { peak, loudestHz }: SignalFacts,
  channel: ChannelChoice,
): string {
  const count = recording.channels.length;
  const channels =
    count === 1 ? "1 channel" : channel === "mono" ? `${count} channels averaged` : `channel ${channel} of ${count}`;
  const level =
    peak === 0
      ? "Silence."
      : `Peak ${formatLevel(peak)}${loudestHz === undefined ? "" : `, loudest near ${formatFrequency(loudestHz)}`}.`;
  return (
    `${kind} of ${recording.name}: ${spokenDuration(recording.durationSeconds)}, ` +
    `${formatRate(recording.sampleRate)}, ${channels}. ${level}`
  );
}
