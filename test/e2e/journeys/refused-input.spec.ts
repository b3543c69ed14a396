import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, fixture, test } from '../app.ts';
import { goTo, importPendulum } from '../steps.ts';

const ugly = (name: string) => fixture(`ugly/${name}`);

test('an empty file, a header without rows, and a picture are refused with what is wrong', async ({
  app: { page },
}) => {
  const files = page.getByLabel('Open data files');
  await files.setInputFiles(ugly('01_empty.csv'));
  await expect(page.getByText(/is empty/)).toBeVisible();
  await files.setInputFiles(ugly('02_header_only.csv'));
  await expect(page.getByText(/has a header but no data rows/)).toBeVisible();
  await files.setInputFiles(ugly('22_binary_junk.csv'));
  await expect(page.getByText(/not a text table/i)).toBeVisible();
});

test('one row is not a trajectory', async ({ app: { page } }) => {
  await page.getByLabel('Open data files').setInputFiles(ugly('03_one_row.csv'));
  await expect(page.getByText(/1 (data )?row/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Import/ })).toBeDisabled();
});

test('rows with cells that hold no number are left out, each with its reason', async ({ app }) => {
  const { page } = app;
  await page.getByLabel('Open data files').setInputFiles(ugly('05_text_in_numeric.csv'));
  const contract = page.getByRole('region', { name: 'Import contract' });
  await expect(contract).toContainText('n/a');
  await expect(contract).toContainText(/Rows read\s*60\s*Kept\s*56\s*Refused\s*4/);
  await expect(page.getByRole('button', { name: 'Import 56 rows' })).toBeEnabled();
  await app.screenshot('10-refused-cells');
  await page.getByRole('button', { name: 'Rows and trajectories' }).click();
  await page.getByLabel('That cannot be read').selectOption({ label: 'refuse the file' });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Import/ })).toBeDisabled();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Import 56 rows' })).toBeEnabled();
});

test('without a momentum it is taken from the velocity, and said so; without a position nothing goes', async ({
  app: { page },
}) => {
  await page.getByLabel('Open data files').setInputFiles(fixture('pendulum.csv'));
  await page.getByLabel('Role of column p').selectOption({ label: 'Ignore' });
  await expect(page.getByRole('region', { name: 'Import contract' })).toContainText('unit mass');
  await page.getByLabel('Role of column q').selectOption({ label: 'Ignore' });
  await expect(page.getByText('One column must be a position q')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Import/ })).toBeDisabled();
  await page.getByLabel('Role of column q').selectOption({ label: 'Position q₁' });
  await page.getByLabel('Role of column p').selectOption({ label: 'Momentum p₁' });
  await expect(page.getByRole('button', { name: 'Import 800 rows' })).toBeEnabled();
});

test('a file of 600 MB is refused by its size, at once', async ({ app: { page } }) => {
  const folder = mkdtempSync(join(tmpdir(), 'phasewright-large-'));
  const path = join(folder, 'large.csv');
  writeFileSync(path, 't,q,p\n');
  truncateSync(path, 600_000_000);
  await page.getByLabel('Open data files').setInputFiles(path);
  await expect(page.getByText(/600 MB/)).toBeVisible();
  rmSync(folder, { recursive: true });
});

test('more neurons than the rows allow are refused before the start, with the largest number', async ({
  app: { page },
}) => {
  await importPendulum(page);
  await page.getByRole('radio', { name: 'A-SWIM' }).check();
  await page.getByRole('textbox', { name: 'Neurons' }).fill('5000');
  await expect(
    page
      .getByText(/neurons/i)
      .filter({ hasText: /\d{3,}/ })
      .last(),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start run' })).toBeDisabled();
  await page.getByRole('textbox', { name: 'Neurons' }).fill('60');
  await expect(page.getByRole('button', { name: 'Start run' })).toBeEnabled();
});

test('a refused file leaves imported data as they were', async ({ app: { page } }) => {
  await importPendulum(page);
  await goTo(page, 'Data');
  await page.getByLabel('Open data files').setInputFiles(ugly('22_binary_junk.csv'));
  await expect(page.getByText(/not a text table/i)).toBeVisible();
  await expect(page.getByText('pendulum', { exact: true })).toBeVisible();
});
