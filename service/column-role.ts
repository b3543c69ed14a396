// For shells, which see core's types only.
export { roleOf } from '../core/import/index.ts';
