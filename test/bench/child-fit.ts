/** One U-SWIM fit in a process that has done nothing else. Argument: a `ChildTask` in JSON; prints a `ChildReport`. */
import { henonHeilesCase, pendulumCase, prepareCase } from './cases.ts';
import type { ChildReport, ChildTask } from './child-report.ts';
import { fitOurs, withThreads } from './our-side.ts';

// `fitInChild` passes nothing else.
const { system, train, width, ...means } = JSON.parse(process.argv[2]!) as ChildTask;
const entry = (system === 'pendulum' ? pendulumCase : henonHeilesCase)({ train, width });
const data = prepareCase(entry, 1, 0);
const { seconds } = await withThreads(means, (team) => fitOurs(data, { method: 'u-swim', width, seed: 1 }, team));
const report: ChildReport = {
  fitSeconds: seconds,
  // Counts from the start of the process.
  sinceStartSeconds: performance.now() / 1000,
  peakBytes: 1024 * process.resourceUsage().maxRSS,
};
console.log(JSON.stringify(report));
