// Event files back as records.
import { parseEvent, type EventRecord } from "./event.js";
import { readRecords, type TornRecord } from "./records.js";

export interface EventFile {
  readonly events: EventRecord[];
  /** Set when the last record could not be read: a run that still writes, or one that was killed. */
  readonly torn?: TornRecord;
}

/**
 * The events in an event file. Both checksums of every record are compared; reading stops at the first record that is cut
 * off or damaged, and `torn` says where and why.
 */
export function readEvents(bytes: Uint8Array): EventFile {
  const { payloads, torn } = readRecords(bytes);
  const events: EventRecord[] = [];
  for (const { offset, payload } of payloads)
    try {
      events.push(parseEvent(payload));
    } catch (error) {
      return { events, torn: { offset, reason: error instanceof Error ? error.message : String(error) } };
    }
  return torn ? { events, torn } : { events };
}
