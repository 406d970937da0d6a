// Gradients as inputs and results: while a function is recorded, every `.grad` it reads or sets is noted, and put back as
// it was when the recording ends.
import { TraceStorage } from "../backend/index.js";
import { gradAccess, type GradListener, type Tensor } from "../tensor/index.js";

/** Reads or sets `.grad` unseen. */
function unseen<T>(fn: () => T): T {
  const { listener } = gradAccess;
  gradAccess.listener = null;
  try {
    return fn();
  } finally {
    gradAccess.listener = listener;
  }
}

/** What happened to the `.grad` of one tensor. */
export interface GradUse {
  readonly leaf: Tensor;
  /** As it was before. */
  readonly before: Tensor | null;
  /** What the function saw in its place, where it looked before it set it; undefined where it did not look. */
  seen: Tensor | null | undefined;
  /** Whether the function set it. */
  isSet: boolean;
  after: Tensor | null;
}

export class GradWatch implements GradListener {
  private readonly uses = new Map<Tensor, GradUse>();

  /** @param standIn  a tensor without values in the place of a real one */
  constructor(private readonly standIn: (t: Tensor) => Tensor) {}

  /** Runs `fn` with this watch on; afterwards every gradient is what it was. */
  during<T>(fn: () => T): T {
    const outer = gradAccess.listener;
    gradAccess.listener = this;
    try {
      return fn();
    } finally {
      gradAccess.listener = outer;
      unseen(() => {
        for (const use of this.uses.values()) {
          use.after = use.leaf.grad;
          use.leaf.grad = use.before;
        }
      });
    }
  }

  get all(): readonly GradUse[] {
    return [...this.uses.values()];
  }

  reads(leaf: Tensor): void {
    const use = this.useOf(leaf);
    if (!use || use.isSet || use.seen !== undefined) return;
    use.seen = use.before && this.standIn(use.before);
    unseen(() => (leaf.grad = use.seen!));
  }

  writes(leaf: Tensor): void {
    const use = this.useOf(leaf);
    if (use) use.isSet = true;
  }

  private useOf(leaf: Tensor): GradUse | undefined {
    let use = this.uses.get(leaf);
    // Tensors made while recording are gone when it ends; stand-ins for arguments are told to the watch beforehand.
    if (!use && !(leaf.storage instanceof TraceStorage)) use = this.watch(leaf);
    return use;
  }

  /** Watches a stand-in too, whose gradient starts as `before`. */
  watch(leaf: Tensor, before: Tensor | null = unseen(() => leaf.grad)): GradUse {
    const use: GradUse = { leaf, before, seen: undefined, isSet: false, after: null };
    this.uses.set(leaf, use);
    return use;
  }
}

export const gradOf = (leaf: Tensor): Tensor | null => unseen(() => leaf.grad);
export function setGrad(leaf: Tensor, grad: Tensor | null): void {
  unseen(() => (leaf.grad = grad));
}
