import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/** Something the user can act on: shown without a stack. */
export class SetupError extends Error {}

/** Tells what is being done; on stderr, because standard output belongs to the command that follows. */
export function say(text) {
  console.error(`phasewright set-up: ${text}`);
}

/**
 * Runs a program and resolves with `{ code, output }`; its output is kept, not shown.
 * Nothing hangs: after `timeoutMs` the program is ended and `code` is null.
 */
export function run(program, args, { env = process.env, timeoutMs = 600_000 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: null, output: String(error) });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output });
    });
  });
}
