import { expect, fixture, test } from '../app.ts';
import { goTo, importPendulum, tableFile } from '../steps.ts';

test('a refused row is found in the file, however far down it stands', async ({ app }) => {
  const { page } = app;
  const rows = Array.from({ length: 900 }, (_, k) =>
    [k / 100, Math.cos(k / 10), k === 700 ? 'lost' : -Math.sin(k / 10)].join(','),
  );
  await page.getByLabel('Open data files').setInputFiles(tableFile('long.csv', ['t,q,p', ...rows]));
  const contract = page.getByRole('region', { name: 'Import contract' });
  await expect(contract).toContainText(/Refused\s*1/);
  const raw = page.getByRole('region', { name: 'Raw text' });
  await expect(raw).not.toContainText('lost');
  await contract.getByRole('button', { name: 'line 702' }).first().click();
  await expect(raw.locator('[data-line="702"]')).toBeInViewport();
  await expect(raw.locator('[data-line="702"] u')).toHaveText('lost');
  await app.screenshot('24-import-jump');
  await raw
    .getByRole('button', { name: /more lines/ })
    .first()
    .click();
  await expect(raw.locator('[data-line="130"]')).toBeAttached();
});

test('a role and an import are taken back, each by its name', async ({ app: { page } }) => {
  await page.getByLabel('Open data files').setInputFiles(fixture('pendulum.csv'));
  await expect(page.getByRole('button', { name: 'Import 800 rows' })).toBeEnabled();
  await page.getByLabel('Role of column t').selectOption({ label: 'Ignore' });
  await expect(page.getByText('One column must be the time t')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Undone: role of t.')).toBeVisible();
  await expect(page.getByLabel('Role of column t')).toHaveValue('time');
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByLabel('Role of column t')).toHaveValue('ignore');
  await page.getByRole('button', { name: 'Undo role of t' }).click();
  await page.getByRole('button', { name: 'Import 800 rows' }).click();
  await page.getByText('Imported 800 rows as “pendulum”.').first().waitFor();
  await page.getByRole('button', { name: 'Undo', exact: true, disabled: false }).click();
  await goTo(page, 'Data');
  await expect(page.getByRole('heading', { name: 'No data yet' })).toBeVisible();
});

test('a data set is opened again with other choices, which are remembered for such files', async ({ app }) => {
  const { page } = app;
  await importPendulum(page);
  await goTo(page, 'Data');
  await page.getByRole('button', { name: 'Where pendulum comes from' }).click();
  await expect(page.getByRole('region', { name: 'Imported data sets' })).toContainText(
    /pendulum\.csv.*SHA-256 [0-9a-f]{64}/,
  );
  await page.getByRole('button', { name: 'Open again: pendulum' }).click();
  await page.getByLabel('Role of column p').selectOption({ label: 'Ignore' });
  await page.getByLabel('Mass', { exact: true }).fill('0.5');
  await page.getByRole('button', { name: 'Import as new version' }).click();
  await expect(page.getByRole('button', { name: 'Start run' })).toBeEnabled();
  await goTo(page, 'Data');
  await expect(page.getByRole('row', { name: /pendulum v2 800/ })).toBeVisible();
  await app.screenshot('25-import-versions');

  await page.getByLabel('Open data files').setInputFiles(fixture('pendulum.csv'));
  await expect(page.getByLabel('Role of column p')).toHaveValue('p1');
  await page.getByRole('button', { name: /^Use the choices of/ }).click();
  await expect(page.getByLabel('Role of column p')).toHaveValue('ignore');
  await expect(page.getByLabel('Mass', { exact: true })).toHaveValue('0.5');
  await expect(page.getByRole('button', { name: 'Import 800 rows' })).toBeEnabled();
});
