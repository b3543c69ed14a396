/** Path of Electron's executable, or null when it is not installed. */
export function findElectron(): string | null;

/** Finds or fetches Electron's binary; `reason` says why there is none. */
export function ensureElectron(
  node: string,
  options?: { memo?: string },
): Promise<{ path: string; reason?: never } | { path: null; reason: string }>;
