import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A seeded stream of random numbers. Passed in, never global; one stream per purpose, so that changing one draw changes no other. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform in [low, high). */
  uniformIn(low: number, high: number): number;
  /** Uniform integer in 0 … count − 1. */
  integer(count: number): number;
  /** Standard normal N(0, 1), by Box–Muller. */
  normal(): number;
}

/**
 * Creates the stream for one purpose of one seed. Generator: xoroshiro128+ (Blackman, Vigna 2018), from pure-rand;
 * the purpose enters by a 32-bit FNV-1a hash mixed with the seed.
 * @param seed any safe integer   @param purpose e.g. `hidden-layer`, `data`, `split`
 */
export function createRandom(seed: number, purpose: string): Random {
  const generator = xoroshiro128plus(mix(seed, purpose));
  let spareNormal: number | null = null;
  const uniform = () => uniformFloat64(generator);
  return {
    uniform,
    uniformIn: (low, high) => low + (high - low) * uniform(),
    integer: (count) => uniformInt(generator, 0, count - 1),
    normal: () => {
      if (spareNormal !== null) {
        const value = spareNormal;
        spareNormal = null;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spareNormal = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
  };
}

/** FNV-1a over the purpose and both halves of the seed, then a final avalanche; 32-bit signed. */
function mix(seed: number, purpose: string): number {
  let hash = 0x811c9dc5;
  const eat = (byte: number) => {
    hash = Math.imul(hash ^ byte, 0x01000193);
  };
  for (const character of purpose) eat(character.codePointAt(0)!);
  const low = seed | 0;
  const high = Math.floor(seed / 2 ** 32) | 0;
  for (const half of [low, high]) for (let shift = 0; shift < 32; shift += 8) eat((half >>> shift) & 0xff);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return hash ^ (hash >>> 16);
}
