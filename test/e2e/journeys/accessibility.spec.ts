import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, fixture, test, type App } from '../app.ts';
import { goTo, learnPendulum } from '../steps.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 1100, height: 720 },
] as const;

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

/** Nothing but tables and raw text may scroll sideways. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Looks at a screen: in every size in the light theme, wide in the dark one, since what is where does not depend on colours. */
function looker(app: App, theme: 'Light' | 'Dark'): (screen: string) => Promise<void> {
  const { page } = app;
  return async (screen) => {
    for (const size of theme === 'Light' ? sizes : sizes.slice(0, 1)) {
      await page.setViewportSize(size);
      await app.screenshot(`${screen}-${theme.toLowerCase()}-${size.width}`);
      expect(await violations(page), `${screen} at ${size.width}`).toEqual([]);
      expect(await overflow(page), `${screen} at ${size.width} scrolls sideways`).toBe(0);
    }
    await page.setViewportSize(sizes[0]);
  };
}

for (const theme of ['Light', 'Dark'] as const) {
  test(`preparing is free of violations in the ${theme.toLowerCase()} theme`, async ({ app }) => {
    const { page } = app;
    const look = looker(app, theme);
    await page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: theme }).click();
    await goTo(page, 'Prepare');
    await look('prepare-empty');
    await page.getByLabel('Open data files').setInputFiles(fixture('pendulum.csv'));
    await goTo(page, 'Prepare');
    const steps = page.getByRole('region', { name: 'Steps', exact: true });
    await steps.getByRole('button', { name: 'Add a step' }).click();
    await steps.getByRole('button', { name: /^Leave out outliers/ }).click();
    await expect(steps).toContainText('Left out');
    await expect(page.getByTestId('prepare-derivative')).toContainText('noise σ about');
    await look('prepare');
  });

  test(`every screen is free of violations in the ${theme.toLowerCase()} theme`, async ({ app }) => {
    const { page } = app;
    await page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: theme }).click();
    const look = looker(app, theme);
    await look('home-empty');
    await goTo(page, 'Runs');
    await look('runs-empty');
    await goTo(page, 'Data');
    await look('data-empty');
    await page.getByLabel('Open data files').setInputFiles(fixture('ugly/05_text_in_numeric.csv'));
    await expect(page.getByRole('region', { name: 'Import contract' })).toContainText('n/a');
    await look('data-draft');
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await learnPendulum(page);
    await expect(page.getByTestId('phase-portrait')).toBeVisible();
    await look('result');
    await goTo(page, 'Experiment');
    await look('experiment');
    await goTo(page, 'Runs');
    await look('runs');
    await goTo(page, 'Home');
    await look('home');
    await goTo(page, 'Data');
    await look('data-list');
  });
}

test('the chosen theme is still there after a restart', async ({ app }) => {
  await app.page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: 'Dark' }).click();
  await expect(app.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await app.stop('SIGTERM');
  await app.start();
  await expect(app.page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
