// What the programs in bench/ ask of a page. Other libraries are loaded only when they are asked for.
import { useWebGPU } from "@sonograd/webgpu";
import { countCalls, type Counts } from "../gpu/call-counter.js";
import { countWorks, type Counted, type Sizes } from "../gpu/count-works.js";
import { countPeers, prepareRace, type PreparedRace, type Race } from "../gpu/race-in-page.js";

export interface BenchPage {
  /** Line that names the adapter. */
  adapter(): Promise<string>;
  counts(sizes: Sizes): Promise<Counted>;
  /** What one warm training step of each peer costs, the reading of its loss included. */
  peerCounts(sizes: Sizes): Promise<Record<string, Counts>>;
  /** Makes the entrants of a race and compares their results. @returns their labels */
  prepare(race: Race): Promise<string[]>;
  /** Milliseconds of one run of that entrant. */
  time(entrant: number): Promise<number>;
}

declare global {
  interface Window {
    bench?: BenchPage;
  }
}

let reader: (() => Counts) | undefined;
const read = (): Counts => (reader ??= countCalls(globalThis))();
let prepared: PreparedRace | undefined;

window.bench = {
  adapter: async () => (await useWebGPU()).description,
  async counts(sizes) {
    await useWebGPU();
    return countWorks(sizes, read);
  },
  peerCounts: (sizes) => countPeers(sizes.images, read),
  async prepare(race) {
    prepared = await prepareRace(race);
    return prepared.labels;
  },
  time: (entrant) => prepared!.time(entrant),
};
