// The inner loops of sampling, solving and evaluating, and the threads that share them. No systems, no least squares: kernels know rows, columns and tiles.
// To add a kernel: declare it in `kernels.ts`, write it in `assembly/` and, as the obvious loops, in `plain/`; the tests ask for both.
export { DEFAULT_MEMORY_BYTES, singleThread } from './compute.ts';
export type { Compute, StartedThread, ThreadWork } from './compute.ts';
export { helpTeam } from './help-team.ts';
export { panelWork } from './kernels.ts';
export type { Kernels } from './kernels.ts';
export { createKernelHost, FIRST_FREE_BYTE, joinKernelHost } from './load-kernels.ts';
export type { KernelHost, KernelKind } from './load-kernels.ts';
export { createTeam, ThreadLost } from './team.ts';
export type { RunTask, TaskContext, Team } from './team.ts';
export { ARGUMENTS_AT, MAX_SIZES, SIZES_AT, TEAM_END, WORD } from './team-words.ts';
