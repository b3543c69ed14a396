import { describe, expect, test } from 'vitest';
import type { MultilayerNetwork } from '../../../core/network/multilayer-network.ts';
import type { TrainedModel } from '../../../core/network/trained-model.ts';
import { openStore, type Store } from '../../../service/store/open-store.ts';
import { EXAMPLE, oscillator } from '../../core/identified-example.ts';
import { exampleOutcome, newRun, temporaryLibrary } from '../../support/library.ts';

const network = (sizes: readonly number[], count: number): MultilayerNetwork => ({
  activation: 'softplus',
  sizes,
  parameters: Float64Array.from({ length: count }, (_, i) => Math.sin(i) / 3),
});
const exampleField: TrainedModel = { kind: 'network-field', dof: 1, network: network([2, 3, 2], 17) };
const exampleNetwork: TrainedModel = { kind: 'network-hamiltonian', dof: 1, network: network([2, 2, 2, 1], 15) };
const NO_ENERGIES = { referenceEnergy: new Float64Array(), predictedEnergy: new Float64Array() };
const NO_TEST = { times: new Float64Array(), energy: new Float64Array() };
const TRAINED = {
  energyKind: 'none',
  diagnostics: null,
  lossHistory: {
    steps: Float64Array.of(100, 200),
    seconds: Float64Array.of(0.1, 0.2),
    train: Float64Array.of(1, 0.5),
    validation: new Float64Array(),
    stepsDone: 250,
    end: 'time-budget',
  },
} as const;

function withStore(work: (store: Store) => void, maxPages: number | null = null): void {
  const store = openStore(temporaryLibrary(), { maxPages });
  work(store);
  store.close();
}

describe('runs in the store', () => {
  test('a settled run comes back bit for bit after the library was opened again', () => {
    const path = temporaryLibrary();
    const first = openStore(path);
    const { id } = first.runs.insert(newRun);
    first.runs.markRunning(id);
    first.runs.settle(id, exampleOutcome());
    first.close();
    const store = openStore(path);
    const { result, trainStates } = exampleOutcome();
    const { compared, energyTest, lossHistory, ...facts } = result;
    expect(store.runs.facts(id)).toEqual(facts);
    expect(store.runs.series(id)).toEqual({ compared, energyTest, lossHistory, trainStates });
    expect(store.runs.get(id)).toMatchObject({
      status: 'succeeded',
      fieldError: 2e-3,
      fitMs: 3.5,
      config: newRun.config,
    });
    store.close();
  });

  test.each([exampleField, exampleNetwork])('a trained $kind comes back bit for bit with its loss', (model) => {
    withStore(({ runs }) => {
      const { id } = runs.insert(newRun);
      const { result, trainStates } = exampleOutcome();
      const { energyTest } = result;
      const compared = result.compared.map((one) => ({ ...one, ...NO_ENERGIES }));
      const trained = { ...result, model, compared, energyTest: { ...energyTest, ...NO_TEST }, ...TRAINED };
      runs.settle(id, { trainStates, result: trained });
      const { compared: series, energyTest: test, lossHistory, ...facts } = trained;
      expect(runs.facts(id)).toEqual(facts);
      expect(runs.series(id)).toEqual({ compared: series, energyTest: test, lossHistory, trainStates });
    });
  });

  test.each([
    ['every kind of column', EXAMPLE],
    ['masses and no neuron', oscillator([], [])],
  ])('an identified model with %s comes back bit for bit', (_what, model) => {
    withStore(({ runs }) => {
      const { id } = runs.insert(newRun);
      const { result } = exampleOutcome();
      const trainStates = new Float64Array(4 * model.dof);
      const box = Array.from({ length: 2 * model.dof }, () => [-1, 1] as const);
      const anchor = { state: new Float64Array(2 * model.dof), value: 0 };
      runs.settle(id, { trainStates, result: { ...result, compared: [], model, box, anchor } });
      expect(runs.facts(id)!.model).toEqual(model);
    });
  });

  test('the newest run stands first, and a deleted one comes back with restore', () => {
    withStore(({ runs }) => {
      const [a, b] = [runs.insert(newRun), runs.insert(newRun)];
      expect(runs.list().map(({ id }) => id)).toEqual([b.id, a.id]);
      expect(runs.moveToTrash([a.id, 'no-such-run'])).toBe(1);
      expect(runs.list().map(({ id }) => id)).toEqual([b.id]);
      expect(runs.get(a.id).isDeleted).toBe(true);
      expect(runs.restore([a.id])).toBe(1);
      expect(runs.restore([a.id])).toBe(0);
      expect(runs.list()).toHaveLength(2);
    });
  });

  test('a run that has ended keeps its first end', () => {
    withStore(({ runs }) => {
      const { id } = runs.insert(newRun);
      runs.end(id, 'cancelled', null);
      expect(runs.settle(id, exampleOutcome()).status).toBe('cancelled');
      expect(runs.facts(id)).toBeNull();
      expect(runs.end(id, 'failed', null).status).toBe('cancelled');
    });
  });

  test('settling is all or nothing when the disk is full', () => {
    withStore(({ runs }) => {
      const { id } = runs.insert(newRun);
      runs.markRunning(id);
      expect(() => runs.settle(id, exampleOutcome(100_000))).toThrow(expect.objectContaining({ code: 'disk-full' }));
      expect(runs.get(id).status).toBe('running');
      expect(runs.facts(id)).toBeNull();
    }, 200);
  });

  test('only rows of the given instance become interrupted', () => {
    withStore(({ runs }) => {
      const lost = runs.insert(newRun);
      const kept = runs.insert({ ...newRun, owner: 'owner-2' });
      expect(new Set(runs.busyOwners())).toEqual(new Set(['owner-1', 'owner-2']));
      expect(runs.interruptOwner('owner-1')).toEqual([lost.id]);
      expect(runs.get(lost.id).status).toBe('interrupted');
      expect(runs.get(kept.id).status).toBe('queued');
      expect(runs.busyOwners()).toEqual(['owner-2']);
    });
  });

  test('a thousand runs are listed within a tenth of a second', () => {
    withStore((store) => {
      for (let i = 0; i < 1000; i++) store.runs.insert(newRun);
      const start = performance.now();
      expect(store.runs.list()).toHaveLength(1000);
      expect(performance.now() - start).toBeLessThan(100);
    });
  });
});

describe('preferences in the store', () => {
  test('a preference is null until it is set, and can be set again', () => {
    withStore(({ preferences }) => {
      expect(preferences.get('theme')).toBeNull();
      preferences.set('theme', 'dark');
      preferences.set('theme', 'light');
      expect(preferences.get('theme')).toBe('light');
    });
  });
});
