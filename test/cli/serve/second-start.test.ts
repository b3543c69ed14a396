import type { ChildProcess } from 'node:child_process';
import { expect, test } from 'vitest';
import { createWorkplace } from '../command-line.ts';

/** The address a browser shell prints once it is up. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const [, url] = /(http:\S+)/.exec(text) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => {
      reject(new Error(`serve ended with ${code}`));
    });
  });
}

test('a second start on the same library points to the first and changes nothing', async () => {
  const workplace = createWorkplace();
  const first = workplace.start('serve', '--stay');
  const url = await addressOf(first);
  const second = await workplace.run('serve', '--stay');
  expect(second.code).toBe(3);
  expect(second.stdout).toBe(`${url}\n`);
  expect(second.stderr).toContain('already open on this library; nothing new was started');
  expect((await fetch(new URL('/', url))).status).toBe(200);
});

test('after the first has crashed, the next start takes the library over', async () => {
  const workplace = createWorkplace();
  const first = workplace.start('serve', '--stay');
  await addressOf(first);
  first.kill('SIGKILL');
  await new Promise((resolve) => first.once('exit', resolve));
  await expect(addressOf(workplace.start('serve', '--stay'))).resolves.toMatch(/^http:\/\/127\.0\.0\.1:/);
});

test('the command line reads and works beside an open app', async () => {
  const workplace = createWorkplace();
  await addressOf(workplace.start('serve', '--stay'));
  const { code, stdout } = await workplace.run('runs', 'list', '--json');
  expect({ code, stdout }).toEqual({ code: 0, stdout: '[]\n' });
});

test('an interrupt ends it with exit code 0', async () => {
  const child = createWorkplace().start('serve', '--stay');
  await addressOf(child);
  child.kill('SIGINT');
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
});

test('a port that is in use is refused, and the library is free again', async () => {
  const workplace = createWorkplace();
  const { port } = new URL(await addressOf(createWorkplace().start('serve', '--stay')));
  const { code, stderr } = await workplace.run('serve', '--stay', '--port', port);
  expect(code).toBe(2);
  expect(stderr).toContain(`Port ${port} is in use.`);
  await expect(addressOf(workplace.start('serve', '--stay'))).resolves.toMatch(/^http:/);
});
