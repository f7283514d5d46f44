/* Amounts as decimal strings: read as people write them, printed in 元, 万元 and 亿元. Never through floating point. */

const PLACES = { 元: 0, 万: 4, 万元: 4, 亿: 8, 亿元: 8 };
const NUMBER = /^-?(\d+)(\.\d+)?$/;

/** Whether `text` is a plain decimal number. */
export function isNumber(text) {
  return NUMBER.test(text);
}

/** `text` × 10^places, exactly. */
export function shift(text, places) {
  const [, sign, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  const digits = whole + fraction;
  const point = whole.length + places;
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const split = Math.max(point, 1);
  const left = padded.slice(0, split).replace(/^0+(?=\d)/, "");
  const right = padded.slice(split).replace(/0+$/, "");
  return sign + (right ? `${left}.${right}` : left);
}

/** The number that a person wrote: full-width digits, separators and spaces are understood. */
export function plainNumber(text) {
  return text.normalize("NFKC").replace(/[,\s]/g, "");
}

/** Yuan as a decimal string from "3000", "3,000万" or "1.2亿元"; `places` is the unit meant where none is written. */
export function parseAmount(text, places = 0) {
  const [, number, unit] = /^(.*?)(元|万元?|亿元?)?$/.exec(plainNumber(text));
  if (!isNumber(number)) return null;
  return shift(number, unit ? PLACES[unit] : places);
}

/** "600万元" for "6000000.00". */
export function amountText(yuan) {
  if (!isNumber(yuan)) return yuan;
  const plain = shift(yuan, 0);
  const digits = plain.replace(/^-/, "").split(".")[0].length;
  if (digits > 8) return `${shift(plain, -8)}亿元`;
  if (digits > 4) return `${shift(plain, -4)}万元`;
  return `${plain}元`;
}
