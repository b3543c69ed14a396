import { expect, test } from '../app.ts';
import { goTo, learnPendulum, startLongRun } from '../steps.ts';

test('a run is cancelled at once and can be repeated', async ({ app }) => {
  const { page } = app;
  await startLongRun(page);
  await expect(page.getByRole('region', { name: 'Progress' }).getByText(/^First solve, \d/)).toBeVisible();
  await app.screenshot('20-running');
  await page.getByRole('button', { name: 'Cancel run' }).click();
  await expect(page.getByText('This run was cancelled.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run again', exact: true })).toBeVisible();
});

test('an app that is killed during a run loses that run only, and offers it again', async ({ app }) => {
  const { page } = app;
  await learnPendulum(page);
  await startLongRun(page);
  await app.stop('SIGKILL');
  await expect(page.getByText(/connection to the calculation service is lost/)).toBeVisible();
  await app.screenshot('21-connection-lost');
  await app.start();
  await goTo(app.page, 'Runs');
  await expect(app.page.getByRole('row').filter({ hasText: 'interrupted' })).toHaveCount(1);
  const finished = app.page.getByRole('row').filter({ hasText: 'pendulum' }).filter({ hasText: '60' });
  await finished.getByRole('button', { name: /^Open run/ }).click();
  await expect(app.page.getByTestId('verdict')).toBeVisible();
  await goTo(app.page, 'Runs');
  await app.page
    .getByRole('row')
    .filter({ hasText: 'interrupted' })
    .getByRole('button', { name: /^Open run/ })
    .click();
  await expect(app.page.getByText('This run was interrupted.')).toBeVisible();
  await app.screenshot('22-interrupted');
  await app.page.getByRole('button', { name: 'Run again', exact: true }).click();
  await app.page.getByRole('button', { name: 'Cancel run' }).click();
  await expect(app.page.getByText('This run was cancelled.')).toBeVisible();
});
