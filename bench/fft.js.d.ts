// fft.js has no types of its own.
declare module "fft.js" {
  export = FFT;
  class FFT {
    constructor(size: number);
    createComplexArray(): number[];
    realTransform(out: number[], data: ArrayLike<number>): void;
  }
}
