import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutLine } from '../../../../core/import/read/cut-line.ts';
import { firstLines } from '../../../../core/import/read/line-cursor.ts';
import type { Delimiter } from '../../../../core/import/table-format.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const plain = { delimiter: ',', collapse: false } as const;

describe('the first lines', () => {
  test('end with LF, CRLF or CR, as they come', () => {
    expect(firstLines(utf8('a\nb\r\nc\rd\r\r\ne\n\n'), 10, 100)).toEqual(['a', 'b', 'c', 'd', '', 'e', '']);
  });

  test('are as many as wanted', () => {
    expect(firstLines(utf8('a\nb\nc\n'), 2, 100)).toEqual(['a', 'b']);
    expect(firstLines(utf8(''), 2, 100)).toEqual([]);
  });

  test('are whole, but of the first there is a part however long it is', () => {
    expect(firstLines(utf8('abc\ndef\n'), 10, 5)).toEqual(['abc']);
    expect(firstLines(utf8('abc\ndef\n'), 10, 3)).toEqual(['abc']);
    expect(firstLines(utf8('äöü'), 10, 3)).toEqual(['ä']);
  });
});

describe('a line is cut into cells', () => {
  test('with the place of each', () => {
    expect(cutLine('1, "x",,"a ""b"", c"', plain)).toEqual([
      { text: '1', from: 0, to: 1 },
      { text: ' "x"', from: 2, to: 6 },
      { text: '', from: 7, to: 7 },
      { text: 'a "b", c', from: 8, to: 20 },
    ]);
  });

  test.each([
    ['  1\t 2  3 ', ' ', false, ['1', '2', '3']],
    ['"Time (s)" "q"\t3', ' ', false, ['Time (s)', 'q', '3']],
    ['1,,2,', ',', true, ['1', '2']],
    ['1,,2,', ',', false, ['1', '', '2', '']],
    ['', ',', false, ['']],
    ['1,"2,3', ',', false, ['1', '2,3']],
    ['"1" ,2', ',', false, ['1', '2']],
    ['5" disc,2', ',', false, ['5" disc', '2']],
  ] as const)('%j by %j', (line, delimiter, collapse, texts) => {
    expect(cutLine(line, { delimiter, collapse }).map(({ text }) => text)).toEqual(texts);
  });

  test('quoted texts come back as they were, and their places join to the line', () => {
    const cell = fc.string({ maxLength: 8 }).filter((text) => !/[\p{Cc}\ufeff]/u.test(text));
    const delimiters = fc.constantFrom<Delimiter>(',', ';', '\t', '|');
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), delimiters, (texts, delimiter) => {
        const line = texts.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter);
        const cells = cutLine(line, { delimiter, collapse: false });
        expect(cells.map(({ text }) => text)).toEqual(texts);
        expect(cells.map(({ from, to }) => line.slice(from, to)).join(delimiter)).toBe(line);
      }),
    );
  });
});
