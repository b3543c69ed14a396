/**
 * The bench: our fits beside numpy's on the same systems, how they grow, what they need, and which promises they keep. `npm run bench -- --help`.
 * Quote ratios: seconds belong to the machine and its load, which is why both sides take turns and minima are compared.
 */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { compareAccuracy, compareSpeed } from './comparisons.ts';
import { measureGrowth } from './growth.ts';
import { measureImport } from './import.ts';
import { startNumpy } from './numpy-side.ts';
import { measureNoise } from './noise/measure-noise.ts';
import { parseOptions, USAGE } from './options.ts';
import type { BenchOptions, SectionName } from './options.ts';
import { measureColdFit, measureMemory } from './processes.ts';
import { asMarkdown, asText, targetTable } from './table.ts';
import type { Section, Table } from './table.ts';
import { compareTraining } from './training.ts';

const SECTIONS: Readonly<Record<SectionName, (options: BenchOptions) => Section | Promise<Section>>> = {
  speed: compareSpeed,
  accuracy: compareAccuracy,
  growth: measureGrowth,
  memory: measureMemory,
  training: compareTraining,
  cold: measureColdFit,
  import: measureImport,
  noise: measureNoise,
};

const args = process.argv.slice(2);
if (args.includes('--help')) console.log(USAGE);
else await run(parseOptions(args, (line) => process.stderr.write(`${line}\n`)));

async function run(options: BenchOptions): Promise<void> {
  const print = (table: Table) => {
    console.log(options.isMarkdown ? asMarkdown(table) : asText(table));
  };
  const machine = await describeMachine(options.threads);
  print({
    title: 'Machine',
    head: ['quantity', 'value'],
    rows: Object.entries(machine),
    note: 'Load: mean number of running threads over the last 1, 5 and 15 minutes, before the bench. The threads of numpy suffer more from company than ours: only on a quiet machine do the ratios count.',
  });
  const sections: (Section & { readonly name: SectionName })[] = [];
  for (const name of options.sections) {
    const section = await SECTIONS[name](options);
    section.tables.forEach(print);
    sections.push({ name, ...section });
  }
  const targets = sections.flatMap((section) => section.targets);
  print(targetTable(targets));
  if (options.json === null) return;
  const measured = Object.fromEntries(sections.map(({ name, data }) => [name, data]));
  writeFileSync(options.json, JSON.stringify({ machine, targets, ...measured }, null, 2));
}

async function describeMachine(threads: number): Promise<Readonly<Record<string, string>>> {
  const peer = await startNumpy(threads);
  if ('close' in peer) peer.close();
  return {
    processor: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores`,
    load: loadavg()
      .map((value) => value.toFixed(1))
      .join(' '),
    node: process.version,
    numpy: 'reason' in peer ? peer.reason : peer.description,
    threads: `${threads} on both sides`,
    date: new Date().toISOString().slice(0, 10),
  };
}
