// A reader of Python's pickle that can execute nothing: the program in the file may build containers, numbers and texts,
// and what it calls is looked up in a closed list that the caller gives.
import { PickleCursor } from "./pickle-cursor.js";
import { INSTRUCTIONS } from "./pickle-instructions.js";
import { PickleMachine, type Pickled, type PickleReader } from "./pickle-machine.js";

const STOP = 0x2e;

/**
 * The value that the pickle at `start` describes, and where the next one begins. Protocols 2 to 5.
 *
 * @throws FormatError  a damaged pickle, an instruction that is not supported, or a global outside of the list
 */
export function readPickle(bytes: Uint8Array, start: number, reader: PickleReader): { value: Pickled; end: number } {
  const input = new PickleCursor(bytes, start, reader.context);
  const machine = new PickleMachine(input, reader);
  for (;;) {
    const code = input.u8();
    if (code === STOP) return { value: machine.pop(), end: input.at };
    const run = INSTRUCTIONS[code];
    if (!run)
      throw input.fail(
        `has pickle instruction 0x${code.toString(16)} at byte ${input.at - 1}, which is not supported.`,
      );
    run(machine);
  }
}
