import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Why a knock at the door is refused: an HTTP status and a sentence. */
export interface Refusal {
  readonly status: 401 | 403 | 405 | 421;
  readonly reason: string;
}

/** What the guard looks at. */
export interface Knock {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Who may knock at the browser shell. Every request: the Host must be this server's own address (a page of another name that
 * resolves here is refused), and an Origin must be the page's own. Requests to `/api/` must also come from the page itself, not from
 * another site, and carry the token. No option turns a check off.
 * @returns null when the request may pass
 */
export function refuse({ method, path, headers }: Knock, address: string, token: string): Refusal | null {
  if (headers.host !== address) return { status: 421, reason: 'This address is not served here.' };
  const origin = headers.origin;
  if (origin !== undefined && origin !== `http://${address}`) {
    return { status: 403, reason: 'Another page may not use this service.' };
  }
  const site = headers['sec-fetch-site'];
  if (path.startsWith('/api/')) {
    if (site !== undefined && site !== 'same-origin')
      return { status: 403, reason: 'Another page may not use this service.' };
    if (!carriesToken(headers.authorization, token)) {
      return {
        status: 401,
        reason: 'The key is missing or wrong. Open the address that Phasewright printed at its start.',
      };
    }
    return allowed(method, path === '/api/events' ? ['GET'] : ['POST']);
  }
  return allowed(method, ['GET', 'HEAD']);
}

function allowed(method: string, methods: readonly string[]): Refusal | null {
  return methods.includes(method) ? null : { status: 405, reason: `Use ${methods.join(' or ')}.` };
}

function carriesToken(authorization: string | undefined, token: string): boolean {
  const given = Buffer.from(authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
