// The instructions of pickle that build containers, numbers and texts, by their codes.
import type { Pickled, PickleMachine } from "./pickle-machine.js";

type Instruction = (m: PickleMachine) => void;

const pushText =
  (length: (m: PickleMachine) => number): Instruction =>
  (m) =>
    m.push(m.input.text(length(m)));
const pushBytes =
  (length: (m: PickleMachine) => number): Instruction =>
  (m) =>
    m.push(m.input.raw(length(m)));
const u8 = (m: PickleMachine): number => m.input.u8();
const u32 = (m: PickleMachine): number => m.input.u32();
const u64 = (m: PickleMachine): number => m.input.u64();
const list: Instruction = (m) => m.push(m.popMark());

export const INSTRUCTIONS: Readonly<Record<number, Instruction>> = {
  0x80: (m) => {
    const protocol = m.input.u8();
    if (protocol < 2 || protocol > 5) throw m.input.fail(`has pickle protocol ${protocol}; 2 to 5 are read.`);
  },
  0x95: (m) => void m.input.take(8), // frame: a hint for streams
  0x28: (m) => m.mark(),
  0x30: (m) => void m.pop(),
  0x31: (m) => void m.popMark(),
  0x32: (m) => m.push(m.peek()),
  // numbers
  0x4e: (m) => m.push(null),
  0x88: (m) => m.push(true),
  0x89: (m) => m.push(false),
  0x4a: (m) => m.push(m.input.i32()),
  0x4b: (m) => m.push(m.input.u8()),
  0x4d: (m) => m.push(m.input.u16()),
  0x8a: (m) => m.push(m.input.integer(u8(m))),
  0x8b: (m) => m.push(m.input.integer(u32(m))),
  0x47: (m) => m.push(m.input.f64()),
  // texts and bytes
  0x58: pushText(u32),
  0x8c: pushText(u8),
  0x8d: pushText(u64),
  0x54: pushText(u32), // str of Python 2
  0x55: pushText(u8),
  0x42: pushBytes(u32),
  0x43: pushBytes(u8),
  0x8e: pushBytes(u64),
  // lists, tuples, sets and dicts
  0x5d: (m) => m.push([]),
  0x29: (m) => m.push([]),
  0x7d: (m) => m.push(new Map()),
  0x8f: (m) => m.push(new Set()),
  0x61: (m) => {
    const item = m.pop();
    m.top<Pickled[]>(Array, "list").push(item);
  },
  0x65: (m) => {
    const items = m.popMark();
    const all = m.top<Pickled[]>(Array, "list");
    for (const item of items) all.push(item);
  },
  0x90: (m) => {
    const items = m.popMark();
    const set = m.top<Set<Pickled>>(Set, "set");
    for (const item of items) set.add(item);
  },
  0x91: (m) => m.push(new Set(m.popMark())),
  0x6c: list,
  0x74: list,
  0x85: (m) => m.push(m.popMany(1)),
  0x86: (m) => m.push(m.popMany(2)),
  0x87: (m) => m.push(m.popMany(3)),
  0x64: (m) => {
    const items = m.popMark();
    m.push(new Map());
    m.setItems(items);
  },
  0x73: (m) => m.setItems(m.popMany(2)),
  0x75: (m) => m.setItems(m.popMark()),
  // names, calls and what is used again
  0x63: (m) => {
    const module = m.input.line();
    m.lookUp(module, m.input.line());
  },
  0x93: (m) => {
    const [module, name] = m.popMany(2);
    m.lookUp(String(module), String(name));
  },
  0x52: (m) => m.call(), // reduce
  0x81: (m) => m.call(), // new object: a call of its class
  0x62: (m) => {
    m.pop(); // build: attributes, such as the _metadata of a state dict, which nothing here needs
    m.top<Map<Pickled, Pickled>>(Map, "dict");
  },
  0x51: (m) => m.push(m.reader.persistent(m.pop())),
  0x71: (m) => m.put(u8(m)),
  0x72: (m) => m.put(u32(m)),
  0x94: (m) => m.put(),
  0x68: (m) => m.get(u8(m)),
  0x6a: (m) => m.get(u32(m)),
};
