// Speech cannot keep up with a held key: of many messages only the newest is announced, at most twice a second.

export class Announcer {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pending: string | undefined;

  constructor(
    private readonly speak: (message: string) => void,
    private readonly intervalMs = 500,
  ) {}

  /** Announces soon; a newer message replaces one that still waits. */
  announce(message: string): void {
    this.#pending = message;
    this.#timer ??= setTimeout(() => this.#flush(), this.intervalMs);
  }

  /** Drops what waits. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = undefined;
  }

  #flush(): void {
    const message = this.#pending;
    this.cancel();
    if (message !== undefined) this.speak(message);
  }
}
