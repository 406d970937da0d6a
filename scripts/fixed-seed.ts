// A run of the tests says the same thing twice: properties start from a fixed seed, or from PROPERTY_SEED
// ("random" for a new one each time), which fast-check prints with a failure.
import * as fc from "fast-check";

const wish = process.env.PROPERTY_SEED;
if (wish !== "random")
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: wish === undefined ? 20_260 : Number(wish) });
