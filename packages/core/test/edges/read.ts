// The edges of every group, and the numbers of what they give.
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { Tensor } from "../../src/index.js";
import type { Edge } from "./edge.js";

export interface EdgeGroup {
  readonly group: string;
  readonly edges: readonly Edge[];
}

/** What the files <group>.edges.ts beside this one list. */
export const readEdges = (): Promise<EdgeGroup[]> =>
  Promise.all(
    readdirSync(import.meta.dirname)
      .filter((name) => name.endsWith(".edges.ts"))
      .sort()
      .map(async (name) => {
        const { edges } = (await import(resolve(import.meta.dirname, name))) as { readonly edges: readonly Edge[] };
        return { group: name.replace(".edges.ts", ""), edges };
      }),
  );

/** All numbers of a result, whatever it is made of. */
export async function numbersOf(result: unknown): Promise<number[]> {
  const value = await result;
  if (value instanceof Tensor) return Array.from((await value.data()) as ArrayLike<number>);
  if (typeof value === "number") return [value];
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
  if (Array.isArray(value)) return (await Promise.all(value.map(numbersOf))).flat();
  if (typeof value === "object" && value !== null) return numbersOf(Object.values(value));
  return [];
}
