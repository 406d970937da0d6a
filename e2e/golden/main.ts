// pnpm golden DIR: runs every case of every manifest.json under DIR against this library.
import { parseArgs } from "node:util";
import { backendOf, type Device } from "@sonograd/core";
import { adapters } from "./adapters/index.js";
import { readManifests, UsageError } from "./manifest.js";
import { countReports, formatCase, formatSummary, toJson, type CaseReport } from "./report.js";
import { runCase } from "./run.js";

const USAGE = `Usage: pnpm golden DIR [options]

Runs the cases of every manifest.json under DIR and compares with the stored outputs.

  --device cpu|webgpu   where to compute (default cpu)
  --family NAME         only this family
  --filter TEXT         only cases whose id or function contains TEXT
  --json                one JSON document on stdout instead of lines
  --verbose             say why a case is unsupported
  --quiet               leave out the cases that pass or are unsupported
  --help                this text

Exit code: 0 all compared cases pass, 1 some fail, 2 wrong usage.`;

function parseCommandLine(argv: readonly string[]) {
  try {
    return parseArgs({
      args: argv.filter((word) => word !== "--"),
      allowPositionals: true,
      options: {
        device: { type: "string", default: "cpu" },
        family: { type: "string" },
        filter: { type: "string" },
        json: { type: "boolean", default: false },
        verbose: { type: "boolean", default: false },
        quiet: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function openDevice(name: string): Promise<Device> {
  if (name === "cpu") return name;
  if (name !== "webgpu") throw new UsageError(`--device ${name} must be cpu or webgpu.`);
  const { useWebGPU } = await import("@sonograd/webgpu");
  await useWebGPU();
  return name;
}

async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommandLine(argv);
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (positionals.length !== 1) throw new UsageError(`one DIR is needed, got ${positionals.length}. See --help.`);
  const manifests = await readManifests(positionals[0]);
  const device = await openDevice(values.device);
  const { filter = "", family } = values;
  const reports: CaseReport[] = [];
  const { description } = backendOf(device);
  if (!values.json) console.log(`device ${device}: ${description}\n`);
  for (const manifest of manifests) {
    if (family !== undefined && manifest.family !== family) continue;
    for (const entry of manifest.cases) {
      if (!entry.id.includes(filter) && !entry.function.includes(filter)) continue;
      const report = await runCase(manifest.family, entry, { directory: manifest.directory, device, adapters });
      reports.push(report);
      if (!values.json && (report.status === "fail" || !values.quiet)) console.log(formatCase(report, values.verbose));
    }
  }
  if (reports.length === 0)
    throw new UsageError(`no case matches. Families here: ${manifests.map((manifest) => manifest.family).join(", ")}.`);
  console.log(values.json ? toJson(reports, device, description) : `\n${formatSummary(reports)}`);
  return countReports(reports).failed > 0 ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const usage = error instanceof UsageError;
  console.error(
    `golden: ${usage ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  process.exitCode = usage ? 2 : 1;
}
