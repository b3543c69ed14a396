import { availableParallelism } from 'node:os';
import { TRAINING_PRESETS } from '../../core/baselines/index.ts';
import { entryOf, methods, RUN_DEFAULTS, type Method } from '../../core/experiment/index.ts';
import { MISFIT_LIMITS } from '../../core/identification/misfit.ts';
import { integrators } from '../../core/integrators/index.ts';
import { systems } from '../../core/systems/index.ts';
import type { Catalog } from '../api/contract.ts';
import type { MethodTable } from '../dispatch.ts';
import { LIMITS } from '../validate/limits.ts';
import type { MethodContext } from './context.ts';

/** What there is to choose from, and what this service is. */
export function catalogMethods(context: MethodContext): Pick<MethodTable, 'app.info' | 'catalog.get'> {
  return {
    'app.info': () => ({
      version: context.version,
      libraryName: context.libraryName,
      cores: availableParallelism(),
      limits: { fileBytes: LIMITS.fileBytes, rows: LIMITS.rows, width: LIMITS.width, samples: LIMITS.samples },
    }),
    'catalog.get': () => CATALOG,
  };
}

const CATALOG: Catalog = {
  systems: systems.all.map(({ id, label, formula, dof, params, domain, presets, particles, reference }) => ({
    ...{ id, label, formula, dof, params, domain, presets, reference },
    particles: particles === null ? null : { count: particles.count, min: particles.min, max: particles.max },
  })),
  methods: methods.map(describeMethod),
  trainingPresets: TRAINING_PRESETS,
  integrators: integrators.all.map(({ id, label, isSymplectic }) => ({ id, label, isSymplectic })),
  defaults: RUN_DEFAULTS,
  misfitLimits: MISFIT_LIMITS,
};

function describeMethod(method: Method): Catalog['methods'][number] {
  const { id, label, summary, formula } = entryOf(method);
  const isBaseline = method.kind === 'baseline';
  return {
    ...{ id, label, summary, formula },
    needs: method.kind === 'sampled' ? method.sampler.needs : null,
    isTrained: isBaseline && method.baseline.isTrained,
    hasHamiltonian: !isBaseline || method.baseline.hasHamiltonian,
    isForMeasurements: method.kind === 'measured',
  };
}
