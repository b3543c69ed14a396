/** Puts the service together: locks, library, run queue, workers, methods. A shell gives the ports and a pipe, nothing more. */
import { availableParallelism } from 'node:os';
import { basename, resolve } from 'node:path';
import type { SolveMeans } from '../core/experiment/forecast.ts';
import { AppError } from './api/app-error.ts';
import type { EventFrame } from './api/contract.ts';
import type { ReplyFrame } from './api/frames.ts';
import { createDispatch, type MethodTable } from './dispatch.ts';
import { createQuestionWorker } from './jobs/question-worker.ts';
import { meansOf } from './jobs/open-team.ts';
import { workerRunner } from './jobs/worker-runner.ts';
import type { Runner } from './jobs/runner.ts';
import { catalogMethods } from './methods/catalog.ts';
import type { MethodContext } from './methods/context.ts';
import { datasetMethods } from './methods/datasets.ts';
import { draftMethods } from './methods/drafts.ts';
import { exportMethods } from './methods/exports.ts';
import { formulaMethods } from './methods/formula.ts';
import { modelMethods } from './methods/models.ts';
import { preferenceMethods } from './methods/preferences.ts';
import { runMethods } from './methods/runs.ts';
import { unitMethods } from './methods/units.ts';
import { createRunControl } from './run-control.ts';
import { becomeOwner, sweepOwners, takeHostLock } from './store/owner-lock.ts';
import { makeFolder, openStore, type Store } from './store/open-store.ts';

/** What a shell gives. */
export interface ServicePorts {
  /** The library file; created when missing. */
  readonly libraryPath: string;
  /** A host (window, browser shell) is alone on its library; guests (command line) may work beside it. */
  readonly role: 'host' | 'guest';
  /** Where `service/jobs/worker.ts` lies, built or not. */
  readonly workerEntry: URL;
  readonly version: string;
  readonly log: (line: string) => void;
  /** Where runs are computed; worker threads when left out. */
  readonly runner?: Runner;
  /** Threads of all jobs together, and memory of each for what need not be computed twice; the usual ones of this machine when left out. */
  readonly means?: Partial<SolveMeans>;
  /** Upper bound of the library's size in pages of 4096 bytes; none when left out. */
  readonly maxPages?: number;
}

/** Everything the app can do, behind one function. */
export interface Service {
  /** Answers one frame. Never throws and never rejects. */
  dispatch(frame: unknown): Promise<ReplyFrame>;
  /** Returns a function that stops listening. */
  listen(onEvent: (event: EventFrame) => void): () => void;
  /** True when no run waits or is computed and no question is pending. */
  isIdle(): boolean;
  /** Tells others who find the library taken where this host can be reached. */
  announce(facts: { readonly url: string }): void;
  /** True after `close` was called. */
  isClosed(): boolean;
  /** Ends all work (open runs become interrupted), closes the library and gives the locks back. */
  close(): Promise<void>;
}

/** Jobs at once; more threads only take each other's time. */
const MAX_JOBS = 4;

/** How often a host looks whether another process wrote to the library, ms. */
const WATCH_INTERVAL_MS = 1500;

/**
 * Opens a library and serves it.
 * @throws AppError `library-locked`, `library-newer`, `library-damaged`, `disk-full`, `read-only`
 */
