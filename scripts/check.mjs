// `pnpm check`: everything CI does, cheapest first; stops at the first step that fails.
// Its last line is "N passed, N failed": the tests of all steps together.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, run } from "./bootstrap.mjs";

const bin = (name) => join("node_modules", ".bin", name);
const reports = mkdtempSync(join(tmpdir(), "sonograd-check-"));
const total = { passed: 0, failed: 0, skipped: 0 };

function finish(status) {
  rmSync(reports, { recursive: true, force: true });
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exit(status);
}

function step(title, command, args) {
  const started = Date.now();
  console.log(`\n── ${title}`);
  const status = run(command, args);
  console.log(`── ${title}: ${status === 0 ? "ok" : "FAILED"} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (status === 0) return;
  total.failed += 1;
  finish(1);
}

/** A Vitest project; its counts are added to the total. */
function tests(project) {
  const started = Date.now();
  console.log(`\n── ${project}`);
  const file = join(reports, `${project}.json`);
  const status = run(bin("vitest"), [
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  let report;
  try {
    report = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    report = { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0 };
  }
  total.passed += report.numPassedTests;
  total.skipped += report.numPendingTests;
  // A project that fails without a failed test (a file that does not load) still counts.
  total.failed += status === 0 ? report.numFailedTests : Math.max(1, report.numFailedTests);
  console.log(`── ${project}: ${status === 0 ? "ok" : "FAILED"} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (status !== 0) finish(1);
}

/** Whether there is an adapter; where one is required, the course itself has to tell that it is missing. */
function hasWebGpu() {
  if (process.env.REQUIRE_GPU === "1") return true;
  const program = join("packages", "cli", "dist", "main.js");
  const { stdout } = spawnSync(process.execPath, [program, "doctor", "--json"], { encoding: "utf8" });
  return JSON.parse(stdout).webgpu.available === true;
}

/** Every chapter of the course, from the built program, on a device; a chapter counts as a test. */
function course(device) {
  const started = Date.now();
  console.log(`\n── course on ${device}`);
  const program = join("packages", "cli", "dist", "main.js");
  const args = [program, "course", "all", "--device", device, "--out", reports];
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.stdout.write(stdout);
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(stdout) ?? [0, 0, 1];
  total.passed += Number(passed);
  total.failed += Number(failed);
  console.log(
    `── course on ${device}: ${status === 0 ? "ok" : "FAILED"} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  if (status !== 0) finish(1);
}

step("format", bin("prettier"), ["--check", "--log-level=warn", "."]);
step("lint", bin("oxlint"), ["--deny-warnings"]);
step("types", bin("tsc"), ["--noEmit", "-p", "tsconfig.json"]);
step("boundaries", bin("vitest"), ["run", "--project", "unit", "scripts/boundaries.test.ts", "--reporter=dot"]);
build();
for (const name of ["core", "webgpu", "io", "nn", "cli", "web"])
  step(`package ${name}`, bin("publint"), ["--strict", "--pack", "npm", join("packages", name)]);
tests("unit");
course("cpu");
if (hasWebGpu()) course("webgpu");
else {
  // As the tests that need a GPU: left out aloud, unless this machine is said to have one.
  console.log("\n── course on webgpu: SKIPPED, no adapter (`sonograd doctor` says why)");
  total.skipped += 1;
}
tests("conformance");
tests("e2e");
finish(0);
