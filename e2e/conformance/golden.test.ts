// Every golden case that there is an adapter for, on the CPU. The numbers come from librosa, PyTorch and SciPy.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { adapters } from "../golden/adapters/index.js";
import { readManifests } from "../golden/manifest.js";
import { countReports, formatCounts, type CaseReport } from "../golden/report.js";
import { runCase } from "../golden/run.js";

const DIRECTORY = resolve(import.meta.dirname, "../../../shared/golden");

/** The families and functions the library claims in full: none of their cases may be unsupported. */
const COMPLETE = [
  /^librosa\.(stft|istft|magphase|power_to_db|amplitude_to_db|db_to_power|db_to_amplitude)$/,
  /^librosa\.feature\.(rms|zero_crossing_rate|spectral_centroid|spectral_bandwidth|melspectrogram)$/,
  /^librosa\.(filters\.mel|util\.frame)$/,
  /^(reference\.amplitude_envelope|scipy\.signal\.get_window|numpy\.fft\.(rfft|irfft|fft|ifft))$/,
  // Every module and loss, whichever the golden files hold.
  /^torch\.nn\.[A-Z]/,
  /^torch\.optim\.(SGD|Adam)$/,
  /^safetensors\.load$/,
  /^(torchaudio|pywt)\./,
  /^scipy\.signal\./,
  /^reference\./,
];

it("agrees with every golden case it has an adapter for", async (context) => {
  if (!existsSync(DIRECTORY)) {
    console.warn(`golden files are not there, no case run: ${DIRECTORY}`);
    return context.skip();
  }
  const reports: CaseReport[] = [];
  for (const { family, directory, cases } of await readManifests(DIRECTORY))
    for (const entry of cases) reports.push(await runCase(family, entry, { directory, device: "cpu", adapters }));
  console.log(`golden on the CPU: ${formatCounts(countReports(reports))}`);
  expect(reports.filter((r) => r.status === "fail").map((r) => `${r.family}/${r.id}: ${r.reason}`)).toEqual([]);
  const missing = reports.filter(
    (r) => r.status === "unsupported" && COMPLETE.some((pattern) => pattern.test(r.function)),
  );
  expect(missing.map((r) => `${r.family}/${r.id}: ${r.reason}`)).toEqual([]);
}, 300_000);
