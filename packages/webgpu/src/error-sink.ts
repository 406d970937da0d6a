// WebGPU reports mistakes later than the call that made them. They wait here and are thrown at the next read.
import { BackendError, DeviceLostError } from "@sonograd/core";

export class ErrorSink {
  private first: { readonly error: Error; readonly order: number } | undefined;
  private guards = 0;
  private readonly checks = new Set<Promise<void>>();
  /** Rejects when the device goes away; a read races against it. */
  readonly lost: Promise<never>;

  constructor(private readonly device: GPUDevice) {
    this.lost = device.lost.then((info) => {
      const error = new DeviceLostError(
        `webgpu: the device was lost (${info.reason}): ${info.message || "no message"}. Call useWebGPU() for a new one and restore from a checkpoint.`,
      );
      this.record(error, -1);
      throw error;
    });
    this.lost.catch(() => {}); // a read that waits sees it; without one it is thrown by the next call
    device.addEventListener("uncapturederror", (event) => {
      event.preventDefault();
      this.record(new BackendError(`webgpu: ${event.error.message}`));
    });
  }

  /** Keeps the error whose cause came first: a refused shader explains the refused batch that used it. */
  record(error: Error, order = this.guards): void {
    if (!this.first || order < this.first.order) this.first = { error, order };
  }

  /** Runs `fn` in an error scope; what it catches becomes a BackendError headed by `describe()`, or what `explain` makes of it. */
  guard<T>(
    filter: GPUErrorFilter,
    describe: () => string,
    fn: () => T,
    explain?: (error: GPUError) => Promise<Error>,
  ): T {
    const order = this.guards++;
    this.device.pushErrorScope(filter);
    try {
      return fn();
    } finally {
      const check = this.device.popErrorScope().then(
        async (error) => {
          if (!error) return;
          this.record(explain ? await explain(error) : new BackendError(`${describe()}\n${error.message}`), order);
        },
        () => {}, // the device is lost: `lost` says so
      );
      this.checks.add(check);
      void check.finally(() => this.checks.delete(check));
    }
  }

  /** Throws what is known, unless an earlier cause may still turn up. A lost device stays an error, others are reported once. */
  throwKnown(): void {
    if (!this.first) return;
    const { error } = this.first;
    if (error instanceof DeviceLostError) throw error;
    if (this.checks.size > 0) return;
    this.first = undefined;
    throw error;
  }

  /** Waits for all checks, then throws the first error. */
  async settle(): Promise<void> {
    while (this.checks.size > 0) await Promise.all(this.checks);
    this.throwKnown();
  }
}
