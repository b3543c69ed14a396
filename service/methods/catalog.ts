import { availableParallelism } from 'node:os';
import { RUN_DEFAULTS } from '../../core/experiment/index.ts';
import { integrators } from '../../core/integrators/index.ts';
import { samplers } from '../../core/samplers/index.ts';
import { systems } from '../../core/systems/index.ts';
import type { Result } from '../api/contract.ts';
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

const CATALOG: Result<'catalog.get'> = {
  systems: systems.all.map(({ id, label, formula, dof, params, domain, reference }) => ({
    ...{ id, label, formula, dof, params, domain, reference },
  })),
  methods: samplers.all.map(({ id, label, summary, formula, needs }) => ({
    ...{ id, label, summary, formula, needs },
  })),
  integrators: integrators.all.map(({ id, label, isSymplectic }) => ({ id, label, isSymplectic })),
  defaults: RUN_DEFAULTS,
};
