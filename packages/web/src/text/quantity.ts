// Numbers as people read and hear them.

/** `3.25 seconds`, `1 minute 5 seconds`; for sentences that are read aloud. */
export function spokenDuration(seconds: number): string {
  if (seconds < 60) return `${Number(seconds.toFixed(2))} seconds`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  const rest = Math.round(seconds) % 60;
  return `${minutes} ${minutes === 1 ? "minute" : "minutes"} ${rest} seconds`;
}

/** `1.250 s`; milliseconds matter beside a cursor. */
export const formatTime = (seconds: number): string => `${seconds.toFixed(3)} s`;

/** `440 Hz`, `12.3 kHz`. */
export function formatFrequency(hz: number): string {
  if (hz < 1000) return `${hz < 100 ? Number(hz.toFixed(1)) : Math.round(hz)} Hz`;
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
