import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** What decides where the library lies when nobody says so. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The library file: `PHASEWRIGHT_LIBRARY`, else `library.phasewright` in the platform's data folder, the same one that the window
 * and the browser shell use.
 */
export function defaultLibraryPath({ platform, home, env }: Surroundings = thisComputer()): string {
  const chosen = env['PHASEWRIGHT_LIBRARY'];
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  return join(dataFolder({ platform, home, env }), 'library.phasewright');
}

function dataFolder({ platform, home, env }: Surroundings): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Phasewright');
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Phasewright');
  const dataHome = env['XDG_DATA_HOME'];
  return join(dataHome?.startsWith('/') ? dataHome : join(home, '.local', 'share'), 'phasewright');
}

function thisComputer(): Surroundings {
  return { platform: process.platform, home: homedir(), env: process.env };
}
