import { serveDataset } from "@sonograd/nn";
import { Squares } from "./squares.js";

serveDataset(() => new Squares());
