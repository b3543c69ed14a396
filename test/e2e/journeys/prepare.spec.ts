import { expect, fixture, test } from '../app.ts';
import { goTo } from '../steps.ts';

test('measurements are prepared by steps that can be taken back, and again as a second version', async ({ app }) => {
  const { page } = app;
  const steps = page.getByRole('region', { name: 'Steps', exact: true });
  const step = (name: string) => steps.getByRole('listitem', { name });
  const add = async (name: RegExp) => {
    await steps.getByRole('button', { name: 'Add a step' }).click();
    await steps.getByRole('button', { name }).click();
  };

  await test.step('an open draft is seen as motion, steps of time, rates and a portrait', async () => {
    await goTo(page, 'Prepare');
    await expect(page.getByRole('heading', { name: 'Nothing to prepare yet' })).toBeVisible();
    await page.getByLabel('Open data files').setInputFiles(fixture('pendulum.csv'));
    await goTo(page, 'Prepare');
    await expect(page.getByRole('button', { name: 'Import 800 rows' })).toBeEnabled();
    await expect(page.getByTestId('prepare-sampling')).toContainText(/0\.02.*even; no gaps/);
    await expect(page.getByTestId('prepare-derivative')).toContainText('Smoothing spline; noise σ about');
    await expect(page.getByTestId('prepare-portrait')).toBeVisible();
  });

  await test.step('steps say what they did', async () => {
    await add(/^Unwrap an angle/);
    await expect(step('Unwrap an angle, step 1')).toContainText('Changed no value.');
    await add(/^Cut a window/);
    // Four swings of 200 rows, 0.02 apart from 0 on: those after t = 3 are left out.
    await step('Cut a window, step 2').getByLabel('To').fill('3');
    await expect(step('Cut a window, step 2')).toContainText('Left out 196 rows.');
    await expect(page.getByRole('button', { name: 'Import 604 rows' })).toBeEnabled();
    await app.screenshot('prepare-steps');
  });

  await test.step('they can be moved, switched off, removed, and all that taken back', async () => {
    await steps.getByRole('button', { name: 'Move up: Cut a window, step 2' }).click();
    await expect(step('Cut a window, step 1')).toBeVisible();
    await steps.getByRole('checkbox', { name: 'Do step 1: Cut a window' }).uncheck();
    await expect(page.getByRole('button', { name: 'Import 800 rows' })).toBeEnabled();
    await steps.getByRole('button', { name: 'Remove: Unwrap an angle, step 2' }).click();
    await expect(step('Unwrap an angle, step 2')).toBeHidden();
    await page.getByRole('button', { name: 'Undo removing “unwrap an angle”' }).click();
    await expect(step('Unwrap an angle, step 2')).toBeVisible();
    await page.getByRole('button', { name: 'Undo switching “cut a window” off' }).click();
    await expect(page.getByRole('button', { name: 'Import 604 rows' })).toBeEnabled();
    await expect(page.getByRole('button', { name: 'Redo switching “cut a window” off' })).toBeEnabled();
  });

  await test.step('a drag on the motion narrows the window', async () => {
    const plot = page.getByRole('slider', { name: /^Time cursor\. q over time/ });
    const box = (await plot.boundingBox())!;
    await page.mouse.move(box.x + 0.4 * box.width, box.y + 0.5 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.8 * box.width, box.y + 0.5 * box.height, { steps: 4 });
    await page.mouse.up();
    await expect(step('Cut a window, step 1').getByLabel('From')).not.toHaveValue('');
    await expect(page.getByRole('button', { name: 'Import 604 rows' })).toBeHidden();
    await page.getByRole('button', { name: 'Undo cutting a window' }).click();
    await expect(page.getByRole('button', { name: 'Import 604 rows' })).toBeEnabled();
  });

  await test.step('derivative methods stand side by side and one can be chosen', async () => {
    const methods = page.getByRole('region', { name: 'Methods for derivatives' });
    await expect(methods.getByRole('row')).toHaveCount(6);
    await methods.getByRole('radio', { name: 'Savitzky–Golay' }).check();
    await expect(page.getByTestId('prepare-derivative')).toContainText('Savitzky–Golay; noise σ about');
    await methods.getByLabel('Window').fill('0.5');
    await expect(methods.getByRole('row', { name: /Savitzky–Golay/ })).toContainText('0.500');
    await app.screenshot('prepare-methods');
  });

  await test.step('an unknown mass is said to be one, and what that means', async () => {
    const momentum = page.getByRole('region', { name: 'Momentum' });
    await expect(momentum.getByRole('radio', { name: /^Measured p/ })).toBeChecked();
    await momentum.getByRole('radio', { name: 'Mass unknown' }).check();
    await expect(momentum).toContainText('H is found per unit mass, and momenta only up to that factor');
    await momentum.getByRole('radio', { name: /^Measured p/ }).check();
    await expect(momentum).not.toContainText('per unit mass');
  });

  await test.step('the data say what they look like before anything is learned', async () => {
    const preTest = page.getByRole('region', { name: 'Pre-test' });
    // Four swings of a period and a half each: too short to see a loss of energy.
    await expect(preTest).toContainText('cannot be told from damped');
    await expect(preTest.getByRole('listitem')).toHaveCount(3);
  });

  await test.step('what was prepared is imported', async () => {
    await page.getByRole('button', { name: 'Import 604 rows' }).click();
    await expect(page.getByRole('button', { name: 'Start run' })).toBeEnabled();
  });

  await test.step('the data set opens again with its choices, and becomes a second version', async () => {
    await goTo(page, 'Prepare');
    await page.getByRole('button', { name: 'Prepare pendulum, version 1' }).click();
    await expect(step('Cut a window, step 1').getByLabel('To')).toHaveValue('3');
    await step('Cut a window, step 1').getByLabel('To').fill('2');
    await page.getByRole('button', { name: 'Import as new version' }).click();
    await expect(page.getByRole('button', { name: 'Start run' })).toBeEnabled();
    await goTo(page, 'Prepare');
    await expect(page.getByRole('button', { name: 'Prepare pendulum, version 2' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Prepare pendulum, version 1' })).toBeVisible();
    await app.screenshot('prepare-versions');
  });
});
