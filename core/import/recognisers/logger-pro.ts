import type { FileLook, Recognised, Recogniser } from './recogniser.ts';
import { groupColumns, trajectoryRules } from './side-by-side.ts';

/** `Latest: Time (s)`, `Run 1: Position (m)`: the run, then the quantity. */
const NAME = /^([^:/()[\]]{1,60}): (\S.*)$/;

/**
 * Logger Pro and Graphical Analysis (Vernier). Exported as text: blocks that begin with `Vernier Format 2` (or 3), the source, the name
 * of the run, long names, short names and units. Exported as CSV: runs side by side, named `Latest: Time (s)`, `Run 1: Time (s)`.
 */
export const loggerPro: Recogniser = {
  id: 'logger-pro',
  label: 'Logger Pro',
  recognise: (look) => (/^Vernier Format [23]\s*$/.test(look.lines[0] ?? '') ? ofBlocks(look) : ofRuns(look)),
};

function ofBlocks({ lines, cells, firstData }: FileLook): Recognised {
  const head = cells.slice(3, firstData).filter((row) => row.some((cell) => cell !== ''));
  // Programs that imitate the format write no short names. Those of Vernier are the letters that people use in formulas.
  const shortNames = head.length > 2 ? head[1]! : [];
  const hasShortNames = shortNames.length > 1 && shortNames.every((name) => name !== '');
  const blocks = lines.filter((line) => line.startsWith('Vernier Format')).length;
  return {
    label: blocks > 1 ? 'Logger Pro, several runs' : 'Logger Pro',
    format: {
      delimiter: '\t',
      skipLines: hasShortNames ? 4 : 3,
      headerRows: 1,
      isHeaderInComment: false,
      hasUnitsRow: head.length > 1,
    },
    preset: { time: { kind: 'column', column: 0, reading: 'number' } },
  };
}

function ofRuns({ header }: FileLook): Recognised | null {
  const names = header.map((name) => NAME.exec(name));
  const labels = names.map((match) => match?.[1] ?? null);
  const quantities = names.map((match) => match?.[2] ?? '');
  if (header.length < 2 || labels.includes(null) || !/^Time \(/i.test(quantities[0]!)) return null;
  const sideBySide = groupColumns(labels, quantities);
  return {
    label: sideBySide === null ? 'Logger Pro' : `Logger Pro, ${sideBySide.length} runs`,
    format: { headerRows: 1, hasUnitsRow: false },
    preset: {
      time: { kind: 'column', column: 0, reading: 'number' },
      ...(sideBySide !== null && { trajectories: trajectoryRules({ sideBySide }) }),
    },
  };
}
