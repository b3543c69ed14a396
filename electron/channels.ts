/** Names of the two IPC channels; the preload and the main process agree on them here. */
export const REQUEST_CHANNEL = 'phasewright:request';
export const EVENT_CHANNEL = 'phasewright:event';
