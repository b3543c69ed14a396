import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { fixture } from './app.ts';

/** Opens one of the views by the rail. */
export async function goTo(page: Page, view: 'Home' | 'Data' | 'Prepare' | 'Experiment' | 'Runs'): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: view }).click();
}

/** Drops a file on the window, as from a file manager: the drop event carries a real File. */
export async function dropFile(page: Page, path: string): Promise<void> {
  const file = { name: basename(path), text: readFileSync(path, 'utf8') };
  const transfer = await page.evaluateHandle(({ name, text }) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type: 'text/csv' }));
    return data;
  }, file);
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** A text table as a file for a file field. */
export function tableFile(name: string, lines: readonly string[]): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) };
}

/** Pastes text on the page, as after a copy in a spreadsheet: the paste event carries it. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** Imports the clean pendulum with everything as proposed, and waits until it can be learned from. */
export async function importPendulum(page: Page): Promise<void> {
  await page.getByLabel('Open data files').setInputFiles(fixture('pendulum.csv'));
  await page.getByRole('button', { name: 'Import 800 rows' }).click();
  await expect(page.getByRole('button', { name: 'Start run' })).toBeEnabled();
}

/** Learns the imported pendulum with a small network and waits for the verdict. */
export async function learnPendulum(page: Page): Promise<void> {
  await importPendulum(page);
  await page.getByRole('textbox', { name: 'Neurons' }).fill('60');
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(page.getByTestId('verdict')).toBeVisible();
}

/** Starts a run that takes a minute: a known system with many points and neurons, all rows folded. */
export async function startLongRun(page: Page): Promise<void> {
  await goTo(page, 'Home');
  await page.getByRole('button', { name: /^Pendulum/ }).click();
  await page.getByRole('textbox', { name: 'Training points' }).fill('20000');
  await page.getByRole('textbox', { name: 'Neurons' }).fill('5000');
  await page.getByLabel('Solver', { exact: true }).selectOption('ridge-qr');
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(page.getByRole('button', { name: 'Cancel run' })).toBeVisible();
}
