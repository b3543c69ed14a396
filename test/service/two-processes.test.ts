import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createService } from '../../service/create-service.ts';
import { pendulumConfig, temporaryLibrary } from '../support/library.ts';
import { openService, WORKER } from '../support/service.ts';

const SCRIPT = fileURLToPath(new URL('../support/run-child.ts', import.meta.url));

interface OtherProcess {
  readonly pid: number;
  /** Id of a run that succeeded there, and of one that never ends. */
  readonly done: string;
  readonly running: string;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
}

async function startOther(libraryPath: string, role: 'host' | 'guest'): Promise<OtherProcess> {
  const child = spawn(process.execPath, [SCRIPT, libraryPath, role], { stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = async () => {
    const gone = exited(child);
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  child.stdout.once('data', (chunk: Buffer) => {
    resolve(chunk.toString());
  });
  child.once('exit', reject);
  // Written by run-child.ts.
  const { done, running } = JSON.parse(await promise) as { done: string; running: string };
  return { pid: child.pid!, done, running, kill };
}

async function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once('exit', resolve));
}

describe('two processes on one library', () => {
  test('a second host is refused and told where the first one is', async () => {
    const libraryPath = temporaryLibrary();
    const other = await startOther(libraryPath, 'host');
    const open = () =>
      createService({ libraryPath, role: 'host', workerEntry: WORKER, version: '0', log: () => undefined });
    expect(open).toThrow(
      expect.objectContaining({
        code: 'library-locked',
        message: expect.stringContaining(
          `This library is already open in Phasewright (process ${other.pid}, since `,
        ) as string,
        hint: expect.stringContaining('http://127.0.0.1:4321/#token=abc') as string,
      }),
    );
  });

  test('an app that is killed during a run loses nothing else: the run is interrupted, older ones are intact', async () => {
    const libraryPath = temporaryLibrary();
    const other = await startOther(libraryPath, 'host');
    await other.kill();
    const { client } = openService({ libraryPath });
    expect(await client.call('run.get', { runId: other.running })).toMatchObject({ status: 'interrupted' });
    expect(await client.call('run.get', { runId: other.done })).toMatchObject({ status: 'succeeded' });
    expect((await client.call('run.series', { runId: other.done, maxPoints: 10 })).compared.length).toBeGreaterThan(0);
    // What is left belongs to this process: its host lock with note, and its owner lock.
    expect(readdirSync(`${libraryPath}.locks`).filter((name) => name.startsWith('owner-'))).toHaveLength(1);
  });

  test('a guest works beside a host, and neither touches the run of the other', async () => {
    const libraryPath = temporaryLibrary();
    const other = await startOther(libraryPath, 'host');
    const { client, settled } = openService({ libraryPath, role: 'guest' });
    expect(await client.call('run.get', { runId: other.running })).toMatchObject({ status: 'running' });
    await expect(client.call('run.cancel', { runId: other.running })).rejects.toMatchObject({ code: 'still-in-use' });
    await expect(client.call('run.delete', { runIds: [other.running] })).rejects.toMatchObject({
      code: 'still-in-use',
    });
    const { runId } = await client.call('run.start', { config: pendulumConfig });
    expect(await settled(runId)).toMatchObject({ status: 'succeeded' });
  });

  test("a host hears what a guest writes, and finds a killed guest's run interrupted without a restart", async () => {
    const libraryPath = temporaryLibrary();
    const { client, events } = openService({ libraryPath, role: 'host' });
    const guest = await startOther(libraryPath, 'guest');
    await expect.poll(() => events.map(({ event }) => event), { timeout: 10_000 }).toContain('library.changed');
    expect(await client.call('run.get', { runId: guest.running })).toMatchObject({ status: 'running' });
    await guest.kill();
    await expect
      .poll(
        () => events.flatMap((frame) => (frame.event === 'run.changed' ? [[frame.data.id, frame.data.status]] : [])),
        {
          timeout: 10_000,
        },
      )
      .toContainEqual([guest.running, 'interrupted']);
  });
});
