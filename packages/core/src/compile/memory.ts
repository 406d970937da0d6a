// Which intermediate results share memory: exact lifetimes, whole slots, the largest placed first (Pisarchyk and Lee,
// "Efficient memory management for deep neural net inference", 2020).
import type { Storage } from "../tensor/index.js";

/** A result that needs `bytes` from kernel `first` to kernel `last`. */
export interface Lifetime {
  readonly storage: Storage;
  readonly bytes: number;
  first: number;
  last: number;
}

export interface Slot {
  readonly bytes: number;
  readonly tenants: Lifetime[];
}

const overlap = (a: Lifetime, b: Lifetime): boolean => a.first <= b.last && b.first <= a.last;

/** Slots such that no two results that live at the same time share one. */
export function planSlots(lifetimes: readonly Lifetime[]): Slot[] {
  const slots: Slot[] = [];
  const largestFirst = [...lifetimes].sort((a, b) => b.bytes - a.bytes || a.first - b.first);
  for (const life of largestFirst) {
    // Slots come in falling size, so the last that is free is the tightest that has room.
    const slot = slots.findLast((s) => !s.tenants.some((t) => overlap(t, life)));
    if (slot) slot.tenants.push(life);
    else slots.push({ bytes: life.bytes, tenants: [life] });
  }
  return slots;
}
