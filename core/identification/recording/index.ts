// Recordings made ready to be learned from: cut, averaged, smoothed, freed of outliers. In the units of the data; rows of equations belong to fit/rows.
export { dropOutliers } from './drop-outliers.ts';
export { readRecording } from './read-recording.ts';
export type { Recording } from './read-recording.ts';
export { smoothPieces } from './smooth-pieces.ts';
export type { SmoothedRecording, SmoothingOptions } from './smooth-pieces.ts';
export { smoothStates } from './smooth-state.ts';
