// Arithmetic of a Python lambda in a manifest, such as "0.9 if epoch % 2 else 0.99": enough of the grammar for schedules.
import { unsupported } from "./adapter.js";

type Evaluate = (names: Readonly<Record<string, number>>) => number;

const TOKEN = /\s*(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+|[A-Za-z_]\w*|\*\*|\/\/|[<>=!]=|[-+*/%<>(),])/y;

const BINARY: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "//": (a, b) => Math.floor(a / b),
  "%": (a, b) => a - b * Math.floor(a / b),
  "<": (a, b) => Number(a < b),
  "<=": (a, b) => Number(a <= b),
  ">": (a, b) => Number(a > b),
  ">=": (a, b) => Number(a >= b),
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
};
/** From the loosest to the tightest. */
const LEVELS = [["<", "<=", ">", ">=", "==", "!="], ["+", "-"], ["*", "/", "//", "%"]]; // prettier-ignore
const FUNCTIONS: Readonly<Record<string, (...values: number[]) => number>> = { min: Math.min, max: Math.max };

class Parser {
  #at = 0;
  readonly #tokens: readonly string[];

  constructor(private readonly text: string) {
    const tokens: string[] = [];
    const pattern = new RegExp(TOKEN);
    while (text.slice(pattern.lastIndex).trim() !== "") {
      const match = pattern.exec(text) ?? unsupported(`the expression ${text}`);
      tokens.push(match[1]);
    }
    this.#tokens = tokens;
  }

  #takes(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }

  #needs(token: string): void {
    if (!this.#takes(token)) unsupported(`the expression ${this.text}`);
  }

  whole(): Evaluate {
    const value = this.#conditional();
    if (this.#at < this.#tokens.length) unsupported(`the expression ${this.text}`);
    return value;
  }

  #conditional(): Evaluate {
    const then = this.#binary(0);
    if (!this.#takes("if")) return then;
    const condition = this.#binary(0);
    this.#needs("else");
    const otherwise = this.#conditional();
    return (names) => (condition(names) === 0 ? otherwise(names) : then(names));
  }

  #binary(level: number): Evaluate {
    if (level === LEVELS.length) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = LEVELS[level].find((token) => this.#takes(token));
      if (!operator) return left;
      const [a, b] = [left, this.#binary(level + 1)];
      left = (names) => BINARY[operator](a(names), b(names));
    }
  }

  #unary(): Evaluate {
    if (this.#takes("-")) {
      const value = this.#unary();
      return (names) => -value(names);
    }
    const base = this.#atom();
    if (!this.#takes("**")) return base;
    const exponent = this.#unary();
    return (names) => base(names) ** exponent(names);
  }

  #atom(): Evaluate {
    if (this.#takes("(")) {
      const value = this.#conditional();
      this.#needs(")");
      return value;
    }
    const token = this.#tokens[this.#at++] ?? unsupported(`the expression ${this.text}`);
    if (/^[\d.]/.test(token)) return () => Number(token);
    if (!this.#takes("(")) return (names) => names[token] ?? unsupported(`the name ${token}`);
    const call = FUNCTIONS[token] ?? unsupported(`the function ${token}`);
    const values = [this.#conditional()];
    while (this.#takes(",")) values.push(this.#conditional());
    this.#needs(")");
    return (names) => call(...values.map((value) => value(names)));
  }
}

/** The function of its names that `text` is. @throws UnsupportedCase for grammar that is not arithmetic */
export const pythonExpression = (text: string): Evaluate => new Parser(text).whole();
