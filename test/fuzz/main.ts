/** `npm run fuzz -- [--files N] [--from K]`: imports mutated files and stops at the first that is not handled as it must be. */
import { parseArgs } from 'node:util';
import { drawFile, fuzzImport } from './fuzz-import.ts';

const { values } = parseArgs({
  options: { files: { type: 'string', default: '20000' }, from: { type: 'string', default: '0' } },
});
const from = Number(values.from);
const files = Number(values.files);
const refusals = new Map<string, number>();
let [accepted, compared, slowest] = [0, 0, { number: from, ms: 0 }] as [number, number, { number: number; ms: number }];
let failed = 0;
for (let number = from; number < from + files; number++) {
  try {
    const { outcome, code, compared: cells, ms } = fuzzImport(drawFile(number));
    compared += cells;
    if (outcome === 'accepted') accepted++;
    else refusals.set(code, (refusals.get(code) ?? 0) + 1);
    if (ms > slowest.ms) slowest = { number, ms };
    if (ms > 2000) throw new Error(`took ${Math.round(ms)} ms`);
  } catch (thrown) {
    failed++;
    console.error(`file ${number}: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
    if (failed >= 10) break;
  }
  if ((number - from) % 2000 === 1999) console.error(`${number - from + 1} files`);
}
console.log(`accepted ${accepted}, refused ${[...refusals].map(([code, count]) => `${code} ${count}`).join(', ')}`);
console.log(
  `${compared} kept numbers equal to the decimals in the files; slowest file ${slowest.number}: ${Math.round(slowest.ms)} ms`,
);
console.log(`${files - failed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;
