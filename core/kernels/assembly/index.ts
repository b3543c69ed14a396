// What both modules of WebAssembly offer; the contract is `Kernels` in ../kernels.ts.
export { evaluateTile, gradientAt } from './evaluate';
export { addToGrid } from './evaluate-grid';
export { writeColumn, writeSlopes } from './features';
export { multiplyTile, multiplyTileTransposed } from './products';
export { applyPanel, factorPanel } from './reflectors';
export { sketchPair, writeTargets } from './sketch';
export { solveUpper, solveUpperTransposed } from './triangular';
export { addScaled, dot } from './vectors';
