import { expect, test } from '../app.ts';
import { goTo } from '../steps.ts';

test('a known system is learned without any file, and its true H is known', async ({ app: { page } }) => {
  await page.getByRole('button', { name: /^Mass on a spring/ }).click();
  await page.getByRole('textbox', { name: 'Training points' }).fill('1000');
  await page.getByRole('textbox', { name: 'Neurons' }).fill('150');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('verdict')).toBeVisible();
  const errors = page.getByRole('region', { name: 'Errors', exact: true });
  await expect(errors).toContainText(/Error of H/i);
});

test('deleted runs come back with undo', async ({ app: { page } }) => {
  await page.getByRole('button', { name: /^Mass on a spring/ }).click();
  await page.getByRole('textbox', { name: 'Training points' }).fill('300');
  await page.getByRole('textbox', { name: 'Neurons' }).fill('50');
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(page.getByTestId('verdict')).toBeVisible();
  await goTo(page, 'Runs');
  await page.getByRole('checkbox', { name: /^Select run/ }).check();
  await page.getByRole('button', { name: 'Delete 1 run' }).click();
  await expect(page.getByText('No runs yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: /^Open run/ })).toHaveCount(1);
  await page.getByRole('button', { name: /^Open run/ }).focus();
  await page.keyboard.press('Delete');
  await expect(page.getByText('No runs yet')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: /^Open run/ })).toHaveCount(1);
});

test('a system is chosen, learned and tried out with the keyboard alone', async ({ app: { page } }) => {
  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
      const label = await page.evaluate(() => {
        const element = document.activeElement;
        return `${element?.getAttribute('aria-label') ?? ''} ${element?.textContent ?? ''}`.trim();
      });
      if (name.test(label)) return;
    }
    throw new Error(`Tab never reached ${String(name)}`);
  };
  await tabTo(/^Mass on a spring/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Start run' })).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('verdict')).toBeVisible();
  await tabTo(/^Drop a marble/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Marble from/)).toBeVisible();
});
