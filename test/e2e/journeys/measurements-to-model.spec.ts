import { readFileSync } from 'node:fs';
import { expect, fixture, test } from '../app.ts';
import { dropFile } from '../steps.ts';

/** The exported model as its format promises it; evaluated here by the formula alone. */
interface ExportedModel {
  model: { weights: number[][]; biases: number[]; coefficients: number[]; constant: number };
  selfTest: { x: number[]; energy: number; gradient: number[] }[];
}

function evaluate({ weights, biases, coefficients, constant }: ExportedModel['model'], x: number[]) {
  const gradient = x.map(() => 0);
  let energy = constant;
  weights.forEach((w, j) => {
    const t = Math.tanh(w.reduce((sum, weight, k) => sum + weight * x[k]!, biases[j]!));
    energy += coefficients[j]! * t;
    w.forEach((weight, k) => (gradient[k]! += coefficients[j]! * weight * (1 - t * t)));
  });
  return { energy, gradient };
}

test('from dropped measurements to an exported model, and the run is there tomorrow', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('heading', { name: 'Drop measurements here' })).toBeVisible();
  await app.screenshot('01-home');

  await test.step('what was read is shown before it is accepted', async () => {
    await dropFile(page, fixture('pendulum.csv'));
    await expect(page.getByLabel('Role of column t')).toHaveValue('time');
    const contract = page.getByRole('region', { name: 'Import contract' });
    await expect(contract).toContainText(/Rows read\s*800\s*Kept\s*800\s*Refused\s*0\s*Trajectories\s*4/);
    await app.screenshot('02-data');
    await page.getByRole('button', { name: /^Import 800 rows/ }).click();
  });

  await test.step('an experiment is a sentence', async () => {
    await expect(page.getByRole('button', { name: /Start run/ })).toBeEnabled();
    await page.getByRole('radio', { name: 'A-SWIM' }).check();
    await page.getByRole('textbox', { name: 'Neurons' }).fill('120');
    await app.screenshot('03-experiment');
    await page.getByRole('button', { name: /Start run/ }).click();
  });

  await test.step('the result opens with a verdict', async () => {
    await expect(page.getByTestId('verdict')).toContainText(/held-out|held out/);
    await expect(page.getByRole('heading', { name: 'Phase portrait' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Energy', exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Motion' })).toBeVisible();
    await app.screenshot('04-result');
  });

  await test.step('a click in the portrait drops a marble', async () => {
    const box = (await page.getByTestId('phase-portrait').boundingBox())!;
    await page.mouse.click(box.x + box.width * 0.62, box.y + box.height * 0.5);
    await expect(page.getByText(/Marble from/)).toBeVisible();
    await app.screenshot('05-marble');
  });

  await test.step('the exported model evaluates elsewhere to the same numbers', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export model (JSON)' }).click();
    const exported = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as ExportedModel;
    expect(exported.selfTest.length).toBeGreaterThan(4);
    const scale = Math.max(...exported.selfTest.map(({ energy }) => Math.abs(energy)));
    for (const { x, energy, gradient } of exported.selfTest) {
      const here = evaluate(exported.model, x);
      expect(Math.abs(here.energy - energy) / scale).toBeLessThan(1e-9);
      gradient.forEach((value, k) => {
        expect(Math.abs(here.gradient[k]! - value) / scale).toBeLessThan(1e-9);
      });
    }
  });

  await test.step('the portrait leaves as a PNG', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save portrait (PNG)' }).click();
    const bytes = readFileSync(await (await download).path());
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBe(1600);
  });

  await test.step('tomorrow the run is in the list and opens with the same verdict', async () => {
    const verdict = await page.getByTestId('verdict').textContent();
    await app.stop('SIGTERM');
    await app.start();
    await app.page
      .getByRole('button', { name: 'Runs' })
      .or(app.page.getByRole('link', { name: 'Runs' }))
      .first()
      .click();
    await app.screenshot('06-runs');
    await app.page.getByRole('row').filter({ hasText: 'A-SWIM' }).first().getByRole('button', { name: /Open/ }).click();
    await expect(app.page.getByTestId('verdict')).toHaveText(verdict!);
  });
});
