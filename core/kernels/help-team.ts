import type { ThreadWork } from './compute.ts';
import { joinKernelHost } from './load-kernels.ts';
import { announce, takeTasks, ThreadLost, waitForProgress } from './team.ts';
import type { RunTask, TaskContext } from './team.ts';
import { WORD } from './team-words.ts';

/**
 * The whole life of a helping thread: takes tasks of round after round until the team is told to stop. A failure is told to the team, which then does
 * without the thread, and thrown, so that it ends the thread and is told where threads are watched.
 */
export function helpTeam({ memory, kind, thread }: ThreadWork, runTask: RunTask): void {
  const host = joinKernelHost(memory, kind);
  const words = () => host.words();
  const context: TaskContext = {
    host,
    thread,
    announce: () => {
      announce(words());
    },
    progress: () => Atomics.load(words(), WORD.progress),
    await: (seen) => {
      waitForProgress(words(), seen, null);
    },
  };
  try {
    for (;;) {
      const seen = context.progress();
      if (Atomics.load(words(), WORD.stop) !== 0) return;
      takeTasks(context, (task) => {
        runTask(Atomics.load(words(), WORD.phase), task, context);
      });
      context.await(seen);
    }
  } catch (thrown) {
    // The leader computes everything again without help.
    Atomics.store(words(), WORD.failed, 1);
    announce(words());
    if (!(thrown instanceof ThreadLost)) throw thrown;
  }
}
