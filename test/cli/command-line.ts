import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../support/library.ts';

/** The sources, or what was bundled from them: the whole test run builds first and says so, since a bundle starts in half the time. */
const MAIN = process.env['PHASEWRIGHT_CLI'] ?? fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with its own library, and the real command line as a child process working in it. */
export interface Workplace {
  readonly folder: string;
  /** Writes a file into the folder. */
  write(name: string, content: string): void;
  /** Runs `phasewright …` to its end. Standard input stays open and silent. */
  run(...args: string[]): Promise<Outcome>;
  /** Starts `phasewright …` and leaves it running; it is ended with the test. */
  start(...args: string[]): ChildProcess;
}

export function createWorkplace(): Workplace {
  const folder = temporaryFolder();
  const options = { cwd: folder, env: { ...process.env, PHASEWRIGHT_LIBRARY: join(folder, 'library.phasewright') } };
  return {
    folder,
    write: (name, content) => {
      writeFileSync(join(folder, name), content);
    },
    run: (...args) =>
      new Promise((resolve) => {
        const child = execFile(
          process.execPath,
          [MAIN, ...args],
          { ...options, maxBuffer: 1 << 26 },
          (error, stdout, stderr) => {
            resolve({ code: error === null ? 0 : child.exitCode, stdout, stderr });
          },
        );
      }),
    start: (...args) => {
      const child = spawn(process.execPath, [MAIN, ...args], { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
      onTestFinished(() => {
        child.kill('SIGKILL');
      });
      return child;
    },
  };
}

/** Three runs of an oscillator with the amplitudes 1.1, 1.2, 1.3, columns run, t, q, p: neighbours, so that two foretell the third. */
export function oscillatorTable(rowsPerRun = 60): string {
  const lines = ['run,t,q,p'];
  for (const run of [1, 2, 3]) {
    const amplitude = 1 + run / 10;
    for (let i = 0; i < rowsPerRun; i++) {
      lines.push(`${run},${(i * 0.1).toFixed(1)},${amplitude * Math.cos(i * 0.1)},${-amplitude * Math.sin(i * 0.1)}`);
    }
  }
  return lines.join('\n');
}

/** The columns of `oscillatorTable`. */
export const COLUMNS = '--time t --q q --p p --run run'.split(' ');

/** Arguments for `oscillatorTable` with a quick fit by a method that is still to be named. */
export const SMALL = [...COLUMNS, '--width', '20', '--horizon', '5'];

/** The same by a network. */
export const QUICK = [...SMALL, '--method', 'a-swim'];
