/** Where the worker lies: beside the bundled command line, or in the sources when run from there. */
export function workerEntry(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? '../service/jobs/worker.ts' : './worker.js', import.meta.url);
}
