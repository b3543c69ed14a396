import type { BenchOptions } from '../options.ts';
import type { Section } from '../table.ts';
import { accuracy, shapes } from './accuracy.ts';
import type { NoisePart } from './cells.ts';
import { coverage } from './coverage.ts';
import { forcing } from './forcing.ts';
import { friction } from './friction.ts';
import { positions } from './positions.ts';
import { real } from './real.ts';
import { time } from './time.ts';

const PARTS: readonly NoisePart[] = [accuracy, shapes, friction, positions, coverage, forcing, time, real];

/** Identification from noisy and from real motion: `--case` chooses among its parts, `--seeds` the sets per cell. */
export function measureNoise({ repeats, cases, isQuick, log }: BenchOptions): Section {
  const seeds = Array.from({ length: isQuick ? 1 : repeats }, (_, index) => index + 1);
  const parts = PARTS.filter(({ name }) => cases.length === 0 || cases.some((text) => name.includes(text)));
  const sections = parts.map((part) => ({ name: part.name, ...part.measure({ seeds, log }) }));
  return {
    tables: sections.flatMap(({ tables }) => tables),
    targets: sections.flatMap(({ targets }) => targets),
    data: Object.fromEntries(sections.map(({ name, data }) => [name, data])),
  };
}
