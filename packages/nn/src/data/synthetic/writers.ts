// Stand-ins on disk: the layout of a public set, filled with sounds that can be told apart.
export { writeSyntheticUrbanSound8K, type SyntheticUrbanSound8KOptions } from "./write-urbansound8k.js";
export type { StandInOptions } from "./stand-in.js";
export { ESC50_CLASSES, writeSyntheticESC10, writeSyntheticESC50, type SyntheticESCOptions } from "./write-esc.js";
export {
  writeSyntheticFSDD,
  writeSyntheticLibriSpeech,
  writeSyntheticSpeechCommands,
  writeSyntheticYesNo,
  type SyntheticFSDDOptions,
  type SyntheticLibriSpeechOptions,
  type SyntheticSpeechCommandsOptions,
} from "./write-speech-sets.js";
export {
  writeSyntheticAudioFolder,
  writeSyntheticCIFAR10,
  writeSyntheticGTZAN,
  type SyntheticClassesOptions,
  type SyntheticFolderOptions,
} from "./write-other-sets.js";
