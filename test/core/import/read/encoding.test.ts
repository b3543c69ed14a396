import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectEncoding, toUtf8 } from '../../../../core/import/read/encoding.ts';
import { firstBadByte } from '../../../../core/import/read/utf8.ts';
import type { Encoding } from '../../../../core/import/table-format.ts';
import { fileOf, uglyFile } from './read-fixture.ts';

const utf16 = (text: string, isBigEndian = false) =>
  Uint8Array.from([...Buffer.from(text, 'utf16le')], (_, i) => Buffer.from(text, 'utf16le')[isBigEndian ? i ^ 1 : i]!);
const decoded = (bytes: Uint8Array, encoding: Encoding) =>
  Buffer.from(toUtf8({ name: 'data.csv', bytes }, encoding)).toString('utf8');

describe('the encoding of a file', () => {
  test.each([
    ['ASCII', Buffer.from('t,q\n1,2\n'), 'utf-8', true],
    ['UTF-8', Buffer.from('Größe,θ\n'), 'utf-8', true],
    ['UTF-8 with a mark', Buffer.from('\ufefft,q\n'), 'utf-8', true],
    ['UTF-16 LE with a mark', utf16('\ufefft,q\n'), 'utf-16le', true],
    ['UTF-16 BE with a mark', utf16('\ufefft,q\n', true), 'utf-16be', true],
    ['UTF-16 LE without one', utf16('t,q\n1,2\n'), 'utf-16le', false],
    ['UTF-16 BE without one', utf16('t,q\n1,2\n', true), 'utf-16be', false],
    ['bytes that are no UTF-8', Buffer.from('Gr\xf6\xdfe\n', 'latin1'), 'windows-1252', false],
    ['ASCII with a tail of NULs', Buffer.from(`t,q\n1,2\n${'\0'.repeat(9)}`), 'utf-8', true],
  ])('%s is recognised', (_, bytes, encoding, isCertain) => {
    expect(detectEncoding(bytes)).toEqual({ encoding, isCertain });
  });

  test.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('any text in %s is decoded, its mark left out', (encoding) => {
    const encode = (text: string) => (encoding === 'utf-8' ? Buffer.from(text) : utf16(text, encoding === 'utf-16be'));
    const text = fc.string({ unit: 'grapheme' }).map((words) => `t,q\n${words.replace(/\p{Cc}/gu, '')}`);
    fc.assert(
      fc.property(text, fc.boolean(), (words, hasMark) => {
        expect(decoded(encode(hasMark ? `\ufeff${words}` : words), encoding)).toBe(words);
      }),
    );
  });

  test('Windows-1252 has letters and signs where Latin-1 has controls', () => {
    expect(decoded(Buffer.from('a\x80\x99\xb0\xb5\xff', 'latin1'), 'windows-1252')).toBe('a€™°µÿ');
  });

  test('a header in Latin-1 is readable', () => {
    const { name, bytes } = uglyFile('14_latin1_units.csv');
    expect(Buffer.from(toUtf8({ name, bytes }, 'windows-1252')).toString().split('\n')[0]).toBe(
      't (s);Winkel (°);Drehrate (°/s);Stoß µT',
    );
  });

  test('UTF-8 is not copied, shared memory neither', () => {
    const shared = new Uint8Array(new SharedArrayBuffer(8));
    shared.set(Buffer.from('t,q\n1,2\n'));
    expect(toUtf8({ name: 'data.csv', bytes: shared }, 'utf-8').buffer).toBe(shared.buffer);
  });
});

describe('bytes that do not fit the encoding', () => {
  test.each([
    ['UTF-8', Buffer.from('t,q\r\n1,\xf6\n', 'latin1'), 'utf-8', 2, '0xF6'],
    ['UTF-8 cut off', Buffer.from('t\r1\r\xc3', 'latin1'), 'utf-8', 3, '0xC3'],
    ['half a pair', utf16('t,q\n1,\ud800\n'), 'utf-16le', 2, '0xD800'],
    [
      'half a character',
      Buffer.concat([utf16('t\n'), Buffer.of(0x31)]),
      'utf-16le',
      2,
      '0x31 (half a character at the end)',
    ],
  ] as const)('are refused with line and byte: %s', (_, bytes, encoding, line, byte) => {
    expect(() => toUtf8({ name: 'data.csv', bytes }, encoding)).toThrow(
      expect.objectContaining({ code: 'bad-table', context: { file: 'data.csv', line, byte } }),
    );
  });

  test('are found exactly where Node finds some', () => {
    const piece = fc.constantFrom([0x61], [0xc3, 0xb6], [0xe2, 0x82, 0xac], [0xf0, 0x9f, 0x98, 0x80]);
    const junk = fc.constantFrom([0xc0], [0xff], [0xed, 0xa0, 0x80], [0xe0, 0x80, 0x80], [0xf4, 0x90], [0x80], [0xc3]);
    const bytes = fc.array(fc.oneof({ weight: 9, arbitrary: piece }, junk), { maxLength: 40 });
    const fatal = new TextDecoder('utf-8', { fatal: true });
    fc.assert(
      fc.property(bytes, (list) => {
        const all = Uint8Array.from(list.flat());
        const bad = firstBadByte(all);
        expect(() => fatal.decode(bad === -1 ? all : all.subarray(0, bad))).not.toThrow();
        if (bad !== -1) expect(() => fatal.decode(all)).toThrow();
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a file that is no text table', () => {
  test.each([
    ['\x89PNG\r\n', 'a PNG image'],
    ['PK\x03\x04abc', 'an Excel workbook'],
    ['\xd0\xcf\x11\xe0', 'an old Excel workbook'],
    ['\x1f\x8b\x08', 'a gzip archive'],
    ['%PDF-1.7', 'a PDF document'],
    ['MATLAB 5.0 MAT-file, Platform', 'a MATLAB file'],
    ['\x89HDF\r\n\x1a\n', 'an HDF5 file'],
    ['SQLite format 3\0', 'a database'],
    ['\x93NUMPY\x01\0', 'a NumPy array'],
    ['PAR1', 'a Parquet file'],
    ['{"t": [0, 1]}', 'JSON'],
    ['[[0, 1], [2, 3]]', 'JSON'],
    ['\n<!DOCTYPE html>', 'a web page'],
    ['<?xml version="1.0"?>', 'an XML document'],
    ['ab\x01\x02\x03\x04', 'binary data'],
  ])('%j is refused by what it is', (text, words) => {
    const bytes = Buffer.from(text, 'latin1');
    for (const encoding of ['utf-8', 'windows-1252'] as const) {
      expect(() => toUtf8({ name: 'data.csv', bytes }, encoding)).toThrow(
        expect.objectContaining({ code: 'bad-table', message: expect.stringContaining(words) as string }),
      );
    }
  });

  test('random bytes are refused in every encoding', () => {
    let state = 1;
    const bytes = Uint8Array.from({ length: 4000 }, () => (state = (state * 48271) % 2147483647) & 0xff);
    for (const encoding of ['utf-8', 'windows-1252', 'utf-16le'] as const) {
      expect(() => toUtf8({ name: 'junk.csv', bytes }, encoding)).toThrow(
        expect.objectContaining({ code: 'bad-table' }),
      );
    }
  });

  test.each(['<DATE>;<CLOSE>\n1;2', '[s],[m]\n1,2', '{t},{q}\n1,2', 't,q\n1,2\n'])('%j is one', (text) => {
    expect(() => toUtf8(fileOf(text), 'utf-8')).not.toThrow();
  });
});
