// The small numbers of many dispatches in one uniform buffer: one host write per batch, a dynamic offset per dispatch.
const ALIGNMENT = 256;

export const alignUniform = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

export class UniformArena {
  readonly buffer: GPUBuffer;
  readonly id: number;
  private readonly shadow: Uint32Array<ArrayBuffer>;
  private used = 0;
  private static nextId = 1;

  constructor(
    private readonly device: GPUDevice,
    readonly size: number,
    label: string,
  ) {
    this.id = UniformArena.nextId++;
    this.shadow = new Uint32Array(size / 4);
    this.buffer = device.createBuffer({ label: `sonograd:${label}`, size, usage: 0x40 | 0x8 }); // UNIFORM | COPY_DST
  }

  /** The byte offset where `words` were put, or -1 when the arena is full. */
  place(words: Uint32Array): number {
    const bytes = alignUniform(words.byteLength);
    if (this.used + bytes > this.size) return -1;
    const offset = this.used;
    this.shadow.set(words, offset / 4);
    this.used += bytes;
    return offset;
  }

  /** Puts another word at a place, counted in words; true when it differs from the one that was there. */
  replaceWord(at: number, word: number): boolean {
    if (this.shadow[at] === word) return false;
    this.shadow[at] = word;
    return true;
  }

  upload(): void {
    if (this.used > 0) this.device.queue.writeBuffer(this.buffer, 0, this.shadow, 0, this.used / 4);
  }

  reset(): void {
    this.used = 0;
  }
}
