// The functions of test/edges that no conformance case runs on other devices, and which calls the CPU alone takes.
import { CASES } from "../../packages/core/conformance/index.js";
import type { Edge } from "../../packages/core/test/edges/edge.js";
import { readEdges } from "../../packages/core/test/edges/read.js";

/** Calls that refuse tensors of another device, and why. */
export const REFUSED: Readonly<Record<string, string>> = {
  chromaStft: "without a tuning, which only the host can estimate, and at once",
};

/** "tempo with a prior" and "tempo, per frame" are of `tempo`. */
export const functionOf = ({ name }: Edge): string => name.split(/[ ,]/)[0];

export async function edgesWithoutCase(): Promise<readonly Edge[]> {
  const covered = new Set(CASES.filter((each) => !each.host).map((each) => each.op));
  const edges = (await readEdges()).flatMap((group) => group.edges);
  return edges.filter((edge) => !covered.has(functionOf(edge)));
}
