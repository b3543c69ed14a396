/**
 * A process of its own that opens a library, finishes one run, starts one that never ends, and waits to be killed.
 * Arguments: library path, role. Prints one line of JSON when the endless run is under way.
 */
import { createClient } from '../../service/api/index.ts';
import { createService } from '../../service/create-service.ts';
import { inProcessTransport } from '../../service/in-process-transport.ts';
import { pendulumConfig } from './example-config.ts';
import { FAULT } from './workers/fault-seeds.ts';

const [libraryPath, role] = process.argv.slice(2);
const service = createService({
  libraryPath: libraryPath!,
  role: role === 'host' ? 'host' : 'guest',
  workerEntry: new URL('./workers/faulty-worker.ts', import.meta.url),
  version: '0.1.0-test',
  log: (line) => {
    console.error(line);
  },
});
service.announce({ url: 'http://127.0.0.1:4321/#token=abc' });
const client = createClient(inProcessTransport(service));

const { promise: finished, resolve: finish } = Promise.withResolvers<string>();
const { promise: spinning, resolve: spin } = Promise.withResolvers<string>();
service.listen((event) => {
  if (event.event === 'run.changed' && event.data.status === 'succeeded') finish(event.data.id);
  if (event.event === 'run.progress' && event.data.phase === 'solve' && event.data.fraction === 0.5)
    spin(event.data.runId);
});
await client.call('run.start', { config: pendulumConfig });
const done = await finished;
await client.call('run.start', { config: { ...pendulumConfig, seed: FAULT.spin } });
console.log(JSON.stringify({ done, running: await spinning }));
setInterval(() => undefined, 60_000);
