import { AppError } from '../api/app-error.ts';
import type { MethodTable } from '../dispatch.ts';
import type { LearnedModel } from '../jobs/messages.ts';
import type { Store } from '../store/open-store.ts';
import { noResult, type ResultFacts } from '../store/result-store.ts';
import type { RunRow } from '../store/run-store.ts';
import type { MethodContext } from './context.ts';

/** Quick questions to a learned model, answered by the warm worker. */
export function modelMethods(context: MethodContext): Pick<MethodTable, 'model.field' | 'model.rollout'> {
  const { store, runControl, modelWorker } = context;
  return {
    'model.field': ({ runId, ...request }) => {
      const run = runControl.get(runId);
      if (request.axis >= run.dof) {
        throw new AppError(
          'bad-argument',
          `'axis' is ${request.axis}; this run has ${run.dof} degrees of freedom, counted from 0.`,
          {
            hint: 'Choose a smaller number.',
            context: { axis: request.axis, dof: run.dof },
          },
        );
      }
      return modelWorker.askModel<'field'>({ name: 'field', runId, request }, () => loadModel(store, run));
    },
    'model.rollout': ({ runId, ...request }) => {
      const run = runControl.get(runId);
      if (request.state.length !== 2 * run.dof) {
        throw new AppError(
          'bad-argument',
          `'state' has ${request.state.length} numbers; ${2 * run.dof} are expected.`,
          {
            hint: 'Give all positions, then all momenta.',
            context: { length: request.state.length, dof: run.dof },
          },
        );
      }
      return modelWorker.askModel<'rollout'>({ name: 'rollout', runId, request }, () => loadModel(store, run));
    },
  };
}

function uncertaintyOf({ identification }: ResultFacts, seed: number): LearnedModel['uncertainty'] {
  if (identification === null || identification.posterior === null) return null;
  const { posterior, report } = identification;
  return { posterior, period: report.period, seed };
}

/** What the worker needs of a learned model. @throws AppError `not-found` before success */
export function loadModel(store: Store, { id, config }: RunRow): LearnedModel {
  const facts = store.runs.facts(id);
  if (facts === null) throw noResult(id);
  const { trainStates, energyTest } = store.runs.series(id);
  return {
    model: facts.model,
    uncertainty: uncertaintyOf(facts, config.seed),
    anchorState: facts.anchor.state,
    box: facts.box,
    trainStates,
    integrator: config.integrator,
    stepSize: energyTest.stepSize,
  };
}
