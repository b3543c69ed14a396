// For shells, which see core's types only.
export { primaryRole } from '../core/import/meaning/index.ts';
