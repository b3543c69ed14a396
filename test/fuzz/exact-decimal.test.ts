import { expect, test } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { decimalOf } from './exact-decimal.ts';

test.each([
  ['0.1', 0.1],
  ['-1e-3', -1e-3],
  ['9007199254740993', 9007199254740992],
  ['9007199254740993.000000000001', 9007199254740994],
  ['4.9e-324', 5e-324],
  ['2.4703282292062327e-324', 0],
  ['2.4703282292062328e-324', 5e-324],
  ['2.2250738585072011e-308', 2.225073858507201e-308],
  ['1.7976931348623157e308', Number.MAX_VALUE],
])('%s is rounded once', (text, value) => {
  expect(decimalOf(text, '.', 'none')).toBe(value);
});

test.each(['1e400', '1,5', '12abc', '', '0x10', '1e'])('%s is no number', (text) => {
  expect(decimalOf(text, '.', 'none')).toBeNull();
});

test('it agrees with the engine on random doubles of every size', () => {
  const random = createRandom(1, 'decimals');
  for (let k = 0; k < 3000; k++) {
    const value = (random.uniform() - 0.5) * 10 ** random.uniformIn(-320, 308);
    expect(decimalOf(String(value), '.', 'none')).toBe(value);
    expect(decimalOf(value.toExponential(16).replace('.', ','), ',', 'none')).toBe(value);
  }
});
