export type { BankOptions } from "./triangles.js";
export { linearFbanks } from "./linear-fbanks.js";
export { melscaleFbanks, type MelscaleFbanksOptions } from "./melscale-fbanks.js";
export { createDct } from "./create-dct.js";
