// The conformance table in a page. The test calls it in batches, so that no single call can hang for long.
import { probeWebGPU, useWebGPU, type WebGpuBackend } from "@sonograd/webgpu";
import { CASES, checkCase, type CaseResult, type Mode } from "../../packages/core/conformance/index.js";

/** A result on its way to Node: JSON has no Infinity, so ratios travel as text. */
export type WireResult = Omit<CaseResult, "forward" | "gradient"> & {
  readonly forward: string;
  readonly gradient: string;
};

export interface ConformancePage {
  readonly names: readonly string[];
  /** Line that names the adapter, or why there is none. */
  start(): Promise<{ readonly adapter?: string; readonly reason?: string }>;
  /** Kernels sent to the GPU so far: none would mean that nothing ran on the GPU. */
  dispatches(): number;
  /** Results of cases from…to − 1 of the table. */
  run(from: number, to: number, mode: Mode): Promise<WireResult[]>;
}

declare global {
  interface Window {
    conformance?: ConformancePage;
  }
}

let backend: WebGpuBackend | undefined;

window.conformance = {
  names: CASES.map(({ name }) => name),
  async start() {
    const probe = await probeWebGPU();
    if (!probe.available) return { reason: probe.reason ?? "no reason given" };
    backend = await useWebGPU();
    return { adapter: backend.description };
  },
  dispatches: () => backend?.statistics.dispatches ?? 0,
  async run(from, to, mode) {
    const results: WireResult[] = [];
    for (const testCase of CASES.slice(from, to)) {
      const result = await checkCase(testCase, "webgpu", mode);
      results.push({ ...result, forward: String(result.forward), gradient: String(result.gradient) });
    }
    return results;
  },
};
