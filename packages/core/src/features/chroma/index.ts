export { chromaStft, type ChromaStftOptions } from "./chroma-stft.js";
export { chromaCqt, type ChromaCqtOptions, type SignalOrConstantQ } from "./chroma-cqt.js";
export { chromaVqt, type ChromaVqtOptions, type SignalOrVariableQ } from "./chroma-vqt.js";
export { chromaCens, type ChromaCensOptions } from "./chroma-cens.js";
export { tonnetz } from "./tonnetz.js";
