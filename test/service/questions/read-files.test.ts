import { describe, expect, test } from 'vitest';
import { readFile } from '../../../service/questions/read-files.ts';

const text = 't,θ\n0,1\n';

function utf16(bigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

describe('bytes to text', () => {
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, little end first', utf16(false)],
    ['UTF-16, big end first', utf16(true)],
    ['memory shared between threads', shared(Buffer.from(text))],
  ])('%s is read', (_name, bytes) => {
    expect(readFile({ name: 'run.csv', bytes })).toEqual({ name: 'run.csv', text });
  });

  test.each([
    ['Latin-1', Buffer.from('t,q\n0,1\n1,µ\n', 'latin1'), 'run.csv is not UTF-8 text: line 3 holds the byte 0xB5.'],
    ['a PNG image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'PNG image'],
  ])('%s is refused with what it is', (_name, bytes, message) => {
    expect(() => readFile({ name: 'run.csv', bytes })).toThrow(message);
    expect(() => readFile({ name: 'run.csv', bytes })).toThrow(expect.objectContaining({ code: 'bad-table' }));
  });
});

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}
