import { existsSync, readFileSync } from 'node:fs';
import { run, say, SetupError } from './run.mjs';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Path of a Chromium for the tests: one that is there, else Debian's package (as root), else Playwright's download. */
export async function ensureChromium(node) {
  const found = await findChromium(node);
  if (found !== null) return found;
  if (isDebianAsRoot()) {
    say('installing Chromium for the tests (apt, about 20 s)');
    const apt = (args) =>
      run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-qq', ...args], {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    await apt(['update']);
    const { code, output } = await apt(['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']);
    if (code !== 0) say(`apt could not install Chromium:\n${output}`);
  } else {
    say('fetching a Chromium for the tests (Playwright)');
    await run(node, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], { timeoutMs: 300_000 });
  }
  const path = await findChromium(node);
  if (path === null) throw new SetupError('the tests need a Chromium; install one or set CHROMIUM_PATH');
  return path;
}

async function findChromium(node) {
  const found = [process.env.CHROMIUM_PATH, ...installed].find((path) => path !== undefined && existsSync(path));
  if (found !== undefined) return found;
  // Asked in the newer Node: Playwright ends a process that runs on an old one.
  const question = "process.stdout.write(require('playwright-core').chromium.executablePath())";
  const { code, output } = await run(node, ['-e', question]);
  return code === 0 && existsSync(output) ? output : null;
}

function isDebianAsRoot() {
  return (
    process.getuid?.() === 0 && existsSync('/etc/debian_version') && readFileSync('/etc/debian_version').length > 0
  );
}
