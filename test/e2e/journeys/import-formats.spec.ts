import { expect, fixture, test } from '../app.ts';
import { goTo, paste, tableFile } from '../steps.ts';

test('a European table is read as it is, and the decimal sign shows its consequence', async ({ app }) => {
  const { page } = app;
  await page.getByLabel('Open data files').setInputFiles(fixture('ugly/07_semicolon_decimal_comma.csv'));
  await expect(page.getByLabel('Columns split at')).toHaveValue(';');
  await expect(page.getByText('1,200000 → 1.2')).toBeVisible();

  await test.step('a wrong sign is seen at once and can be taken back', async () => {
    await page.getByRole('combobox', { name: 'Decimal sign' }).selectOption({ label: '. point' });
    await expect(page.getByRole('button', { name: /^Import/ }).last()).toBeDisabled();
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('combobox', { name: 'Decimal sign' })).toHaveValue(',');
    await expect(page.getByRole('button', { name: 'Import 60 rows' })).toBeEnabled();
  });

  await test.step('a cell and its text are marked together', async () => {
    const table = page.getByRole('region', { name: 'Parsed table' });
    await table.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByText('Line 3, column q. 1,188579 read as 1.188579')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Raw text' }).locator('u')).toHaveText('1,188579');
  });
  await app.screenshot('20-import-decimal-comma');
  await page.getByRole('button', { name: 'Import 60 rows' }).click();
  await expect(page.getByText('Imported 60 rows')).toHaveCount(2);
});

test('numbers that may be thousands wait for an answer', async ({ app }) => {
  const { page } = app;
  const rows = Array.from({ length: 40 }, (_, k) => `${k};${swing(k, 0)};${swing(k, 0.25)}`);
  await page.getByLabel('Open data files').setInputFiles(tableFile('counts.csv', ['t;q;p', ...rows]));
  await expect(page.getByText('One question is left')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Import/ }).last()).toBeDisabled();
  await app.screenshot('21-import-question');
  await page.getByRole('button', { name: /→ \d{4}$/ }).click();
  await expect(page.getByLabel('Thousands')).toHaveValue(',');
  await expect(page.getByRole('button', { name: 'Import 40 rows' })).toBeEnabled();
  await page.getByRole('button', { name: 'Undo answer' }).click();
  await expect(page.getByText('One question is left')).toBeVisible();
});

test('a table pasted from a spreadsheet is opened like a file', async ({ app: { page } }) => {
  const rows = Array.from({ length: 50 }, (_, k) => [k / 10, Math.cos(k / 10), -Math.sin(k / 10)].join('\t'));
  await paste(page, ['t\tq\tp', ...rows].join('\r\n'));
  await expect(page.getByRole('heading', { name: 'Pasted table.txt' })).toBeVisible();
  await expect(page.getByLabel('Columns split at')).toHaveValue('\t');
  await expect(page.getByRole('button', { name: 'Import 50 rows' })).toBeEnabled();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await goTo(page, 'Data');
  await paste(page, 'one line only');
  await expect(page.getByRole('heading', { name: 'Data', exact: true })).toBeVisible();
});

test('several files are several trajectories, each can be looked at and left out', async ({ app }) => {
  const { page } = app;
  const file = (name: string, amplitude: number) =>
    tableFile(name, [
      't,q,p',
      ...Array.from({ length: 50 }, (_, k) =>
        [k / 10, amplitude * Math.cos(k / 10), -amplitude * Math.sin(k / 10)].join(','),
      ),
    ]);
  await page.getByLabel('Open data files').setInputFiles([file('low.csv', 0.25), file('high.csv', 2)]);
  await expect(page.getByRole('button', { name: 'Import 100 rows' })).toBeEnabled();
  await expect(page.getByRole('region', { name: 'Import contract' })).toContainText(/Trajectories\s*2/);
  await page.getByLabel('File to show').selectOption({ label: 'high.csv' });
  await expect(page.getByRole('region', { name: 'Raw text' })).toContainText('0,2,0');
  await page.getByRole('button', { name: 'Rows and trajectories' }).click();
  await page.getByRole('checkbox', { name: 'low.csv' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Import 50 rows' })).toBeEnabled();
  await app.screenshot('22-import-several');
});

test('units, angles, computed columns and a fixed step are chosen where the column stands', async ({ app }) => {
  const { page } = app;
  const rows = Array.from({ length: 80 }, (_, k) => {
    const angle = 0.4 * Math.cos(k / 8);
    return [Math.sin(angle).toFixed(9), (-Math.cos(angle)).toFixed(9)].join(',');
  });
  await page.getByLabel('Open data files').setInputFiles(tableFile('video.csv', ['x (cm),y (cm)', ...rows]));
  await page.getByLabel('Time from').selectOption({ label: 'a fixed step' });
  await page.getByLabel('Step', { exact: true }).fill('0.05');
  await page.getByRole('button', { name: 'Add a column' }).click();
  await expect(page.getByText('= atan2(x (cm), −y (cm))')).toBeVisible();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  for (const column of ['x (cm)', 'y (cm)']) {
    await page.getByLabel(`Role of column ${column}`, { exact: true }).selectOption({ label: 'Ignore' });
  }
  await page.getByLabel('Role of column angle').selectOption({ label: 'Position q₁' });
  const contract = page.getByRole('region', { name: 'Import contract' });
  await expect(contract).toContainText(/unit mass/);
  await expect(contract).toContainText(/Range of\s+angle\s*−0\.400 … 0\.400/);
  await page.getByLabel('Role of column x (cm)').selectOption({ label: 'Parameter' });
  await page.getByRole('button', { name: 'Unit of column x (cm)' }).click();
  await page.getByLabel('Converted to').selectOption('m');
  await expect(page.getByRole('button', { name: 'Unit of column x (cm)' })).toHaveText('cm → m');
  await app.screenshot('23-import-computed');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove column angle' }).click();
  await expect(page.getByRole('button', { name: /^Import/ }).last()).toBeDisabled();
  await page.keyboard.press('Control+z');
  await expect(page.getByLabel('Role of column angle')).toHaveValue('q1');
});

/** Three digits behind a comma: it may separate thousands or decimals. */
function swing(k: number, shift: number): string {
  const value = 5000 + Math.round(900 * Math.sin(2 * Math.PI * (k / 20 + shift)));
  return `${Math.floor(value / 1000)},${String(value % 1000).padStart(3, '0')}`;
}
