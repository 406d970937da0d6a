export { hzToNote, midiToNote, noteToHz, noteToMidi, type NoteNameOptions } from "./note-names.js";
export { keyToDegrees, keyToNotes, type KeyNotesOptions } from "./keys.js";
export { fifthsToNote, type FifthsOptions } from "./fifths-to-note.js";
export { listMela, melaToDegrees, melaToSvara, type Mela, type MelaSvaraOptions } from "./mela.js";
export { listThaat, thaatToDegrees } from "./thaat.js";
export { hzToSvaraC, hzToSvaraH, midiToSvaraC, midiToSvaraH, noteToSvaraC, noteToSvaraH, type CarnaticOptions, type SvaraOptions } from "./svara.js"; // prettier-ignore
export { hzToFjs, intervalToFjs, type FjsOptions, type HzToFjsOptions } from "./interval-to-fjs.js";
export type { Naming, Reading } from "./naming.js";
