export { chromaStft, type ChromaStftOptions } from "./chroma-stft.js";
export { tonnetz } from "./tonnetz.js";
