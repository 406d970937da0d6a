// Saved tensors that were overwritten. Every storage knows when it was made and last written, every node when it was
// recorded; what a rule reads is checked at the moment it reads it, so unused inputs may change freely.
import { watchReads } from "../backend/index.js";
import { ParameterError } from "../errors/index.js";
import { formatShape, type GradNode, type View } from "../tensor/index.js";

function describe(node: GradNode, view: View): string {
  const at = node.inputs.findIndex((t) => t.storage === view.storage);
  const which = at >= 0 ? `its input ${at}` : "a tensor it saved";
  const { dtype, shape } = at >= 0 ? node.inputs[at] : view;
  return `${which}, ${dtype} ${formatShape(shape)},`;
}

/** Runs a rule of `node`; reading what existed before the node and was written after it is an error. */
export function refusingStaleReads<T>(node: GradNode, rule: () => T): T {
  return watchReads((view) => {
    const { madeAt, writtenAt } = view.storage;
    if (madeAt === undefined || writtenAt === undefined || madeAt > node.time || writtenAt < node.time) return;
    throw new ParameterError(
      `backward: the gradient of "${node.name}" needs ${describe(node, view)} as it was, but it was written in place since. ` +
        "Call backward() before the write, or write to a clone.",
    );
  }, rule);
}
