export { LogMelCnn, type LogMelCnnOptions } from "./log-mel-cnn.js";
