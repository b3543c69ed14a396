import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../core/random.ts';
import { encode, PROTOCOL_VERSION, type ReplyFrame } from '../../service/api/index.ts';
import { createDispatch, type MethodTable } from '../../service/dispatch.ts';
import { CHECKERS } from '../../service/validate/checkers.ts';
import { LIMITS } from '../../service/validate/limits.ts';
import { pendulumConfig } from '../support/library.ts';
import { openService } from '../support/service.ts';

const ask = (method: string, params: unknown) => ({ version: PROTOCOL_VERSION, method, params });

async function refusalOf(frame: unknown): Promise<{ code: string; message: string }> {
  const { service } = openService();
  const reply = await service.dispatch(frame);
  if (reply.ok) throw new Error('expected a refusal');
  return reply.error;
}

describe('the door of the service', () => {
  test.each([
    ['nothing', undefined, 'bad-frame'],
    ['text', 'run.list', 'bad-frame'],
    ['an empty object', {}, 'bad-frame'],
    ['another version', { version: 99, method: 'run.list', params: {} }, 'wrong-version'],
    ['an unknown method', ask('run.explode', {}), 'unknown-method'],
    ['a name of the prototype', ask('constructor', {}), 'unknown-method'],
    ['__proto__', ask('__proto__', {}), 'unknown-method'],
    ['a method that is no text', { version: PROTOCOL_VERSION, method: 7, params: {} }, 'unknown-method'],
    ['missing parameters', { version: PROTOCOL_VERSION, method: 'run.get' }, 'bad-argument'],
    ['a field too many', ask('run.list', { extra: 1 }), 'bad-argument'],
  ])('%s is refused', async (_name, frame, code) => {
    expect(await refusalOf(frame)).toMatchObject({ code });
  });

  test.each([
    ['width', { width: 0 }, 'bad-argument', "'config.width' is 0: at least 1 is needed."],
    ['width', { width: 2.5 }, 'bad-argument', "'config.width' is 2.5: int is expected."],
    ['width', { width: 5001 }, 'too-wide', 'The width is 5001; at most 5000 neurons are possible.'],
    ['seed', { seed: -1 }, 'bad-argument', "'config.seed' is -1: at least 0 is needed."],
    ['seed', { seed: '1' }, 'bad-argument', "'config.seed' is '1': number is expected."],
    ['horizon', { horizon: NaN }, 'bad-argument', "'config.horizon' is NaN: number is expected."],
    ['horizon', { horizon: 0 }, 'bad-argument', "'config.horizon' is 0: more than 0 is needed."],
  ])('a %s out of range is refused with name and value', async (_name, change, code, message) => {
    expect(await refusalOf(ask('run.start', { config: { ...pendulumConfig, ...change } }))).toMatchObject({
      code,
      message,
    });
  });

  test('a file of 600 MB is refused by its size without being read', async () => {
    // Memory of a file that nobody touches is never really taken; reading it would show in time and in memory.
    const bytes = new Uint8Array(600_000_000);
    const refusal = await refusalOf(ask('draft.open', { files: [{ name: 'long.csv', bytes }] }));
    expect(refusal).toMatchObject({
      code: 'too-large',
      message: `'long.csv' has 600 MB; at most ${LIMITS.fileBytes / 1e6} MB can be read at once.`,
    });
  });

  test('a bug is logged with its stack and shown as unexpected', async () => {
    const log: string[] = [];
    const broken = new Proxy({} as MethodTable, {
      get: () => () => {
        throw new TypeError('x is undefined');
      },
    });
    const reply = await createDispatch(broken, (line) => log.push(line))(ask('run.list', {}));
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'unexpected', context: { cause: 'TypeError: x is undefined' } },
    });
    expect(log).toEqual([expect.stringMatching(/^run\.list: TypeError: x is undefined\n\s+at /)]);
  });
});

describe('random frames', () => {
  test('five hundred of them never throw and always get an envelope that can be sent', async () => {
    const { service, log } = openService();
    for (let seed = 1; seed <= 500; seed++) {
      const frame = randomFrame(createRandom(seed, 'fuzz'));
      const reply: ReplyFrame = await service.dispatch(frame);
      expect(typeof reply.ok, `seed ${seed}`).toBe('boolean');
      expect(encode(reply).length, `seed ${seed}`).toBeGreaterThan(0);
      if (!reply.ok) expect(reply.error.code, `seed ${seed}: ${reply.error.message}`).not.toBe('unexpected');
    }
    expect(log).toEqual([]);
  });
});

const METHODS = Object.keys(CHECKERS);
const FIELDS = [
  'runId',
  'datasetId',
  'draftId',
  'config',
  'recipe',
  'files',
  'maxPoints',
  'runIds',
  'key',
  'value',
  '__proto__',
];

function randomFrame(random: Random): unknown {
  if (random.uniform() < 0.1) return randomValue(random, 3);
  const method = random.uniform() < 0.9 ? METHODS[random.integer(METHODS.length)] : randomValue(random, 1);
  const version = random.uniform() < 0.95 ? PROTOCOL_VERSION : randomValue(random, 1);
  return { version, method, params: random.uniform() < 0.3 ? almostRight(random) : randomValue(random, 3) };
}

/** A right configuration with one field spoiled. */
function almostRight(random: Random): unknown {
  const fields = Object.keys(pendulumConfig);
  return { config: { ...pendulumConfig, [fields[random.integer(fields.length)]!]: randomValue(random, 2) } };
}

function randomValue(random: Random, depth: number): unknown {
  const kind = random.integer(depth > 0 ? 9 : 7);
  if (kind === 0) return null;
  if (kind === 1) return random.uniform() < 0.5;
  if (kind === 2) return [NaN, -1, 0, 1, 2.5, 1e308, -0, Infinity][random.integer(8)];
  if (kind === 3) return ['', 'a', 'pendulum', '\u0000', 'x'.repeat(5000), '__proto__'][random.integer(6)];
  if (kind === 4) return undefined;
  if (kind === 5) return new Float64Array(random.integer(4));
  if (kind === 6) return new Uint8Array(random.integer(4));
  if (kind === 7) return Array.from({ length: random.integer(4) }, () => randomValue(random, depth - 1));
  const names = Array.from({ length: random.integer(4) }, () => FIELDS[random.integer(FIELDS.length)]!);
  return Object.fromEntries(names.map((name) => [name, randomValue(random, depth - 1)]));
}
