import type { Transport } from '../../service/api/index.ts';
import { createElectronTransport } from './electron.ts';
import { createHttpTransport } from './http.ts';

/** The pipe of the shell this page runs in: the desktop shell's bridge where there is one, else the local server. */
export function chooseTransport(page: Window): Transport {
  if (page.phasewright !== undefined) return createElectronTransport(page.phasewright);
  return createHttpTransport({ base: page.location.href.split('#')[0]!, token: tokenOf(page.location.hash) });
}

/** The token in an address fragment such as `#token=abc`; '' when there is none. */
export function tokenOf(hash: string): string {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? '';
}
