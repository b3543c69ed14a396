export * from './features';
export * from './reflectors';
