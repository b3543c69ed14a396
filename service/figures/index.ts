/**
 * Figures as files: the page's own chart builders, drawn on a canvas without a browser, always in the light palette
 * and with fonts that travel with the app, so that a figure looks the same on every computer.
 */
export * from './portrait-png.ts';
