/** Path of Electron's executable, or null when it is not installed. */
export function findElectron(): string | null;
