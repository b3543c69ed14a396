/**
 * The whole test run: static checks, unit and contract tests, browser journeys. Nothing stops at the first failure;
 * the last line counts everything as `N passed, N failed, N skipped`. Each static check counts as one test.
 * Options: `--only checks|unit|e2e` (may be repeated).
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** Where Node keeps compiled sources: the tests start about a hundred processes and threads from them, each in half the time that way. */
const COMPILE_CACHE = fileURLToPath(new URL('../node_modules/.cache/node-compile', import.meta.url));

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const root = fileURLToPath(new URL('../', import.meta.url));
process.chdir(root);
const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const wants = (part: string) => values.only === undefined || values.only.includes(part);
rmSync('reports', { recursive: true, force: true });
mkdirSync('reports');

const total: Count = { passed: 0, failed: 0, skipped: 0 };
if (wants('unit')) add(await runUnitTests());
// A journey mostly waits for its page, so the other core can check types meanwhile.
for (const count of await Promise.all([
  ...(wants('checks') ? [runChecks()] : []),
  ...(wants('e2e') ? [runJourneys()] : []),
])) {
  add(count);
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

function add(count: Count): void {
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
}

/** Types of every room, lint, format: two at a time, as each uses one core and the journeys beside them mostly wait. */
async function runChecks(): Promise<Count> {
  const rooms = readdirSync('.').filter((name) => existsSync(`${name}/tsconfig.json`));
  const checks: [name: string, script: string, ...args: string[]][] = [
    ['lint', 'eslint/bin/eslint.js', '.', '--max-warnings', '0'],
    [
      'types of the page',
      'svelte-check/bin/svelte-check',
      '--tsconfig',
      'renderer/tsconfig.json',
      '--fail-on-warnings',
    ],
    ...[...rooms, 'service/api', '.']
      .filter((room) => room !== 'renderer')
      .map((room): [string, string, ...string[]] => [`types of ${room}`, 'typescript/bin/tsc', '-p', room]),
    ['format', 'prettier/bin/prettier.cjs', '--check', '.'],
  ];
  const count: Count = { passed: 0, failed: 0, skipped: 0 };
  const work = async (): Promise<void> => {
    const check = checks.shift();
    if (check === undefined) return;
    const [name, script, ...args] = check;
    const { code, output } = await run(script, args, { isShown: false });
    console.log(`${code === 0 ? '✓' : '✗'} ${name}`);
    if (code === 0) count.passed += 1;
    else {
      count.failed += 1;
      console.log(output);
    }
    return work();
  };
  await Promise.all([work(), work()]);
  return count;
}

interface UnitReport {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}

async function runUnitTests(): Promise<Count> {
  const file = 'reports/unit.json';
  // All cores: left to itself the runner keeps one free, which is half of two.
  const options = ['--maxWorkers=100%', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  await run('vitest/vitest.mjs', ['run', ...options], {
    environment: { PHASEWRIGHT_CLI: `${root}dist/app/cli.js` },
  });
  const report = readReport(file) as UnitReport | null;
  if (report === null) return lost('unit tests');
  // A file that does not even load has no failed test to count.
  const failed = report.success ? report.numFailedTests : Math.max(1, report.numFailedTests);
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests };
}

async function runJourneys(): Promise<Count> {
  const file = 'reports/e2e.json';
  const { code } = await run('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  });
  const report = readReport(file) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  } | null;
  if (report === null) return lost('browser journeys');
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: Math.max(unexpected + flaky, code === 0 ? 0 : 1), skipped };
}

/** A runner that left no report has failed, whatever it printed. */
function lost(name: string): Count {
  console.log(`✗ ${name}: the runner ended without a report`);
  return { passed: 0, failed: 1, skipped: 0 };
}

function readReport(file: string): unknown {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown) : null;
}

function run(
  script: string,
  args: string[],
  { isShown = true, environment = {} }: { isShown?: boolean; environment?: Record<string, string> } = {},
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`node_modules/${script}`, ...args], {
      stdio: ['ignore', isShown ? 'inherit' : 'pipe', isShown ? 'inherit' : 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE, ...environment },
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, output });
    });
  });
}
