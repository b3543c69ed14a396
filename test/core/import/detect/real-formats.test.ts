import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { detectFormat } from '../../../../core/import/detect/index.ts';
import { previewTable } from '../../../../core/import/preview/index.ts';
import { PLAIN_FORMAT, type TableFormat } from '../../../../core/import/table-format.ts';
import { sharedDataPath, testWithSharedData } from '../../../support/shared-data.ts';

const CASSY = { delimiter: ';', decimal: ',' } as const;
const BLANKS = { delimiter: ' ', collapse: true, comment: '%', headerRows: 0 } as const;
const TRACKER = { delimiter: '\t', skipLines: 1 } as const;

/** File, recogniser, what differs from a plain comma-separated table, columns, lines (as `wc -l` counts them). */
const FILES: readonly (readonly [
  path: string,
  id: string | null,
  format: Partial<TableFormat>,
  columns: number,
  lines: number,
])[] = [
  ['cassy-torsion-pendulum/1.1.csv', 'cassy-lab', CASSY, 7, 4986],
  ['cassy-torsion-pendulum/1.3_200mA.csv', 'cassy-lab', CASSY, 6, 710],
  ['cassy-torsion-pendulum/1.3_700mA.csv', 'cassy-lab', CASSY, 6, 99],
  ['encoder-remote-pendulum/pend00-run00.csv', null, {}, 3, 210],
  ['encoder-remote-pendulum/pend00-run06.csv', null, {}, 3, 1784],
  ['horizons-planets/jupiter.csv', 'horizons', {}, 12, 1132],
  ['horizons-planets/mars.csv', 'horizons', {}, 12, 1132],
  ['ibm-double-pendulum/0.csv', null, { headerRows: 0 }, 6, 17782],
  ['ibm-double-pendulum/5.csv', null, { headerRows: 0 }, 6, 18068],
  ['lynx-hare-1900-1920/predpreyData.csv', null, {}, 3, 22],
  ['multiarm-single-pendulum/single_pendulum_id.csv', null, {}, 4, 3669],
  ['phyphox-gyro-pendulum/Gyroscope.csv', 'phyphox', { delimiter: '\t' }, 4, 18000],
  ['phyphox-rod-pendulum-acc/data_down_sampled.csv', 'phyphox', {}, 5, 172],
  ['phyphox-spring-mass-acc/Dinam_190g.csv', 'phyphox', {}, 4, 501],
  ['phyphox-spring-mass-acc/Dinam_342g.csv', 'phyphox', {}, 4, 501],
  ['schmidt-lipson-single/pendulum_h_1.txt', 'schmidt-lipson', BLANKS, 6, 494],
  ['schmidt-lipson-single/real_linear_h_1.txt', 'schmidt-lipson', BLANKS, 4, 871],
  ['schmidt-lipson-single/real_pend_h_1.txt', 'schmidt-lipson', BLANKS, 4, 557],
  ['tracker-magnetic-pendulum/damping.txt', 'tracker', TRACKER, 3, 5313],
  ['tracker-magnetic-pendulum/mass_A.txt', 'tracker', TRACKER, 5, 596],
  ['tracker-magnetic-pendulum/质量A_run1.txt', 'tracker', TRACKER, 7, 2138],
  ['tracker-string-pendulum/8055.txt', 'tracker', TRACKER, 4, 4225],
  ['tracker-string-pendulum/AAAtAmp3.txt', null, { delimiter: '\t', headerRows: 0 }, 3, 9944],
];

for (const [path, id, format, columns, lines] of FILES) {
  testWithSharedData(`the format of ${path}`, () => {
    const source = { name: path, bytes: new Uint8Array(readFileSync(sharedDataPath(`real/${path}`))) };
    const detected = detectFormat(source);
    expect(detected.format).toEqual({ ...PLAIN_FORMAT, ...format });
    expect(detected.recogniser?.id ?? null).toBe(id);
    expect(detected.questions).toEqual([]);
    const preview = previewTable(source, null);
    expect([preview.columns.length, preview.lineCount]).toEqual([columns, lines]);
  });
}
