import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../app.ts';
import { goTo, importPendulum } from '../steps.ts';

/** Learns the pendulum from few points by a baseline and waits for the verdict. */
async function learn(page: Page, method: string, steps: string | null): Promise<void> {
  await goTo(page, 'Home');
  await page.getByRole('button', { name: /^Pendulum/ }).click();
  await page.getByRole('radio', { name: method, exact: true }).check();
  await page.getByRole('textbox', { name: 'Training points' }).fill('400');
  await page.getByLabel(/^Neurons/).fill('40');
  if (steps !== null) await page.getByLabel('Steps').fill(steps);
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(page.getByTestId('verdict')).toBeVisible();
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

test('a trained field shows its loss, the true energy it drifts in, and how far its motion is off', async ({ app }) => {
  const { page } = app;
  await learn(page, 'ODE-net (Adam)', '1500');
  await expect(page.getByTestId('verdict')).toContainText('field without a Hamiltonian');

  const portrait = page.getByTestId('phase-portrait');
  await expect(portrait.getByRole('img')).toHaveAccessibleName(/arrows of the learned field, which has no energy/);

  const energy = page.getByRole('region', { name: 'True energy' });
  await expect(energy.getByRole('img')).toHaveAccessibleName(/^True energy along the truth/);
  await energy.getByRole('button', { name: 'Table of True energy' }).click();
  await expect(energy.getByRole('columnheader', { name: 'H along predicted' })).toBeVisible();
  await energy.getByRole('button', { name: 'Table of True energy' }).click();
  await energy.getByRole('button', { name: 'Long test' }).click();
  await expect(energy.getByRole('img')).toHaveAccessibleName(/^Largest change of the true energy/);

  const loss = page.getByTestId('loss');
  await expect(loss.getByRole('img')).toHaveAccessibleName(/^Loss over wall-clock seconds.*1500 steps in/);
  await loss.getByRole('button', { name: 'Steps' }).click();
  await expect(loss.getByRole('img')).toHaveAccessibleName(/^Loss over steps/);
  await loss.getByRole('button', { name: 'Table of Loss' }).click();
  await expect(loss.getByRole('cell', { name: '1500', exact: true })).toBeVisible();
  await loss.getByRole('button', { name: 'Table of Loss' }).click();

  const motion = page.getByTestId('motion');
  await motion.getByRole('button', { name: 'Distance' }).click();
  await expect(motion.getByRole('img')).toHaveAccessibleName(/^Distance of the predicted from the truth state/);

  for (const theme of ['Light', 'Dark']) {
    await page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: theme }).click();
    for (const size of [
      { width: 1440, height: 900 },
      { width: 1100, height: 720 },
    ]) {
      await page.setViewportSize(size);
      expect(await violations(page), `${theme} at ${size.width}`).toEqual([]);
      await app.screenshot(`ode-net-${theme.toLowerCase()}-${size.width}`);
      await page.getByRole('region', { name: 'Where the time went' }).scrollIntoViewIfNeeded();
      await app.screenshot(`ode-net-numbers-${theme.toLowerCase()}-${size.width}`);
      await page.getByTestId('verdict').scrollIntoViewIfNeeded();
    }
  }
});

test('a sampled field is solved, not trained, and has no loss', async ({ app }) => {
  const { page } = app;
  await learn(page, 'Sampled ODE-net', null);
  await expect(page.getByTestId('loss')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Where the time went' })).toContainText('Directions the data fix');
  await expect(page.getByRole('region', { name: 'True energy' })).toBeVisible();
  await expect(page.getByText(/drift of the true energy/)).toBeVisible();
  await app.screenshot('sampled-ode-net');
});

test('a training tells how far it is and is cancelled at once', async ({ app }) => {
  const { page } = app;
  await goTo(page, 'Home');
  await page.getByRole('button', { name: /^Pendulum/ }).click();
  await page.getByRole('radio', { name: 'ODE-net (Adam)', exact: true }).check();
  await page.getByLabel('Steps').fill('1000000');
  await page.getByLabel('Time budget').fill('600');
  await page.getByRole('button', { name: 'Start run' }).click();
  const progress = page.getByRole('region', { name: 'Progress' });
  await expect(progress.getByText(/^Training, \d/)).toBeVisible();
  await expect(progress.getByRole('listitem')).toHaveText(['Prepare', 'Train', 'Evaluate', 'Predict']);
  await app.screenshot('training');
  await page.getByRole('button', { name: 'Cancel run' }).click();
  await expect(page.getByText('This run was cancelled.')).toBeVisible();
});

test('a field learned from measurements says that it has no energy instead of drawing one', async ({ app }) => {
  const { page } = app;
  await importPendulum(page);
  await page.getByRole('radio', { name: 'Sampled ODE-net', exact: true }).check();
  await page.getByLabel(/^Neurons/).fill('40');
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(page.getByTestId('verdict')).toContainText('it keeps no energy');
  const energy = page.getByRole('region', { name: 'Energy', exact: true });
  await expect(energy).toContainText('This model is a learned field: it has no energy.');
  await expect(energy.getByRole('img')).toHaveCount(0);
  await app.screenshot('field-of-measurements');
});
