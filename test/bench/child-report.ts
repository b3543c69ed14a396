import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** One fit in a process of its own, as `child-fit.ts` prints it. */
export interface ChildReport {
  /** The fit alone. */
  readonly fitSeconds: number;
  /** From the start of the process to the end of the fit, with loading the sources and drawing the points. */
  readonly sinceStartSeconds: number;
  /** Most memory the process has held. */
  readonly peakBytes: number;
}

/** What the process is told. */
export interface ChildTask {
  readonly system: 'pendulum' | 'henon-heiles';
  readonly train: number;
  readonly width: number;
  readonly threads: number;
  /** Most bytes for features that are kept between passes; absent: the default. */
  readonly memoryBytes?: number;
}

/** Fits once by U-SWIM in a fresh process. @throws Error with what the process wrote when it fails */
export async function fitInChild(task: ChildTask): Promise<ChildReport> {
  const script = fileURLToPath(new URL('child-fit.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(task)]);
  // child-fit.ts prints exactly this shape.
  return JSON.parse(stdout) as ChildReport;
}