export function createService(ports: ServicePorts): Service {
  const { role, version, log, workerEntry } = ports;
  const libraryPath = resolve(ports.libraryPath);
  const releases: (() => void)[] = [];
  const release = () => {
    for (const undo of releases.reverse()) {
      try {
        undo();
      } catch (thrown) {
        // One that cannot be undone must not keep the others, a lock among them.
        log(`closing: ${String(thrown)}`);
      }
    }
  };
  try {
    makeFolder(libraryPath);
    const host = role === 'host' ? takeHostLock(libraryPath) : null;
    if (host !== null) releases.push(host.release);
    const owner = becomeOwner(libraryPath);
    releases.push(owner.release);
    const store = openStore(libraryPath, { maxPages: ports.maxPages ?? null });
    releases.push(store.close);
    const events = createEventHub(log);
    const worker = { entry: workerEntry };
    const means = meansOf(ports.means);
    const runControl = createRunControl({
      ...{ store, libraryPath, owner: owner.id, appVersion: version, log },
      runner: ports.runner ?? workerRunner(worker),
      concurrency: Math.min(availableParallelism(), MAX_JOBS, means.threads),
      means,
      emit: events.emit,
    });
    runControl.interruptOrphans();
    sweepOwners(libraryPath);
    const context: MethodContext = {
      ...{ store, runControl, version, means },
      libraryName: basename(libraryPath),
      modelWorker: createQuestionWorker(worker, log),
      importWorker: createQuestionWorker(worker, log),
      emit: events.emit,
    };
    const stopWatching = role === 'host' ? watchLibrary(store, runControl.interruptOrphans, events.emit, log) : noop;
    return assemble({ context, events, log, host, stopWatching, release });
  } catch (thrown) {
    release();
    throw thrown;
  }
}

interface Parts {
  readonly context: MethodContext;
  readonly events: EventHub;
  readonly host: { announce(facts: { readonly url: string }): void } | null;
  readonly log: (line: string) => void;
  readonly stopWatching: () => void;
  readonly release: () => void;
}

function assemble({ context, events, log, host, stopWatching, release }: Parts): Service {
  const { runControl, modelWorker, importWorker } = context;
  const dispatch = createDispatch(methodTable(context), log);
  let closed: Promise<void> | null = null;
  const close = async () => {
    stopWatching();
    try {
      await runControl.close();
      await Promise.all([modelWorker.close(), importWorker.close()]);
    } finally {
      release();
    }
  };
  return {
    dispatch: async (frame) => {
      if (closed === null) return dispatch(frame);
      const { code, message, hint } = new AppError('connection-lost', 'Phasewright is closing.', {
        hint: 'Start it again.',
      });
      return { ok: false, error: { code, message, hint, context: {} } };
    },
    listen: events.listen,
    isIdle: () => runControl.isIdle() && modelWorker.isIdle() && importWorker.isIdle(),
    announce: (facts) => host?.announce(facts),
    isClosed: () => closed !== null,
    close: () => (closed ??= close()),
  };
}

function methodTable(context: MethodContext): MethodTable {
  return {
    ...catalogMethods(context),
    ...formulaMethods(),
    ...unitMethods(),
    ...draftMethods(context),
    ...datasetMethods(context),
    ...runMethods(context),
    ...modelMethods(context),
    ...exportMethods(context),
    ...preferenceMethods(context),
  };
}

interface EventHub {
  readonly emit: (event: EventFrame) => void;
  readonly listen: (onEvent: (event: EventFrame) => void) => () => void;
}

/** Passes events to all listeners; one that throws is logged and does not keep the others from hearing. */
function createEventHub(log: (line: string) => void): EventHub {
  const listeners = new Set<(event: EventFrame) => void>();
  return {
    emit: (event) => {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (thrown) {
          log(
            `listener of ${event.event}: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`,
          );
        }
      }
    },
    listen: (onEvent) => {
      // A listener of its own per call: the same function may be given twice.
      const listener = (event: EventFrame) => {
        onEvent(event);
      };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Tells when another process wrote, and finds out when one that worked on a run has died. */
function watchLibrary(
  store: Store,
  interruptOrphans: () => void,
  emit: (event: EventFrame) => void,
  log: (line: string) => void,
): () => void {
  let seen = store.dataVersion();
  const timer = setInterval(() => {
    try {
      interruptOrphans();
      const version = store.dataVersion();
      if (version !== seen) emit({ event: 'library.changed', data: {} });
      seen = version;
    } catch (thrown) {
      log(`watching the library: ${String(thrown)}`);
    }
  }, WATCH_INTERVAL_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

function noop(): void {
  // A guest watches nothing.
}
