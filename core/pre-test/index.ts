// A look at measured motions before anything is learned: conservative, damped or driven? Words and numbers only; fits with friction belong to fit/.
// To add a sign: a function of the fitted field in a file of its own, its words in words.ts, and its say in `judge`.
export { preTest } from './pre-test.ts';
export type { MotionKind, PreTest, PreTestSign } from './pre-test.ts';
