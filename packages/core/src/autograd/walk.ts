// The walk back: a topological order of the tape, then one pass that hands each node its summed gradients.
import { tick } from "../backend/index.js";
import { BackendError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, sameShape, type GradEdge, type GradNode, type GradSpec, type Tensor } from "../tensor/index.js"; // prettier-ignore
import { checkGradients } from "./anomaly.js";
import { applyHooks } from "./hooks.js";
import type { Holders } from "./keep-grad.js";
import { refusingStaleReads } from "./stale.js";
import { GradientSums } from "./sums.js";

/** Nodes that lead to `roots`, each before everything made from it. Iterative: tapes get deeper than the stack. */
function topologicalOrder(roots: readonly GradEdge[]): GradNode[] {
  const order: GradNode[] = [];
  const seen = new Set<GradNode>();
  for (const { node: root } of roots) {
    if (seen.has(root)) continue;
    seen.add(root);
    const stack = [{ node: root, next: 0 }];
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top.next === top.node.sources.length) {
        order.push(top.node);
        stack.pop();
        continue;
      }
      const source = top.node.sources[top.next++]?.node;
      if (!source || seen.has(source)) continue;
      seen.add(source);
      stack.push({ node: source, next: 0 });
    }
  }
  return order;
}

/** The nodes on a way from a root to one of `targets` (null: to any leaf); rules are asked for nothing else. */
function usefulNodes(order: readonly GradNode[], targets: ReadonlySet<GradEdge> | null): ReadonlySet<GradNode> {
  const useful = new Set<GradNode>();
  const isWanted = (edge: GradEdge | null): boolean => edge !== null && (targets ? targets.has(edge) : edge.node.leaf !== null); // prettier-ignore
  for (const node of order)
    if (node.results.some(isWanted) || node.sources.some((s) => s && useful.has(s.node))) useful.add(node);
  return useful;
}

/** `g` as the gradient of a tensor like `spec`: of its dtype, and real for a real one. */
export function fitted(g: Tensor, spec: GradSpec, name: string, what: string): Tensor {
  if (!sameShape(g.shape, spec.shape))
    throw new ShapeError(
      `internal: ${name}: gradient of ${what} has shape ${formatShape(g.shape)}, the tensor ${formatShape(spec.shape)}.`,
    );
  if (g.device !== spec.device)
    throw new BackendError(
      `${name}: gradient of ${what} is on device "${g.device}", the tensor on "${spec.device}". Move it with .to("${spec.device}").`,
    );
  return g.to(spec.dtype);
}

/** Drops what the node saved; a second walk through it is refused with a clear message. The way on stays known. */
function release(node: GradNode): void {
  node.inputs = [];
  node.backward = () => {
    throw new ParameterError(
      `backward: the graph through "${node.name}" was already used and its saved tensors dropped. ` +
        "Pass { retainGraph: true } to the first backward().",
    );
  };
}

export interface WalkOptions {
  readonly retainGraph: boolean;
  /** Where to gradients are wanted; null for every leaf. */
  readonly targets: ReadonlySet<GradEdge> | null;
  /** Gets each wanted gradient when it is complete. */
  readonly deliver: (edge: GradEdge, grad: Tensor, holders: Holders) => void;
}

/** Walks from the `roots` with their gradients to the targets, running hooks on the way. */
export function walk(roots: readonly (readonly [GradEdge, Tensor])[], options: WalkOptions): void {
  const { retainGraph, targets, deliver } = options;
  const waiting = new GradientSums();
  const holders: Holders = { since: tick(), exposed: new Set(), waiting };
  for (const [edge, seed] of roots) waiting.add(edge, seed);
  const order = topologicalOrder(roots.map(([edge]) => edge));
  const useful = usefulNodes(order, targets);

  /** The finished gradient of one result, after its hooks; wanted ones are delivered. */
  const finish = (edge: GradEdge | null): Tensor | null => {
    const sum = edge && waiting.take(edge);
    if (!edge || !sum) return null;
    const grad = applyHooks(edge, sum, holders);
    if (targets ? targets.has(edge) : edge.node.leaf) deliver(edge, grad, holders);
    return grad;
  };

  for (const node of order.toReversed()) {
    if (!useful.has(node)) continue;
    const grads = node.results.map(finish);
    const needs = node.sources.map((source) => source !== null && useful.has(source.node));
    if (!needs.includes(true) || !grads.some(Boolean)) continue; // a leaf, a target, or nothing arrived
    const found = refusingStaleReads(node, () => node.backward(grads, needs));
    checkGradients(node, grads, found, order);
    node.sources.forEach((source, k) => {
      if (needs[k] && found[k]) waiting.add(source!, fitted(found[k], source!.spec, node.name, `input ${k}`));
    });
    if (!retainGraph) release(node);
  }
}
