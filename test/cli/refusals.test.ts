import { mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COLUMNS, createWorkplace, oscillatorTable, QUICK, SMALL } from './command-line.ts';

describe('called wrongly', () => {
  test.each([
    [[], 'Usage: phasewright COMMAND'],
    [['identfy'], "There is no command 'identfy'. Did you mean identify?"],
    [['identify', 'a.csv', '--sed', '1'], 'There is no option --sed. Did you mean --seed?'],
  ])('%j gives exit code 1', async (args, words) => {
    const outcome = await createWorkplace().run(...args);
    expect(outcome).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(words) as string });
  });

  test.each([['--help'], ['export', '-h']])('%s %s gives help', async (...args) => {
    const { code, stdout, stderr } = await createWorkplace().run(...args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Usage: phasewright');
  });
});

describe('input that is refused with exit code 2, what happened and what to do', () => {
  const place = () => {
    const workplace = createWorkplace();
    const good = oscillatorTable();
    workplace.write('good.csv', good);
    workplace.write('empty.csv', '');
    workplace.write('one-row.csv', 'run,t,q,p\n1,0,1,0\n');
    workplace.write('text.csv', good.replace(/^2,1\.5,[^,]*/m, '2,1.5,n/a'));
    workplace.write('large.csv', '');
    truncateSync(join(workplace.folder, 'large.csv'), 600_000_000);
    mkdirSync(join(workplace.folder, 'folder'));
    return workplace;
  };

  test.each([
    [['none.csv', ...QUICK], 'none.csv does not exist.', 'Check the name'],
    [['folder', ...QUICK], 'folder is a folder.', 'Name the files in it'],
    [['/dev/null', ...QUICK], '/dev/null is not an ordinary file.', 'Save the data to a file first.'],
    [['large.csv', ...QUICK], 'large.csv is 600 MB; at most 512 MB can be imported.', 'Keep every second'],
    [['empty.csv', ...QUICK], 'empty.csv is empty.', 'one row per moment in time'],
    [['one-row.csv', ...QUICK], '1 usable data row; a trajectory needs at least 3', 'Record more rows'],
    [['text.csv', ...QUICK], "text.csv: line 77, column 'q' holds 'n/a': no value.", 'let bad rows be left out'],
    [
      ['good.csv', '--time', 't', '--q', 'q', '--p', 'omega'],
      "good.csv has no column 'omega'.",
      'The columns are: 1 run, 2 t, 3 q, 4 p.',
    ],
    [
      ['good.csv', ...QUICK, '--hold-out', '9'],
      "There is no trajectory '9' to hold out.",
      'The trajectories are: 1, 2, 3.',
    ],
    [['good.csv', ...SMALL, '--method', 'magic'], "There is no method 'magic'.", 'a-swim'],
    [['good.csv', ...COLUMNS, '--method', 'a-swim', '--width', '5000'], '5000 neurons are more than', 'Choose at most'],
  ])('identify %j', async (args, message, hint) => {
    const { code, stdout, stderr } = await place().run('identify', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  test.each([
    [['runs', 'show', 'no-such-run'], "There is no run 'no-such-run'.", '‘phasewright runs list’'],
    [
      ['export', 'no-such-run', '--format', 'json', '--out', '.'],
      "There is no run 'no-such-run'.",
      '‘phasewright runs list’',
    ],
    [['export', 'latest', '--format', 'json', '--out', '.'], 'The library holds no run.', 'phasewright identify'],
  ])('%j', async (args, message, hint) => {
    const { code, stderr } = await createWorkplace().run(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  test('a folder that cannot be made is told before any work is done', async () => {
    const workplace = place();
    const { code, stderr } = await workplace.run('identify', 'good.csv', ...QUICK, '--out', 'good.csv/results');
    expect([code, stderr]).toEqual([2, expect.stringContaining('cannot be written')]);
    expect((await workplace.run('runs', 'list', '--json')).stdout).toBe('[]\n');
  });
});

test('a file that is no library fails with exit code 3 and is left as it was', async () => {
  const workplace = createWorkplace();
  workplace.write('library.phasewright', 'this is no library, but somebody’s text'.repeat(100));
  const { code, stdout, stderr } = await workplace.run('runs', 'list');
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain('library');
});
