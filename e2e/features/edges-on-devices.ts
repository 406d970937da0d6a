// The functions of test/edges that no conformance case runs on other devices, and which calls the CPU alone takes.
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { CASES } from "../../packages/core/conformance/index.js";
import type { Edge } from "../../packages/core/test/edges/edge.js";
import { ROOT } from "./docstrings.js";

const FOLDER = resolve(ROOT, "packages/core/test/edges");

/** Calls that refuse tensors of another device, and why. */
export const REFUSED: Readonly<Record<string, string>> = {
  chromaStft: "without a tuning, which only the host can estimate, and at once",
};

/** "tempo with a prior" and "tempo, per frame" are of `tempo`. */
export const functionOf = ({ name }: Edge): string => name.split(/[ ,]/)[0];

export async function edgesWithoutCase(): Promise<readonly Edge[]> {
  const covered = new Set(CASES.filter((each) => !each.host).map((each) => each.op));
  const modules = await Promise.all(
    readdirSync(FOLDER)
      .filter((name) => name.endsWith(".edges.ts"))
      .sort()
      .map((name) => import(resolve(FOLDER, name)) as Promise<{ readonly edges: readonly Edge[] }>),
  );
  return modules.flatMap(({ edges }) => edges).filter((edge) => !covered.has(functionOf(edge)));
}
