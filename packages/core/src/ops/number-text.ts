// Numbers as Python's format() writes them. JavaScript rounds exact halves away from zero, Python to the even digit.

const isMinusZero = (v: number): boolean => Object.is(v, -0);

/** With the last digit before any exponent even: what JavaScript rounded up from an exact half goes back down. */
function toEven(text: string): string {
  const end = text.indexOf("e") < 0 ? text.length : text.indexOf("e");
  const last = Number(text[end - 1]);
  return last % 2 === 0 ? text : text.slice(0, end - 1) + String(last - 1) + text.slice(end);
}

/** `format(v, ".{digits}f")` of a finite number below 1e21. */
export function fixedText(v: number, digits: number): string {
  if (isMinusZero(v)) return `-${fixedText(0, digits)}`;
  const text = v.toFixed(digits);
  // A binary number lies halfway exactly if it is an odd multiple of 2^−(digits + 1).
  return Math.abs(v * 2 ** (digits + 1)) % 2 === 1 ? toEven(text) : text;
}

/** `format(v, ".{digits}e")` of a finite number: at least two digits in the exponent. */
export function exponentText(v: number, digits: number): string {
  if (isMinusZero(v)) return `-${exponentText(0, digits)}`;
  // eslint-disable-next-line oxc/number-arg-out-of-range -- 100 digits are allowed since ES2018
  const exact = v.toExponential(100).replace(/e.*/, "");
  const isHalf = /^50*$/.test(exact.slice(exact.indexOf(".") + 1 + digits));
  const text = isHalf ? toEven(v.toExponential(digits)) : v.toExponential(digits);
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}
