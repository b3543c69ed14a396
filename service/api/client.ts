import { fromWireError } from './app-error.ts';
import type { MethodName, Params, Result } from './contract.ts';
import { requestFrame } from './frames.ts';
import type { Transport } from './transport.ts';

/** Asks the service with the contract's types; refusals arrive as a thrown `AppError`. */
export interface Client {
  call<M extends MethodName>(method: M, params: Params<M>): Promise<Result<M>>;
  listen: Transport['listen'];
}

export function createClient(transport: Transport): Client {
  return {
    async call<M extends MethodName>(method: M, params: Params<M>): Promise<Result<M>> {
      const reply = await transport.request(requestFrame(method, params));
      if (!reply.ok) throw fromWireError(reply.error);
      // The service typed this result from the same contract before it was framed.
      return reply.result as Result<M>;
    },
    listen: (onEvent, onConnection) => transport.listen(onEvent, onConnection),
  };
}
