/**
 * A process of its own that imports a file into a library, and may be killed over it.
 * Arguments: library path, file path. Prints a line when the import begins, when the files are packed, and when it is done; closes the library
 * when its input ends.
 */
import { readFileSync } from 'node:fs';
import { createClient } from '../../service/api/index.ts';
import { createService } from '../../service/create-service.ts';
import { inProcessTransport } from '../../service/in-process-transport.ts';

const [libraryPath, path] = process.argv.slice(2);
const service = createService({
  libraryPath: libraryPath!,
  role: 'host',
  workerEntry: new URL('../../service/jobs/worker.ts', import.meta.url),
  version: '0.1.0-test',
  log: (line) => {
    console.error(line);
  },
});
const client = createClient(inProcessTransport(service));
service.listen((event) => {
  if (event.event === 'draft.progress' && event.data.phase === 'pack') console.log('packing');
});
const { draftId, recipe } = await client.call('draft.open', {
  files: [{ name: 'large.csv', bytes: readFileSync(path!) }],
});
console.log('begun');
const { hash } = await client.call('dataset.import', { draftId, recipe, name: 'Large', versionOf: null });
console.log(`done ${hash}`);
process.stdin.resume().on('end', () => void service.close());
