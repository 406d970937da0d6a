// `pnpm counts`: what a step costs in calls to WebGPU, as one JSON object; 1 where the budget is not held.
// `--browser` counts in Chromium instead of Node, and `--peers` there also counts TensorFlow.js and jax-js.
import { parseArgs } from "node:util";
import { withBenchPage } from "./browser/bench-page.js";
import { SIZES } from "./gpu/count-works.js";
import { type Checked, countBoth, countInNode } from "./gpu/count-report.js";

const { values: options } = parseArgs({ options: { browser: { type: "boolean" }, peers: { type: "boolean" } } });
if (options.peers && !options.browser) {
  console.error("counts: the peers run in a browser only. Add --browser.");
  process.exit(2);
}

const countInChromium = (): Promise<Checked & { peers?: object }> =>
  withBenchPage(async (page) => {
    const checked = await countBoth((sizes) => page.evaluate((s) => window.bench!.counts(s), sizes));
    return options.peers
      ? { ...checked, peers: await page.evaluate((s) => window.bench!.peerCounts(s), SIZES[0]) }
      : checked;
  });

const { report, wrong, ...peers } = await (options.browser ? countInChromium() : countInNode());
console.log(JSON.stringify({ ...report, ...peers }, null, 2));
for (const line of wrong) console.error(line);
process.exit(wrong.length > 0 ? 1 : 0);
