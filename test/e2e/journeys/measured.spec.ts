import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { createRandom } from '../../../core/random.ts';
import { expect, test, type App } from '../app.ts';
import { goTo, tableFile } from '../steps.ts';

const FRICTION = 0.08;
const NOISE = 0.01;
const STEP = 0.1;
const ROWS = 250;

/** Swings of a pendulum with friction, measured with noise of 1 % of an angle of 1. */
function swings(columns: readonly ('theta' | 'omega')[]): readonly string[] {
  const random = createRandom(7, 'noise');
  const lines = [['run', 't', ...columns].join(',')];
  for (const [run, start] of [2.2, 1.7, 1.3, 0.9, 0.6].entries()) {
    let [q, p] = [start, 0];
    for (let k = 0; k < ROWS; k++) {
      const measured = { theta: q + NOISE * random.normal(), omega: p + NOISE * random.normal() };
      lines.push([run + 1, (STEP * k).toFixed(1), ...columns.map((name) => measured[name].toFixed(5))].join(','));
      [q, p] = step(q, p);
    }
  }
  return lines;
}

/** One step of the classical Runge–Kutta method in ten parts. */
function step(q0: number, p0: number): [number, number] {
  let [q, p] = [q0, p0];
  const h = STEP / 10;
  const rate = (a: number, b: number) => [b, -Math.sin(a) - FRICTION * b] as const;
  for (let part = 0; part < 10; part++) {
    const [a1, b1] = rate(q, p);
    const [a2, b2] = rate(q + (h / 2) * a1, p + (h / 2) * b1);
    const [a3, b3] = rate(q + (h / 2) * a2, p + (h / 2) * b2);
    const [a4, b4] = rate(q + h * a3, p + h * b3);
    q += (h / 6) * (a1 + 2 * a2 + 2 * a3 + a4);
    p += (h / 6) * (b1 + 2 * b2 + 2 * b3 + b4);
  }
  return [q, p];
}

/** Looks at a page in both themes and both sizes: pictures, no violations in either theme, nothing that scrolls sideways. */
async function look(app: App, name: string): Promise<void> {
  const { page } = app;
  for (const theme of ['Dark', 'Light'] as const) {
    await page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: theme }).click();
    for (const size of [
      { width: 1100, height: 720 },
      { width: 1440, height: 900 },
    ]) {
      await page.setViewportSize(size);
      await app.screenshot(`measured-${name}-${theme.toLowerCase()}-${size.width}`);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${name} at ${size.width} scrolls sideways`).toBe(0);
    }
    expect(await violations(page), `${name}, ${theme}`).toEqual([]);
  }
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

async function startRun(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Start run/ }).click();
  await expect(page.getByTestId('verdict')).toBeVisible({ timeout: 60_000 });
}

test('a damped pendulum measured with noise is identified with everything found', async ({ app }) => {
  test.setTimeout(240_000);
  const { page } = app;
  await page.getByLabel('Open data files').setInputFiles(tableFile('swings.csv', swings(['theta', 'omega'])));
  await page.getByRole('button', { name: /^Import 1250 rows/ }).click();

  await test.step('the sentence says what is found and what is given', async () => {
    await expect(page.getByRole('button', { name: 'the automatic recipe' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'friction found by test' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'no known force' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'positions and momenta' })).toBeVisible();
    await look(app, 'experiment');
  });

  await test.step('settings are taken back by keys and done again by a button', async () => {
    await page.getByRole('radio', { name: 'Dry' }).check();
    await expect(page.getByRole('button', { name: 'dry friction' })).toBeVisible();
    // The offer to take the import back is gone: the keys speak of the settings now.
    await expect(page.getByRole('button', { name: 'Undo', exact: true })).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('button', { name: 'friction found by test' })).toBeVisible();
    await page.getByRole('button', { name: 'Redo friction' }).click();
    await expect(page.getByRole('button', { name: 'dry friction' })).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('radio', { name: 'Found by test' })).toBeChecked();
  });

  await test.step('the result opens with two verdicts and finds the friction', async () => {
    await startRun(page);
    await expect(page.getByTestId('verdict')).toContainText('Forecast');
    await expect(page.getByTestId('verdict')).toContainText('What is known');
    await expect(page.getByRole('region', { name: 'Decisions' })).toContainText(/0\.0(7|8)\d* ± 0\.0/);
    await expect(page.getByRole('region', { name: 'Energy' })).toContainText('it falls by friction');
    await expect(page.getByTestId('motion')).toContainText('90');
    await look(app, 'result');
  });

  await test.step('a marble tells where it may be in the end', async () => {
    const box = (await page.getByTestId('phase-portrait').boundingBox())!;
    await page.mouse.click(box.x + box.width * 0.62, box.y + box.height * 0.5);
    await expect(page.getByTestId('marble-sentence')).toContainText('band');
    await app.screenshot('measured-marble');
  });

  await test.step('arrow keys go through the pages', async () => {
    await page.getByRole('tab', { name: 'Result' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: 'Trust' })).toBeFocused();
    await expect(page.getByRole('tabpanel', { name: 'Trust' })).toBeVisible();
    await expect(page.getByTestId('horizon')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Predictions', exact: true })).toContainText('This model');
    await expect(page.getByTestId('calibration')).toBeVisible();
    await look(app, 'trust');
    await page.getByRole('button', { name: 'Table of Calibration' }).click();
    await expect(page.getByTestId('calibration').getByRole('table')).toBeVisible();
    await page.getByRole('tab', { name: 'Trust' }).focus();
    await page.keyboard.press('End');
    const physics = page.getByRole('tabpanel', { name: 'Physics' });
    await expect(physics).toContainText('Period of small swings');
    await expect(physics).toContainText('implies a mass of');
    await look(app, 'physics');
  });

  await test.step('without friction the misfit warns', async () => {
    await page.getByRole('button', { name: 'Edit and run again' }).click();
    await page.getByRole('radio', { name: 'Off' }).check();
    await expect(page.getByRole('button', { name: 'no friction' })).toBeVisible();
    await startRun(page);
    await expect(page.getByText(/something is missing in it|not described by one such model/).first()).toBeVisible();
    await app.screenshot('measured-misfit');
  });
});

test('positions alone are enough, and what cannot be known is said', async ({ app }) => {
  test.setTimeout(180_000);
  const { page } = app;
  await page.getByLabel('Open data files').setInputFiles(tableFile('angles.csv', swings(['theta'])));
  await page.getByRole('button', { name: /^Import 1250 rows/ }).click();
  await expect(page.getByRole('button', { name: 'positions alone' })).toBeVisible();
  await startRun(page);
  await expect(page.getByRole('region', { name: 'What can be known' })).toContainText('Assumed');
  await page.getByRole('tab', { name: 'Physics' }).click();
  await expect(page.getByRole('region', { name: 'Mass of theta' })).toContainText('Only V/m shows in the motion');
  await look(app, 'positions-physics');
});

test('known systems keep the method for exact samples', async ({ app }) => {
  const { page } = app;
  await goTo(page, 'Home');
  await page.getByRole('button', { name: /^Pendulum/ }).click();
  await expect(page.getByRole('button', { name: 'A-SWIM' })).toBeVisible();
  await expect(page.getByRole('radio', { name: /^Automatic/ })).toBeDisabled();
});
