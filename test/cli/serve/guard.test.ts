import { describe, expect, it } from 'vitest';
import { refuse, type Knock } from '../../../cli/serve/guard.ts';

const address = '127.0.0.1:4173';
const token = 'k'.repeat(43);
const good: Knock = {
  method: 'POST',
  path: '/api/call',
  headers: {
    host: address,
    origin: `http://${address}`,
    authorization: `Bearer ${token}`,
    'sec-fetch-site': 'same-origin',
  },
};
const statusOf = (change: Partial<Knock['headers']>, rest: Partial<Knock> = {}) =>
  refuse({ ...good, ...rest, headers: { ...good.headers, ...change } }, address, token)?.status ?? 'passes';

describe('the guard of the browser shell', () => {
  it("lets the page's own request pass", () => {
    expect(statusOf({})).toBe('passes');
    expect(statusOf({}, { method: 'GET', path: '/api/events' })).toBe('passes');
  });

  it('lets anyone on this computer load the page, which holds no secret', () => {
    const page = { method: 'GET', path: '/index.html', headers: { host: address, 'sec-fetch-site': 'none' } };
    expect(refuse(page, address, token)).toBeNull();
  });

  it.each(['localhost:4173', '127.0.0.1:4174', 'evil.example:4173', `${address}.evil.example`, '[::1]:4173', ''])(
    'refuses the host %j, whatever else is right',
    (host) => {
      expect(statusOf({ host })).toBe(421);
    },
  );

  it('refuses a request without a host', () => {
    const { authorization, origin } = good.headers;
    const knock = { ...good, headers: { authorization, origin } };
    expect(refuse(knock, address, token)?.status).toBe(421);
  });

  it.each(['https://evil.example', 'null', `https://${address}`, `http://${address}.evil.example`])(
    'refuses the origin %j',
    (origin) => {
      expect(statusOf({ origin })).toBe(403);
    },
  );

  it.each(['cross-site', 'same-site', 'none'])('refuses a call that is %s', (site) => {
    expect(statusOf({ 'sec-fetch-site': site })).toBe(403);
  });

  it.each(['', 'Bearer', `Bearer ${token.slice(1)}`, `Bearer ${token}x`, `Basic ${token}`, token, `bearer ${token}`])(
    'refuses the key %j',
    (authorization) => {
      expect(statusOf({ authorization })).toBe(401);
    },
  );

  it.each([
    ['GET', '/api/call'],
    ['POST', '/api/events'],
    ['POST', '/index.html'],
    ['DELETE', '/'],
    ['OPTIONS', '/api/call'],
  ])('refuses %s %s', (method, path) => {
    expect(statusOf({}, { method, path })).toBe(405);
  });

  it('wants the key for every path below /api/', () => {
    expect(statusOf({ authorization: '' }, { path: '/api/anything' })).toBe(401);
  });
});
