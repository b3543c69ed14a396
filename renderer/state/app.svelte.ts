import { createContext } from 'svelte';
import { AppError, type Client } from '../../service/api/index.ts';
import { Connection } from './connection.svelte.ts';
import { Datasets } from './datasets.svelte.ts';
import { Experiment } from './experiment.svelte.ts';
import { ImportDraft } from './import-draft.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { OpenedRun } from './opened-run.svelte.ts';
import { Prepare } from './prepare.svelte.ts';
import { Runs } from './runs.svelte.ts';
import { ThemeState } from './theme.svelte.ts';
import { Units } from './units.ts';

/** All states of the page. Made once in `main.ts`; components reach it by `useApp`. */
export interface App {
  readonly connection: Connection;
  readonly navigation: Navigation;
  readonly theme: ThemeState;
  readonly notices: Notices;
  readonly datasets: Datasets;
  readonly draft: ImportDraft;
  readonly units: Units;
  readonly prepare: Prepare;
  readonly experiment: Experiment;
  readonly runs: Runs;
  readonly openedRun: OpenedRun;
  /** Takes files of a drop or a file field in and goes to Data. */
  openFiles(files: readonly File[]): Promise<void>;
  /** Takes a table in that was copied elsewhere, and goes to Data. */
  openText(text: string): Promise<void>;
  /** Sets the experiment up like an earlier run and goes there. */
  repeat(config: Parameters<Experiment['repeat']>[0]): Promise<void>;
}

export const [useApp, provideApp] = createContext<App>();

/** Makes the states and connects them to the events of the service. */
export function createApp(client: Client, page: Window): App {
  const notices = new Notices();
  const navigation = new Navigation(page, () => {
    notices.dismissToast();
  });
  const theme = new ThemeState(client, page.matchMedia('(prefers-color-scheme: dark)'));
  const datasets = new Datasets(client, notices);
  const runs = new Runs(client, notices);
  const openedRun = new OpenedRun(client);
  const draft = new ImportDraft(client);
  const prepare = new Prepare(client);
  const connection = new Connection(client, async () => {
    await Promise.all([theme.load(), datasets.refresh(), runs.refresh()]);
    experiment.refresh();
  });
  const experiment = new Experiment(client, connection, datasets, () => {
    notices.dismissToast();
  });

  client.listen(
    (frame) => {
      runs.heard(frame);
      if (frame.event === 'draft.progress') draft.heard(frame.data);
      const { route } = navigation;
      if (frame.event === 'run.changed' && route.view === 'run' && route.runId === frame.data.id) {
        void openedRun.open(frame.data.id);
      }
      if (frame.event === 'library.changed') {
        void notices.attempt(async () => {
          await Promise.all([datasets.refresh(), runs.refresh()]);
          experiment.refresh();
        });
      }
    },
    (isConnected) => {
      connection.heard(isConnected);
    },
  );
  void connection.start();

  return {
    connection,
    navigation,
    theme,
    notices,
    datasets,
    draft,
    units: new Units(client),
    prepare,
    experiment,
    runs,
    openedRun,
    async openFiles(files) {
      if (files.length === 0) return;
      notices.dismissToast();
      navigation.go({ view: 'data' });
      const limit = connection.info?.limits.fileBytes ?? Infinity;
      const total = files.reduce((sum, { size }) => sum + size, 0);
      if (total > limit) {
        draft.refuse(tooLarge(files, total, limit));
        return;
      }
      await notices.attempt(async () => {
        const read = await Promise.all(
          files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
        );
        await draft.open(read);
      });
    },
    async openText(text) {
      await this.openFiles([new File([text], 'Pasted table.txt', { type: 'text/plain' })]);
    },
    async repeat(config) {
      navigation.go({ view: 'experiment' });
      await notices.attempt(() => experiment.repeat(config));
    },
  };
}

/** Files are refused by their size before a byte is read: a page that reads too much is ended by the browser. */
function tooLarge(files: readonly File[], total: number, limit: number): AppError {
  const name = files.length === 1 ? files[0]!.name : `${files.length} files`;
  const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6)} MB`;
  return new AppError(
    'too-large',
    `${name}: ${megabytes(total)} is more than the ${megabytes(limit)} that can be read at once.`,
    {
      hint: 'Split the recording into parts, or keep every second row.',
    },
  );
}
