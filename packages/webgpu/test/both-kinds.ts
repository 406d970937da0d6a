// Kernels of the Fourier family come in two kinds: a thread per line for software adapters, a team of threads per line for
// hardware. Both run here on whatever adapter there is.
import { backendOf, type Backend, type DType, type PrimitiveAttrs, type PrimitiveName } from "@sonograd/core";
import { WebGpuBackend } from "../src/index.js";
import { gpuBackend } from "./device.js";
import { expectClose, runOn, type HostView, type Tolerance, viewOf } from "./parity.js";

let kinds: Promise<{ solo: WebGpuBackend; team: WebGpuBackend }> | undefined;

/** A backend of each kind, on one device. */
export const bothKinds = (): NonNullable<typeof kinds> =>
  (kinds ??= gpuBackend().then(({ gpu }) => ({
    solo: new WebGpuBackend(gpu, { description: "solo" }),
    team: new WebGpuBackend(gpu, { description: "team", barriers: true }),
  })));

/** Fails where either kind differs from the CPU. Gives the dispatches of each; null for teams that are not asked for, as they compile slowly here. */
export async function expectBothKinds<P extends PrimitiveName>(
  name: P,
  inputs: readonly HostView[],
  output: { readonly shape: readonly number[]; readonly dtype: DType },
  attrs: PrimitiveAttrs[P],
  tolerance: Tolerance,
  { withTeams = true } = {},
): Promise<{ solo: number; team: number | null }> {
  const target = viewOf(output.dtype, output.shape, []);
  const run = async (backend: Backend) => (await runOn(backend, name, inputs, [target], attrs))[0];
  const expected = await run(backendOf("cpu"));
  const counted = async (kind: "solo" | "team"): Promise<number> => {
    const backend = (await bothKinds())[kind];
    const before = backend.statistics.dispatches;
    expectClose(await run(backend), expected, tolerance, `${name}, ${kind}`);
    return backend.statistics.dispatches - before;
  };
  return { solo: await counted("solo"), team: withTeams ? await counted("team") : null };
}
