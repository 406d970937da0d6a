// `pnpm bench:browser [training | log-mel]`: Sonograd, TensorFlow.js and jax-js on WebGPU in Chromium, in turn in one run. Times are
// for reading: nothing fails because of them, only because of results that disagree.
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "puppeteer-core";
import { withBenchPage } from "./browser/bench-page.js";
import type { Race } from "./gpu/race-in-page.js";
import { describeMachine } from "./report.js";

const RACES: Readonly<Record<string, Race>> = {
  "training step of a 3-block CNN, 8 × 1 × 32 × 32": { work: "training", size: { batch: 8, size: 32 } },
  "log-mel of 2 × 1 s at 16 kHz, nFft 512, hop 160, 80 mels": { work: "log-mel", clips: { batch: 2, samples: 16000 } },
};
/** Rounds at least and at most; after so many milliseconds no new one is started. */
const [LEAST, MOST, BUDGET] = [5, 15, 120_000];

interface Line {
  readonly entrant: string;
  readonly milliseconds: { readonly median: number; readonly fastest: number; readonly slowest: number };
  readonly rounds: number;
  /** Its median as a multiple of ours, and its fastest run. */
  readonly ratio: number;
  readonly fastestRatio: number;
}

async function run(page: Page, race: Race): Promise<Line[]> {
  const labels = await page.evaluate((r) => window.bench!.prepare(r), race);
  const time = (i: number): Promise<number> => page.evaluate((k) => window.bench!.time(k), i);
  for (const i of labels.keys()) await time(i);
  const times: number[][] = labels.map(() => []);
  const start = performance.now();
  for (let round = 0; round < LEAST || (round < MOST && performance.now() - start < BUDGET); round++)
    for (const i of labels.keys()) times[i].push(await time(i));
  const sorted = times.map((list) => list.toSorted((a, b) => a - b));
  const median = (i: number): number => sorted[i][sorted[i].length >> 1];
  return labels.map((entrant, i) => ({
    entrant,
    milliseconds: { median: median(i), fastest: sorted[i][0], slowest: sorted[i].at(-1)! },
    rounds: sorted[i].length,
    ratio: median(i) / median(0),
    fastestRatio: sorted[i][0] / sorted[0][0],
  }));
}

const HEAD = "|  | median ms | range | rounds | × ours | fastest × ours |\n| --- | --- | --- | --- | --- | --- |";
const row = ({ entrant, milliseconds: { median, fastest, slowest }, rounds, ratio, fastestRatio }: Line): string =>
  `| ${[entrant, median.toFixed(1), `${fastest.toFixed(1)}–${slowest.toFixed(1)}`, rounds, ratio.toFixed(2), fastestRatio.toFixed(2)].join(" | ")} |`;

const filter = process.argv[2] ?? "";
const chosen = Object.entries(RACES).filter(([name]) => name.includes(filter));
if (chosen.length === 0) {
  console.error(`bench: "${filter}" is part of no name. There are:\n  ${Object.keys(RACES).join("\n  ")}`);
  process.exit(1);
}

await withBenchPage(async (page) => {
  const adapter = await page.evaluate(() => window.bench!.adapter());
  const browser = await page.browser().version();
  console.log(`${describeMachine()}\n${browser}, ${adapter}`);
  const results: Record<string, Line[]> = {};
  for (const [name, race] of chosen) {
    results[name] = await run(page, race);
    console.log(`\n${name}\n\n${HEAD}`);
    for (const line of results[name]) console.log(row(line));
  }
  const folder = resolve(import.meta.dirname, "results");
  mkdirSync(folder, { recursive: true });
  const report = { date: new Date().toISOString(), machine: describeMachine(), browser, adapter, results };
  writeFileSync(resolve(folder, "browser.json"), `${JSON.stringify(report, null, 2)}\n`);
});
