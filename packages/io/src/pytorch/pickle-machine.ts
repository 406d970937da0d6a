// What the instructions of a pickle work on: a stack with marks, and entries that are used again.
import type { PickleCursor } from "./pickle-cursor.js";

/** What stands in a pickle before its tensors are made: dicts are Maps, tuples and lists arrays, None null. */
export type Pickled = unknown;

/** What a pickle may name. A function is called with the arguments in the file; anything else is a plain value. */
export type Globals = (module: string, name: string) => unknown;

export interface PickleReader {
  readonly globals: Globals;
  /** What a persistent id stands for. */
  readonly persistent: (id: Pickled) => Pickled;
  /** Begins every error: `readTorch: source="x.pt"`. */
  readonly context: string;
}

/** A function that the closed list allows. */
export class PickleFunction {
  constructor(
    readonly name: string,
    readonly call: (args: readonly Pickled[]) => Pickled,
  ) {}
}

const MARK = Symbol("mark");

export class PickleMachine {
  readonly #stack: Pickled[] = [];
  readonly #memo = new Map<number, Pickled>();

  constructor(
    readonly input: PickleCursor,
    readonly reader: PickleReader,
  ) {}

  push(value: Pickled): void {
    this.#stack.push(value);
  }

  mark(): void {
    this.#stack.push(MARK);
  }

  pop(): Pickled {
    if (this.#stack.length === 0) throw this.#damaged(`nothing is on its stack at byte ${this.input.at - 1}`);
    return this.#stack.pop();
  }

  popMany(count: number): Pickled[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  /** Everything above the last mark, which goes too. */
  popMark(): Pickled[] {
    const from = this.#stack.lastIndexOf(MARK);
    if (from < 0) throw this.#damaged(`no mark is set at byte ${this.input.at - 1}`);
    return this.#stack.splice(from).slice(1);
  }

  peek(): Pickled {
    const value = this.pop();
    this.push(value);
    return value;
  }

  /** The topmost value, which has to be of a kind. */
  top<T>(kind: new (...args: never[]) => T, what: string): T {
    const found = this.#stack.at(-1);
    if (found instanceof kind) return found;
    throw this.#damaged(`byte ${this.input.at - 1} needs a ${what}`);
  }

  setItems(items: readonly Pickled[]): void {
    const dict = this.top<Map<Pickled, Pickled>>(Map, "dict");
    for (let i = 0; i + 1 < items.length; i += 2) dict.set(items[i], items[i + 1]);
  }

  /** Keeps the topmost value; without an index under the next one. */
  put(index: number = this.#memo.size): void {
    this.#memo.set(index, this.peek());
  }

  get(index: number): void {
    if (!this.#memo.has(index)) throw this.#damaged(`entry ${index} is used before it is set`);
    this.push(this.#memo.get(index));
  }

  /** Pushes what a name stands for. @throws FormatError  it stands outside of the closed list */
  lookUp(module: string, name: string): void {
    const found = this.reader.globals(module, name);
    if (found === undefined)
      throw this.input.fail(`needs the Python object "${module}.${name}", which is refused. Save a state dict: torch.save(model.state_dict(), …).`); // prettier-ignore
    this.push(found);
  }

  call(): void {
    const args = this.pop();
    const fn = this.pop();
    if (!(fn instanceof PickleFunction) || !Array.isArray(args))
      throw this.#damaged(`byte ${this.input.at - 1} calls what is no function`);
    this.push(fn.call(args));
  }

  #damaged(what: string): Error {
    return this.input.fail(`has a damaged pickle: ${what}.`);
  }
}
