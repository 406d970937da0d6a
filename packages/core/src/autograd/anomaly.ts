// Looking for NaN, as `torch.autograd.detect_anomaly`: slow, for finding a fault. While it is on, every node remembers
// where in the program its op was called, and a walk back looks at each gradient as soon as a rule has made it.
import { keep } from "../backend/index.js";
import { SonogradError } from "../errors/index.js";
import { formatShape, isComplex, type GradNode, type OpTrace, type Tensor } from "../tensor/index.js";
import { stackOfUser } from "./call-site.js";
import { refusePromise, withRecording } from "./grad-mode.js";

/** A gradient holds NaN; the message says which op made it and where that was called. */
export class AnomalyError extends SonogradError {
  constructor(message: string) {
    super("ERR_ANOMALY", message);
  }
}

let enabled = false;

/** Whether gradients are looked at for NaN. */
export const isAnomalyEnabled = (): boolean => enabled;

/** Switches the search for NaN in gradients on or off, as `torch.autograd.set_detect_anomaly`. See {@link detectAnomaly}. */
export function setDetectAnomaly(value: boolean): void {
  enabled = value;
}

/**
 * Runs `fn`, which must be synchronous, and looks for NaN in every gradient that a walk inside computes. The error
 * names the op whose rule made it, the input it is for, where the op was called, and the op whose result was the first
 * to hold NaN. Ops and walk must both run inside.
 *
 * On a GPU nothing can be read at once: the findings wait for `await anomalies()`, and NaN in results is not looked for.
 *
 * @throws AnomalyError  a gradient holds NaN, also the one passed to backward()
 * @example detectAnomaly(() => crossEntropy(model(x), t).backward())
 */
export function detectAnomaly<T>(fn: () => T): T {
  const before = enabled;
  enabled = true;
  try {
    return refusePromise("detectAnomaly", fn());
  } finally {
    enabled = before;
  }
}

/** Findings on a device whose values take a wait: a flag there, and what it would mean. */
let waiting: { readonly flag: Tensor; readonly error: AnomalyError }[] = [];

/**
 * Waits for what `detectAnomaly` has looked at on a GPU.
 *
 * @throws AnomalyError  of the first gradient with NaN, in the order of the walk
 */
export async function anomalies(): Promise<void> {
  const found = waiting;
  waiting = [];
  const flags = await Promise.all(found.map(({ flag }) => flag.item()));
  const at = flags.findIndex((flag) => flag !== 0);
  if (at >= 0) throw found[at].error;
}

function holdsNaN(t: Tensor): boolean {
  return t.device === "cpu" && t.dataSync().some((v) => Number.isNaN(v));
}

/** What a node remembers of the call that made it; null while nobody looks for anomalies. */
export function traceOf(inputs: readonly Tensor[], outs: readonly Tensor[]): OpTrace | null {
  if (!enabled) return null;
  return { calledFrom: stackOfUser(), madeNaN: outs.some(holdsNaN) && !inputs.some(holdsNaN) };
}

function refuseNaN(t: Tensor, explain: () => string): void {
  if (t.device === "cpu") {
    if (holdsNaN(t)) throw new AnomalyError(explain());
    return;
  }
  withRecording(false, () => {
    const parts = isComplex(t.dtype) ? t.viewAsReal() : t;
    waiting.push({ flag: keep(parts.isnan().any()), error: new AnomalyError(explain()) });
  });
}

const callOf = (node: GradNode): string =>
  node.trace ? `called from\n${node.trace.calledFrom}` : "called before anomalies were looked for.";

/** Looks at what the rule of `node` gave. `order` holds the nodes of the walk, each before what was made from it. */
export function checkGradients(
  node: GradNode,
  grads: readonly (Tensor | null)[],
  found: readonly (Tensor | null)[],
  order: readonly GradNode[],
): void {
  if (!enabled) return;
  found.forEach((g, k) => {
    if (!g) return;
    refuseNaN(g, () => {
      const cause = grads.some((grad) => grad && holdsNaN(grad)) ? " (it was given NaN, by a hook)" : "";
      const first = order.find((n) => n.trace?.madeNaN);
      const forward = first ? `\nThe first result with NaN was that of "${first.name}", ${callOf(first)}` : "";
      return `backward: the gradient of "${node.name}" with respect to its input ${k}, ${g.dtype} ${formatShape(g.shape)}, holds NaN${cause}. The op was ${callOf(node)}${forward}`;
    });
  });
}

/** Looks at a gradient that the user gave. */
export function checkSeed(op: string, seed: Tensor): void {
  if (enabled) refuseNaN(seed, () => `${op}: the gradient passed in holds NaN already.`);
}
