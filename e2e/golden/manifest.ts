// Finds and reads the manifests under a directory.
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import type { CaseEntry } from "./adapter.js";

export interface Manifest {
  readonly family: string;
  /** Folder that the files of its cases are relative to. */
  readonly directory: string;
  readonly cases: readonly CaseEntry[];
}

/** A wrong command line or directory, in one line for the user. */
export class UsageError extends Error {}

async function manifestFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) found.push(...(await manifestFiles(file)));
    else if (entry.name === "manifest.json") found.push(file);
  }
  return found;
}

/** Every manifest.json under `root`, at any depth, in the order of their paths. @throws UsageError where there is none */
export async function readManifests(root: string): Promise<Manifest[]> {
  let files: string[];
  try {
    files = await manifestFiles(root);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new UsageError(`"${root}" does not exist.`);
    if (code === "ENOTDIR") throw new UsageError(`"${root}" is not a directory.`);
    throw new UsageError(`"${root}" cannot be read: ${(error as Error).message}.`);
  }
  if (files.length === 0) throw new UsageError(`"${root}" holds no manifest.json.`);
  return Promise.all(files.map(readManifest));
}

async function readManifest(file: string): Promise<Manifest> {
  let manifest: Partial<Manifest>;
  try {
    manifest = JSON.parse(await readFile(file, "utf8")) as Partial<Manifest>;
  } catch (error) {
    throw new UsageError(`${file} is not a JSON file: ${(error as Error).message}.`);
  }
  const { family, cases } = manifest;
  if (typeof family !== "string" || !Array.isArray(cases))
    throw new UsageError(`${file} is not a golden manifest: it needs "family" (text) and "cases" (list).`);
  return { family, cases, directory: path.dirname(file) };
}
