import type { EnergyTerm, ForceTerm, IdentificationBasis, NeuronInput } from '../network/identified-hamiltonian.ts';
import { createRandom } from '../random.ts';
import type { LibraryColumn } from './options.ts';

/** Standard deviations of the prior of the coefficients: neurons have 1/|w|; these are practically unpenalised. */
const TERM_PRIOR = 30;
const FORCE_PRIOR = 100;

/** What the columns of Ĥ are drawn from, in dimensionless units. */
export interface BasisInput {
  readonly dof: number;
  /** N */
  readonly width: number;
  /** (count, 2d) smoothed states */
  readonly states: Float64Array;
  readonly periodic: readonly number[];
  readonly library: readonly LibraryColumn[];
  /** (2d) units of the scale, which exponentials, cosines and sines undo */
  readonly units: readonly number[];
  /** Dimensionless masses; with them only positions are looked at. */
  readonly masses: readonly number[] | null;
  readonly forces: readonly ForceTerm[];
  readonly seed: number;
}

/** Columns with the prior of their coefficients. */
export interface PriorBasis {
  readonly basis: IdentificationBasis;
  /** (columns) */
  readonly prior: Float64Array<ArrayBuffer>;
}

/**
 * Smooth centred features: w ~ N(0, r²) per standard deviation of the data, b = −w·z of a random sample, so that every neuron bends where data are; an
 * angle of full turns enters by its cosine and sine. Beside them the linear and quadratic columns of all other coordinates, and the library.
 * The draws are the same for every roughness r.
 */
export function basisDrawer(input: BasisInput): (roughness: number) => PriorBasis {
  const { dof, states, masses, periodic, forces, seed } = input;
  const size = 2 * dof;
  const count = states.length / size;
  const coordinates = Array.from({ length: masses === null ? size : dof }, (_, k) => k);
  const moments = coordinates.map((k) => momentsOf(states, size, k));
  const inputs = coordinates.flatMap((coordinate): NeuronInput[] =>
    periodic.includes(coordinate)
      ? [
          { kind: 'cos', coordinate },
          { kind: 'sin', coordinate },
        ]
      : [{ kind: 'scaled', coordinate, ...moments[coordinate]! }],
  );
  const straight = coordinates.filter((k) => !periodic.includes(k));
  const terms = [...polynomialTerms(straight, moments), ...libraryTerms(input, coordinates)];
  const random = createRandom(seed, 'identification');
  const directions = Float64Array.from({ length: input.width * inputs.length }, () => random.normal());
  const centres = Int32Array.from({ length: input.width }, () => random.integer(count));
  return (roughness) => {
    const weights = directions.map((value) => roughness * value);
    const biases = new Float64Array(input.width);
    const prior = new Float64Array(input.width + terms.length + forces.length);
    for (let j = 0; j < input.width; j++) {
      let square = 0;
      for (let k = 0; k < inputs.length; k++) {
        const weight = weights[j * inputs.length + k]!;
        biases[j]! -= weight * seen(inputs[k]!, states, centres[j]! * size);
        square += weight * weight;
      }
      prior[j] = 1 / Math.sqrt(square);
    }
    prior.fill(TERM_PRIOR, input.width, input.width + terms.length);
    prior.fill(FORCE_PRIOR, input.width + terms.length);
    return { basis: { dof, width: input.width, inputs, weights, biases, terms, forces, masses }, prior };
  };
}

/** Mean and standard deviation of one coordinate; 1 where nothing varies. */
function momentsOf(
  states: Float64Array,
  size: number,
  coordinate: number,
): { readonly centre: number; readonly scale: number } {
  const count = states.length / size;
  let centre = 0;
  for (let i = coordinate; i < states.length; i += size) centre += states[i]! / count;
  let square = 0;
  for (let i = coordinate; i < states.length; i += size) square += (states[i]! - centre) ** 2 / count;
  return { centre, scale: square > 0 ? Math.sqrt(square) : 1 };
}

function polynomialTerms(
  coordinates: readonly number[],
  moments: readonly { readonly centre: number; readonly scale: number }[],
): EnergyTerm[] {
  const linear = coordinates.map((coordinate): EnergyTerm => ({ kind: 'linear', coordinate, ...moments[coordinate]! }));
  const products = coordinates.flatMap((a, index) =>
    coordinates.slice(index).map((b): EnergyTerm => {
      const [one, other] = [moments[a]!, moments[b]!];
      return {
        kind: 'product',
        coordinates: [a, b],
        centres: [one.centre, other.centre],
        scales: [one.scale, other.scale],
      };
    }),
  );
  return [...linear, ...products];
}

const LIBRARY = {
  exp: 'exponential',
  cos: 'cosine',
  sin: 'sine',
} as const;

function libraryTerms({ library, dof, units }: BasisInput, coordinates: readonly number[]): EnergyTerm[] {
  return library.flatMap((column) => {
    const [kind, side] = column.split('-') as [keyof typeof LIBRARY, 'q' | 'p'];
    return coordinates
      .filter((coordinate) => coordinate >= dof === (side === 'p'))
      .map((coordinate): EnergyTerm => ({ kind: LIBRARY[kind], coordinate, scale: 1 / units[coordinate]! }));
  });
}

function seen(input: NeuronInput, states: Float64Array, at: number): number {
  const value = states[at + input.coordinate]!;
  if (input.kind === 'scaled') return (value - input.centre) / input.scale;
  return input.kind === 'cos' ? Math.cos(value) : Math.sin(value);
}
