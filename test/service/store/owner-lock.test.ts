import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { becomeOwner, isOwnerAlive, sweepOwners, takeHostLock } from '../../../service/store/owner-lock.ts';
import { tryLockFile } from '../../../service/store/sqlite.ts';
import { temporaryLibrary } from '../../support/library.ts';

describe('locks of a library', () => {
  test('a second host is refused with who and where', () => {
    const path = temporaryLibrary();
    const host = takeHostLock(path);
    host.announce({ url: 'http://127.0.0.1:1234/#token=x' });
    expect(() => takeHostLock(path)).toThrow(
      expect.objectContaining({
        code: 'library-locked',
        message: expect.stringMatching(`already open in Phasewright \\(process ${process.pid}, since 20`) as string,
        context: expect.objectContaining({ pid: process.pid, url: 'http://127.0.0.1:1234/#token=x' }) as object,
      }),
    );
    host.release();
    takeHostLock(path).release();
  });

  test('an owner is alive until it is released, then its file is gone', () => {
    const path = temporaryLibrary();
    const owner = becomeOwner(path);
    expect(isOwnerAlive(path, owner.id)).toBe(true);
    owner.release();
    expect(isOwnerAlive(path, owner.id)).toBe(false);
    expect(readdirSync(`${path}.locks`)).toEqual([]);
  });

  test('a sweep removes files that nobody holds and no other', () => {
    const path = temporaryLibrary();
    const owner = becomeOwner(path);
    tryLockFile(`${path}.locks/owner-left-behind`)?.release();
    sweepOwners(path);
    expect(readdirSync(`${path}.locks`)).toEqual([`owner-${owner.id}`]);
    owner.release();
  });
});
