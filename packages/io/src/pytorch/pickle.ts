// A reader of Python's pickle that can execute nothing: the program in the file may build containers, numbers and texts,
// and what it calls is looked up in a closed list that the caller gives.
import { FormatError } from "@sonograd/core";

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

/**
 * The value that the pickle at `start` describes, and where the next one begins. Protocols 2 to 5.
 *
 * @throws FormatError  a damaged pickle, an instruction that is not supported, or a global outside of the list
 */
export function readPickle(bytes: Uint8Array, start: number, reader: PickleReader): { value: Pickled; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stack: Pickled[] = [];
  const memo = new Map<number, Pickled>();
  let at = start;
  const fail = (what: string): FormatError => new FormatError(`${reader.context} ${what}`);
  const take = (length: number): number => {
    const from = at;
    if (!(length >= 0) || from + length > bytes.length) throw fail(`is truncated inside its pickle, at byte ${from}.`);
    at += length;
    return from;
  };
  const u8 = (): number => bytes[take(1)];
  const u32 = (): number => view.getUint32(take(4), true);
  const u64 = (): number => Number(view.getBigUint64(take(8), true));
  const text = (length: number): string => {
    const from = take(length);
    return new TextDecoder().decode(bytes.subarray(from, from + length));
  };
  const raw = (length: number): Uint8Array => {
    const from = take(length);
    return bytes.slice(from, from + length);
  };
  const line = (): string => {
    const end = bytes.indexOf(0x0a, at);
    const found = text((end < 0 ? bytes.length + 1 : end) - at);
    take(1);
    return found;
  };
  const pop = (): Pickled => {
    if (stack.length === 0) throw fail(`has a damaged pickle: nothing is on its stack at byte ${at - 1}.`);
    return stack.pop();
  };
  const top = <T>(kind: new (...args: never[]) => T, what: string): T => {
    const found = stack.at(-1);
    if (found instanceof kind) return found;
    throw fail(`has a damaged pickle: byte ${at - 1} needs a ${what}.`);
  };
  const popMark = (): Pickled[] => {
    const from = stack.lastIndexOf(MARK);
    if (from < 0) throw fail(`has a damaged pickle: no mark is set at byte ${at - 1}.`);
    const items = stack.splice(from);
    return items.slice(1);
  };
  const setItems = (items: readonly Pickled[]): void => {
    const dict = top<Map<Pickled, Pickled>>(Map, "dict");
    for (let i = 0; i + 1 < items.length; i += 2) dict.set(items[i], items[i + 1]);
  };
  const lookUp = (module: string, name: string): unknown => {
    const found = reader.globals(module, name);
    if (found === undefined)
      throw fail(`needs the Python object "${module}.${name}", which is refused. Save a state dict: torch.save(model.state_dict(), …).`); // prettier-ignore
    return found;
  };
  const call = (): void => {
    const args = pop();
    const fn = pop();
    if (!(fn instanceof PickleFunction) || !Array.isArray(args))
      throw fail(`has a damaged pickle: byte ${at - 1} calls what is no function.`);
    stack.push(fn.call(args));
  };
  const get = (index: number): void => {
    if (!memo.has(index)) throw fail(`has a damaged pickle: entry ${index} is used before it is set.`);
    stack.push(memo.get(index));
  };
  const peek = (): Pickled => {
    const value = pop();
    stack.push(value);
    return value;
  };

  for (;;) {
    const code = u8();
    switch (code) {
      case 0x80: {
        const protocol = u8();
        if (protocol < 2 || protocol > 5) throw fail(`has pickle protocol ${protocol}; 2 to 5 are read.`);
        break;
      }
      case 0x95: // frame: a hint for streams
        take(8);
        break;
      case 0x2e: // stop
        return { value: pop(), end: at };
      case 0x28:
        stack.push(MARK);
        break;
      case 0x30:
        pop();
        break;
      case 0x31:
        popMark();
        break;
      case 0x32:
        stack.push(peek());
        break;
      case 0x4e:
        stack.push(null);
        break;
      case 0x88:
        stack.push(true);
        break;
      case 0x89:
        stack.push(false);
        break;
      case 0x4a:
        stack.push(view.getInt32(take(4), true));
        break;
      case 0x4b:
        stack.push(u8());
        break;
      case 0x4d:
        stack.push(view.getUint16(take(2), true));
        break;
      case 0x8a:
        stack.push(integer(raw(u8())));
        break;
      case 0x8b:
        stack.push(integer(raw(u32())));
        break;
      case 0x47:
        stack.push(view.getFloat64(take(8), false));
        break;
      case 0x58:
        stack.push(text(u32()));
        break;
      case 0x8c:
        stack.push(text(u8()));
        break;
      case 0x8d:
        stack.push(text(u64()));
        break;
      case 0x54: // str of Python 2
        stack.push(text(u32()));
        break;
      case 0x55:
        stack.push(text(u8()));
        break;
      case 0x42:
        stack.push(raw(u32()));
        break;
      case 0x43:
        stack.push(raw(u8()));
        break;
      case 0x8e:
        stack.push(raw(u64()));
        break;
      case 0x5d:
      case 0x29:
        stack.push([]);
        break;
      case 0x7d:
        stack.push(new Map());
        break;
      case 0x8f:
        stack.push(new Set());
        break;
      case 0x61: {
        const item = pop();
        top<Pickled[]>(Array, "list").push(item);
        break;
      }
      case 0x65: {
        const items = popMark();
        const list = top<Pickled[]>(Array, "list");
        for (const item of items) list.push(item);
        break;
      }
      case 0x90: {
        const items = popMark();
        const set = top<Set<Pickled>>(Set, "set");
        for (const item of items) set.add(item);
        break;
      }
      case 0x6c:
      case 0x74:
        stack.push(popMark());
        break;
      case 0x85:
      case 0x86:
      case 0x87: {
        const items = Array.from({ length: code - 0x84 }, pop).reverse();
        stack.push(items);
        break;
      }
      case 0x64: {
        const items = popMark();
        stack.push(new Map());
        setItems(items);
        break;
      }
      case 0x73: {
        const value = pop();
        const key = pop();
        setItems([key, value]);
        break;
      }
      case 0x75:
        setItems(popMark());
        break;
      case 0x63: {
        const module = line();
        stack.push(lookUp(module, line()));
        break;
      }
      case 0x93: {
        const name = pop();
        stack.push(lookUp(String(pop()), String(name)));
        break;
      }
      case 0x52: // reduce
      case 0x81: // new object: a call of its class
        call();
        break;
      case 0x62: // build: attributes, such as the _metadata of a state dict, which nothing here needs
        pop();
        top<Map<Pickled, Pickled>>(Map, "dict");
        break;
      case 0x51:
        stack.push(reader.persistent(pop()));
        break;
      case 0x71:
        memo.set(u8(), peek());
        break;
      case 0x72:
        memo.set(u32(), peek());
        break;
      case 0x94:
        memo.set(memo.size, peek());
        break;
      case 0x68:
        get(u8());
        break;
      case 0x6a:
        get(u32());
        break;
      default:
        throw fail(`has pickle instruction 0x${code.toString(16)} at byte ${at - 1}, which is not supported.`);
    }
  }
}

/** Little-endian two's complement; a bigint where a number would be rounded. */
function integer(bytes: Uint8Array): number | bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]);
  value = BigInt.asIntN(Math.max(1, 8 * bytes.length), value);
  const rounded = Number(value);
  return Number.isSafeInteger(rounded) ? rounded : value;
}
