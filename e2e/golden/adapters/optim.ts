// Optimizer trajectories and learning-rate schedules.
import type { AdapterTable } from "../adapter.js";

export const optim: AdapterTable = {};
