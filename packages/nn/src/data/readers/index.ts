export type { AudioDataset, AudioItem, AudioLayout } from "./audio-item.js";
export { openAudioFolder } from "./audio-folder.js";
export { openFSDD } from "./fsdd.js";
export { openUrbanSound8K } from "./urbansound8k.js";
export { openAudioDataset } from "./open-audio-dataset.js";
