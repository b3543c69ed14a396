import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../app.ts';
import { goTo } from '../steps.ts';

test('a formula is corrected where it goes wrong, learned, and compared with itself', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /^Your own formula/ }).click();
  const start = page.getByRole('button', { name: 'Start run' });
  await expect(start).toBeDisabled();
  const formula = page.getByRole('textbox', { name: 'H(q, p) =' });
  await formula.fill('p^2/(2*m) + * k*q^4/4');
  await expect(page.getByText(/character 13 of the formula/).first()).toBeVisible();
  await expect(page.locator('#formula-problem pre')).toHaveText(/\n {12}\^$/);
  await expect(start).toBeDisabled();
  await app.screenshot('30-formula-error');
  await formula.fill('p^2/(2*m) + k*q^4/4');
  await page.getByLabel('Parameter k').fill('2');
  await page.getByRole('textbox', { name: 'Training points' }).fill('400');
  await page.getByRole('textbox', { name: 'Neurons' }).fill('80');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await app.screenshot('31-formula');
  await start.click();
  await expect(page.getByTestId('verdict')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Errors', exact: true })).toContainText(/Error of H/i);
  await page.getByRole('button', { name: 'Edit and run again' }).click();
  await expect(formula).toHaveValue('p^2/(2*m) + k*q^4/4');
  await expect(page.getByLabel('Parameter k')).toHaveValue('2');
});

test('a trained baseline runs for a few steps, ends with its time budget, and is cancelled', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /^Pendulum/ }).click();
  await page.getByRole('textbox', { name: 'Training points' }).fill('400');
  await page.getByLabel('Ridge').fill('1e-9');
  await page.getByRole('radio', { name: 'HNN (Adam)' }).check();
  await expect(page.getByLabel('Ridge')).toHaveCount(0);
  await page.getByLabel('Neurons of each layer').fill('20');
  await page.getByLabel('Steps', { exact: true }).fill('0');
  await expect(page.getByText(/^Type a whole number from 1 to/)).toBeVisible();
  await page.getByLabel('Steps', { exact: true }).fill('200');
  await page.getByLabel('Time budget').fill('20');
  await expect(page.getByText('trained for')).toContainText('200 steps or 20');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await app.screenshot('32-training');
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(page.getByTestId('verdict')).toBeVisible();

  await goTo(page, 'Experiment');
  await page.getByLabel('Steps', { exact: true }).fill('2000000');
  await page.getByLabel('Time budget').fill('');
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(
    page
      .getByRole('region', { name: 'Progress' })
      .getByText(/Training/)
      .first(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Cancel run' }).click();
  await expect(page.getByText('This run was cancelled.')).toBeVisible();

  await goTo(page, 'Experiment');
  await page.getByRole('radio', { name: 'A-SWIM' }).check();
  await expect(page.getByLabel('Ridge')).toHaveValue('10⁻⁹');
});

test('a preset sets the values of a study, and noisy trajectories can be learned from', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /^Lotka–Volterra/ }).click();
  await page.getByLabel('Preset').selectOption('shifted');
  await expect(page.getByLabel('Linear rate of q')).toHaveValue('3.5');
  await expect(page.getByText('q 0 … 8, p 0 … 8')).toBeVisible();
  await page.getByText('q 0 … 8, p 0 … 8').click();
  await page.getByRole('group', { name: 'q', exact: true }).getByLabel('From').fill('9');
  await expect(page.getByText('The first number must be the smaller one', { exact: true })).toBeVisible();
  await page.getByLabel('Preset').selectOption('shifted');
  await page.getByLabel('Obtained as').selectOption('trajectories');
  await page.getByRole('textbox', { name: 'Training points' }).fill('500');
  await page.getByLabel('Time between rows').fill('0.01');
  await page.getByLabel('Noise').selectOption('relative');
  await page.getByRole('textbox', { name: 'Neurons' }).fill('60');
  await app.screenshot('33-preset');
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(page.getByTestId('verdict')).toBeVisible();
});

test('a chain is learned with another number of particles', async ({ app: { page } }) => {
  await page.getByRole('button', { name: /^Toda chain/ }).click();
  await page.getByRole('textbox', { name: 'Particles' }).fill('1');
  await expect(page.getByText(/^Type a whole number from 2 to 64/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Particles' }).fill('3');
  await page.getByRole('textbox', { name: 'Training points' }).fill('400');
  await page.getByRole('textbox', { name: 'Neurons' }).fill('60');
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(page.getByTestId('verdict')).toBeVisible();
});
