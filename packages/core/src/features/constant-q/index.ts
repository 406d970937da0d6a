export { cqt, type CqtOptions } from "./cqt.js";
export { vqt, type VqtOptions } from "./vqt.js";
export { pseudoCqt } from "./pseudo-cqt.js";
export { hybridCqt } from "./hybrid-cqt.js";
export { icqt, type IcqtOptions } from "./icqt.js";
export { griffinlimCqt, type GriffinlimCqtOptions } from "./griffinlim-cqt.js";
export type { ConstantQTransformOptions, ForwardOptions } from "./vqt-plan.js";
