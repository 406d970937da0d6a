// Bind groups by what they bind. Making one costs about ten times a dispatch that reuses one.
import type { PooledBuffer } from "./buffer-pool.js";
import type { CachedPipeline } from "./pipeline-cache.js";
import type { UniformArena } from "./uniform-arena.js";

const LIMIT = 1024;

export class BindGroupCache {
  /** Groups made so far. */
  created = 0;
  private readonly groups = new Map<string, GPUBindGroup>();

  constructor(private readonly device: GPUDevice) {}

  get(
    pipeline: Pick<CachedPipeline, "layout" | "layoutKey">,
    uniforms: UniformArena,
    paramsSize: number,
    slots: readonly PooledBuffer[],
    label: string,
  ): GPUBindGroup {
    let key = `${uniforms.id}:${paramsSize}:${pipeline.layoutKey}`;
    for (const slot of slots) key += `,${slot.id}`;
    const found = this.groups.get(key);
    if (found) {
      // Re-inserting keeps the map in order of last use.
      this.groups.delete(key);
      this.groups.set(key, found);
      return found;
    }
    const made = this.make(pipeline, uniforms, paramsSize, slots, label);
    this.groups.set(key, made);
    if (this.groups.size > LIMIT) this.groups.delete(this.groups.keys().next().value!);
    return made;
  }

  /** A group that the caller keeps. */
  make(
    pipeline: Pick<CachedPipeline, "layout" | "layoutKey">,
    uniforms: UniformArena,
    paramsSize: number,
    slots: readonly PooledBuffer[],
    label: string,
  ): GPUBindGroup {
    this.created++;
    const entries: GPUBindGroupEntry[] = [
      { binding: 0, resource: { buffer: uniforms.buffer, offset: 0, size: paramsSize } },
      ...slots.map((slot, i) => ({ binding: i + 1, resource: { buffer: slot.buffer } })),
    ];
    return this.device.createBindGroup({ label: `sonograd:${label}`, layout: pipeline.layout, entries });
  }

  /** Forgets every group (after buffers were destroyed). */
  clear(): void {
    this.groups.clear();
  }
}
