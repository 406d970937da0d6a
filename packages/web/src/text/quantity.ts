// Numbers as people read and hear them.

/** `3.25 seconds`, `1 minute 5 seconds`; for sentences that are read aloud. */
export function spokenDuration(seconds: number): string {
  if (seconds < 59.995) return counted(Number(seconds.toFixed(2)), "second");
  const whole = Math.round(seconds);
  const rest = whole % 60;
  return counted(Math.floor(whole / 60), "minute") + (rest === 0 ? "" : ` ${counted(rest, "second")}`);
}

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;

/** `1.250 s`: milliseconds, and more digits where less than a second is shown. */
export function formatTime(seconds: number, shownSeconds = 1): string {
  const digits = Math.max(3, Math.min(6, Math.ceil(3 - Math.log10(shownSeconds))));
  return `${seconds.toFixed(digits)} s`;
}

/** `440 Hz`, `12.3 kHz`. */
export function formatFrequency(hz: number): string {
  if (Math.round(hz) < 1000) return `${hz < 100 ? Number(hz.toFixed(1)) : Math.round(hz)} Hz`;
  return `${Number((hz / 1000).toFixed(hz < 10_000 ? 2 : 1))} kHz`;
}

/** `44.1 kHz`, `22.05 kHz`, `8 kHz`: sample rates lose no digit. */
export const formatRate = (hz: number): string => (hz < 1000 ? `${hz} Hz` : `${hz / 1000} kHz`);

/** `−12.3 dB`, with a real minus sign. */
export const formatDb = (db: number): string => `${db.toFixed(1).replace("-", "−")} dB`;

/** Amplitude as a level below full scale; `silence` for 0. */
export const formatLevel = (amplitude: number): string =>
  amplitude > 0 ? formatDb(20 * Math.log10(amplitude)) : "silence";

/** `−0.125`. */
export const formatAmplitude = (value: number): string => value.toFixed(3).replace("-", "−");
