import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, root, test } from '../app.ts';

const folder = join(root, '../shared/data/real');

/** What the page makes of files of laboratories before anybody chose anything. */
const FILES = [
  ['cassy-torsion-pendulum/1.3_200mA.csv', /CASSY/, /Rows read\s*709\s*Kept\s*707\s*Refused\s*2\s*Trajectories\s*1/],
  [
    'tracker-magnetic-pendulum/质量A_run1.txt',
    /Tracker/,
    /Rows read\s*2136\s*Kept\s*2131\s*Refused\s*5\s*Trajectories\s*1/,
  ],
  [
    'encoder-remote-pendulum/pend00-run06.csv',
    /Plain table/,
    /Rows read\s*1783\s*Kept\s*1783\s*Refused\s*0\s*Trajectories\s*3/,
  ],
  ['horizons-planets/mars.csv', /Horizons/, /Rows read\s*1131\s*Kept\s*1131\s*Refused\s*0\s*Trajectories\s*1/],
  [
    'schmidt-lipson-single/real_linear_h_1.txt',
    /Lipson/,
    /Rows read\s*870\s*Kept\s*870\s*Refused\s*0\s*Trajectories\s*1/,
  ],
] as const;

test('files of laboratories are known by their layout and read whole', async ({ app }) => {
  // A clone without the data folder beside it skips; the project's own check must have it.
  test.skip(!existsSync(folder) && process.env['CI'] === undefined, 'There is no folder ../shared/data.');
  const { page } = app;
  const contract = page.getByRole('region', { name: 'Import contract' });
  for (const [file, layout, facts] of FILES) {
    await page.getByLabel('Open data files').setInputFiles(join(folder, file));
    await expect(page.getByRole('heading', { level: 1 })).toContainText(file.split('/')[1]!);
    await expect(page.getByText(layout).first()).toBeVisible();
    await expect(contract).toContainText(facts);
    await expect(page.getByRole('button', { name: /^Import [\d\s]+ rows/ })).toBeEnabled();
    await app.screenshot(`26-real-${file.split('/')[0]!}`);
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  }
});
