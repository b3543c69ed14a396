import type { TableFormat } from '../table-format.ts';
import { nearestDouble } from './exact-decimal.ts';

const TAB = 9;
const BLANK = 32;
const PLUS = 43;
const MINUS = 45;
const ZERO = 48;
const SMALL_E = 101;

/**
 * Reads numbers straight from bytes and finds where cells end, in one go. What it reads equals `Number(text)`; whatever is not a plain
 * decimal (or too long or too close to call) is left to `parseNumber`.
 */
export class ByteNumbers {
  /** Where the cell read last ends: at a delimiter or at the end of the line. */
  cellEnd = 0;
  private readonly bytes: Uint8Array;
  private readonly delimiter: number;
  private readonly otherDelimiter: number;
  private readonly decimal: number;

  constructor(bytes: Uint8Array, { delimiter, decimal }: Pick<TableFormat, 'delimiter' | 'decimal'>) {
    this.bytes = bytes;
    this.delimiter = delimiter.charCodeAt(0);
    this.otherDelimiter = delimiter === ' ' ? TAB : this.delimiter;
    // Where the comma separates cells, a decimal comma can only stand in quotes.
    this.decimal = delimiter === decimal ? -1 : decimal.charCodeAt(0);
  }

  /** Reads the cell that begins at `from` of a line that ends at `end`. @returns NaN when it is no plain number */
  read(from: number, end: number): number {
    const { bytes, decimal } = this;
    let i = this.skipBlanks(from, end);
    const isNegative = i < end && bytes[i] === MINUS;
    if (isNegative || (i < end && bytes[i] === PLUS)) i += 1;
    const begin = i;
    let high = 0;
    let low = 0;
    let rest = 0;
    let digits = 0;
    let point = -1;
    for (; i < end; i++) {
      const byte = bytes[i]!;
      const digit = byte - ZERO;
      if (digit >= 0 && digit <= 9) {
        if (digits < 9) {
          high = high * 10 + digit;
          // Leading zeros are no digits of the number.
          if (high !== 0) digits += 1;
        } else {
          if (digits < 18) low = low * 10 + digit;
          else rest = rest * 10 + digit;
          digits += 1;
        }
      } else if (byte === decimal && point === -1) point = i;
      else break;
    }
    const hasDigits = i - begin > (point === -1 ? 0 : 1);
    let exponent = point === -1 ? 0 : point + 1 - i;
    if (hasDigits && i < end && (bytes[i]! | 32) === SMALL_E) {
      const sign = i + 1 < end ? bytes[i + 1]! : 0;
      let k = i + (sign === MINUS || sign === PLUS ? 2 : 1);
      const first = k;
      let power = 0;
      for (; k < end && bytes[k]! >= ZERO && bytes[k]! <= ZERO + 9; k++) power = power * 10 + (bytes[k]! - ZERO);
      if (k === first) return this.refuse(k, end);
      exponent += sign === MINUS ? -power : power;
      i = k;
    }
    i = this.skipBlanks(i, end);
    if (!hasDigits || digits > 27 || (i < end && !this.isDelimiter(bytes[i]!))) return this.refuse(i, end);
    this.cellEnd = i;
    const lowDigits = digits <= 9 ? 0 : digits <= 18 ? digits - 9 : 9;
    const restDigits = digits <= 18 ? 0 : digits - 18;
    const value = nearestDouble(high, low, lowDigits, rest, restDigits, exponent + restDigits);
    return isNegative ? -value : value;
  }

  isDelimiter(byte: number): boolean {
    return byte === this.delimiter || byte === this.otherDelimiter;
  }

  private skipBlanks(from: number, end: number): number {
    let i = from;
    while (i < end && (this.bytes[i] === BLANK || this.bytes[i] === TAB) && !this.isDelimiter(this.bytes[i]!)) i += 1;
    return i;
  }

  /** Place of the first delimiter from there on, or the end. */
  nextDelimiter(from: number, end: number): number {
    let i = from;
    while (i < end && !this.isDelimiter(this.bytes[i]!)) i += 1;
    return i;
  }

  private refuse(from: number, end: number): number {
    this.cellEnd = this.nextDelimiter(from, end);
    return NaN;
  }
}
