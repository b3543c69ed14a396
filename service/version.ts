import manifest from '../package.json' with { type: 'json' };

/** The app's version, as stored with every run. */
export const VERSION: string = manifest.version;
