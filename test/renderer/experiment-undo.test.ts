/// <reference types="svelte" />
import { expect, it } from 'vitest';
import { Connection } from '../../renderer/state/connection.svelte.ts';
import { Datasets } from '../../renderer/state/datasets.svelte.ts';
import { Experiment } from '../../renderer/state/experiment.svelte.ts';
import { Notices } from '../../renderer/state/notices.svelte.ts';
import { openService } from '../support/service.ts';

it('an experiment goes back and forth through its settings, step by step, and to other data', async () => {
  const { client } = openService();
  const notices = new Notices();
  const connection = new Connection(client, () => Promise.resolve());
  await connection.start();
  let choices = 0;
  const experiment = new Experiment(client, connection, new Datasets(client, notices), () => {
    choices += 1;
  });
  const { history } = experiment;
  experiment.useSystem('pendulum');
  const start = experiment.form;
  expect([history.undoLabel, choices]).toEqual([null, 0]);

  experiment.change({ width: 1 });
  experiment.change({ width: 15 });
  experiment.identify({ friction: 'off' });
  experiment.identify({ friction: 'dry' });
  experiment.useSystem('henon-heiles');
  const end = experiment.form;
  expect([history.undoLabel, choices]).toEqual(['choice of data', 5]);

  history.undo();
  expect(experiment.form).toMatchObject({ data: { systemId: 'pendulum' }, identification: { friction: 'dry' } });
  history.undo();
  expect([experiment.identification.friction, history.undoLabel]).toEqual(['off', 'friction']);
  history.undo();
  expect(history.undoLabel).toBe('neurons');
  history.undo();
  expect(experiment.form).toEqual(start);
  history.undo();
  expect(experiment.form).toEqual(start);

  for (let step = 0; step < 4; step++) history.redo();
  expect([experiment.form, history.redoLabel]).toEqual([end, null]);
  history.undo();
  experiment.change({ seed: 4 });
  expect(history.redoLabel).toBeNull();
});
