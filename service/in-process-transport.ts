import { AppError } from './api/app-error.ts';
import type { Transport } from './api/transport.ts';
import type { Service } from './create-service.ts';

/** The shortest pipe: the asking code and the service live in one process (command line, tests). */
export function inProcessTransport(service: Service): Transport {
  return {
    request: async (frame) => {
      if (service.isClosed()) throw new AppError('connection-lost', 'The service is closed.');
      return service.dispatch(frame);
    },
    listen: (onEvent, onConnection) => {
      onConnection(true);
      return service.listen(onEvent);
    },
  };
}
