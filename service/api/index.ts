/**
 * The only door to the service: contract, frames, client, errors, codec. No Node, no DOM, so that the page can open it.
 * A new method is one line in `contract.ts`; its checker and function follow in `service/`.
 */
export * from './app-error.ts';
export * from './client.ts';
export * from './codec.ts';
export * from './contract.ts';
export * from './frames.ts';
export * from './proposed-width.ts';
export * from './provenance.ts';
export * from './transport.ts';
