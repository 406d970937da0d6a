// Numbers as text, for lines and tables, in ASCII. Files and JSON take the numbers themselves.

const finite = (value: number, text: (value: number) => string): string => (Number.isFinite(value) ? text(value) : "-");

/** `0.0312`: fixed decimals, a dash for what is no number. */
export const formatFixed = (value: number, decimals: number): string => finite(value, (v) => v.toFixed(decimals));

/** `44.1 kHz`, `440 Hz` */
export const formatHertz = (hz: number): string =>
  finite(hz, (v) => (Math.abs(v) >= 1000 ? `${trimZeros((v / 1000).toFixed(2))} kHz` : `${Math.round(v)} Hz`));

/** `5.19 s` below a minute, `3:07` above, `1:02:03` from an hour on. */
export function formatDuration(seconds: number): string {
  return finite(seconds, (v) => (Math.abs(v) < 60 ? `${v.toFixed(2)} s` : clock(v)));
}

/** Time left or gone, in whole seconds: `8 s`, `1:15`. */
export function formatClock(seconds: number): string {
  return finite(seconds, (v) => (v < 59.5 ? `${Math.round(Math.max(0, v))} s` : clock(v)));
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] > 0 ? parts : parts.slice(1);
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}

/** `-23.4 dB` relative to full scale; silence is `-inf dB`. */
export function formatDecibels(amplitude: number): string {
  if (amplitude === 0) return "-inf dB";
  return finite(20 * Math.log10(amplitude), (v) => `${v.toFixed(1)} dB`);
}

/** `83.3 %` of a share 0…1. */
export const formatPercent = (share: number): string => finite(share, (v) => `${(100 * v).toFixed(1)} %`);

/** `12,345` */
export const formatCount = (value: number): string =>
  finite(value, (v) => String(Math.round(v)).replaceAll(/\B(?=(\d{3})+$)/g, ","));

/** `0.001`, `3e-4`: the shortest form of a setting. */
export const formatSetting = (value: number): string =>
  finite(value, (v) => (v !== 0 && Math.abs(v) < 1e-3 ? v.toExponential().replace("e-", "e-") : String(v)));

const trimZeros = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
