/** The numbers of an identified model in a model file, and how they are read back. */
import type { EnergyTerm, ForceTerm, IdentifiedHamiltonian, NeuronInput } from '../network/identified-hamiltonian.ts';
import {
  asIndex,
  asList,
  asMatrix,
  asNumber,
  asNumbers,
  asPositive,
  asRecord,
  asText,
  matrix,
  refusal,
} from './json-fields.ts';

/** What the columns mean, in words. */
export const IDENTIFIED_FORMULA = {
  hamiltonian:
    'H(x) = [sum_i p[i]^2 / (2 masses[i])] + sum_j coefficients[j] * tanh(sum_i weights[j][i] * z[i] + biases[j]) + sum_k coefficients[N + k] * term[k](x) + constant, N = number of biases; the first sum only where masses is not null',
  inputs:
    'z[i] = (x[coordinate] - centre) / scale, or cos x[coordinate], or sin x[coordinate]; coordinates count from 0',
  terms:
    'linear: u = (x - centre) / scale; product: u_a * u_b, halved when both coordinates are the same; exponential, cosine, sine: of x / scale',
  forces:
    'on p[axis]: viscous: -p; quadratic: -p |p|; dry: -tanh(p / width); network-friction: -p tanh(weights . z + bias); input: u[input] at time t; harmonic: cos or sin of 2 pi frequency t; torque: 1',
  gradient: 'the gradient of the self-test is [-dp/dt, dq/dt], forces included, at time and inputs of `moment`',
  motion: 'dq/dt = dH/dp, dp[axis]/dt = -dH/dq[axis] + sum_l coefficients[N + terms + l] * force[l]',
};

type Fields = Readonly<Record<string, unknown>>;

/** The numbers of an identified model. */
export function writeIdentified(model: IdentifiedHamiltonian) {
  const { kind, width, inputs, weights, biases, terms, forces, masses, coefficients, constant } = model;
  return {
    kind,
    activation: 'tanh',
    ...{ inputs, weights: matrix(weights, width, inputs.length), biases: Array.from(biases) },
    ...{ terms, forces, masses, coefficients: Array.from(coefficients), constant },
  };
}

/** Reads what `writeIdentified` wrote. @throws CoreError `bad-argument`, naming the place */
export function readIdentified(part: Fields, dof: number): IdentifiedHamiltonian {
  const each = <T>(name: string, read: (fields: Fields, place: string) => T): T[] =>
    asList(part[name], null, `model.${name}`).map((entry, i) => {
      const place = `model.${name}[${i}]`;
      return read(asRecord(entry, place), place);
    });
  const inputs = each('inputs', (fields, place) => readInput(fields, 2 * dof, place));
  const terms = each('terms', (fields, place) => readTerm(fields, 2 * dof, place));
  const forces = each('forces', (fields, place) => readForce(fields, dof, inputs.length, place));
  const width = asList(part['biases'], null, 'model.biases').length;
  const count = width + terms.length + forces.length;
  return {
    kind: 'identified-hamiltonian',
    dof,
    width,
    inputs,
    weights: asMatrix(part['weights'], width, inputs.length, 'model.weights'),
    biases: Float64Array.from(asNumbers(part['biases'], width, 'model.biases')),
    terms,
    forces,
    masses: part['masses'] === null ? null : readMasses(part['masses'], dof),
    coefficients: Float64Array.from(asNumbers(part['coefficients'], count, 'model.coefficients')),
    constant: asNumber(part['constant'], 'model.constant'),
  };
}

function readMasses(value: unknown, dof: number): number[] {
  return asList(value, dof, 'model.masses').map((mass, i) => asPositive(mass, `model.masses[${i}]`));
}

function readInput(fields: Fields, size: number, place: string): NeuronInput {
  const { kind } = fields;
  const coordinate = asIndex(fields['coordinate'], size, `${place}.coordinate`);
  if (kind === 'cos' || kind === 'sin') return { kind, coordinate };
  if (kind !== 'scaled') throw unknownKind(kind, place);
  return { kind, coordinate, ...readScaling(fields, place) };
}

function readTerm(fields: Fields, size: number, place: string): EnergyTerm {
  const { kind } = fields;
  const pair = <T>(name: string, read: (value: unknown, place: string) => T): [T, T] => {
    const [a, b] = asList(fields[name], 2, `${place}.${name}`).map((value, i) => read(value, `${place}.${name}[${i}]`));
    return [a!, b!];
  };
  switch (kind) {
    case 'linear':
      return {
        kind,
        coordinate: asIndex(fields['coordinate'], size, `${place}.coordinate`),
        ...readScaling(fields, place),
      };
    case 'product':
      return {
        kind,
        coordinates: pair('coordinates', (value, at) => asIndex(value, size, at)),
        centres: pair('centres', asNumber),
        scales: pair('scales', asPositive),
      };
    case 'exponential':
    case 'cosine':
    case 'sine':
      return {
        kind,
        coordinate: asIndex(fields['coordinate'], size, `${place}.coordinate`),
        scale: asPositive(fields['scale'], `${place}.scale`),
      };
    default:
      throw unknownKind(kind, place);
  }
}

function readForce(fields: Fields, dof: number, inputs: number, place: string): ForceTerm {
  const { kind } = fields;
  const axis = asIndex(fields['axis'], dof, `${place}.axis`);
  switch (kind) {
    case 'viscous':
    case 'quadratic':
    case 'torque':
      return { kind, axis };
    case 'dry':
      return { kind, axis, width: asPositive(fields['width'], `${place}.width`) };
    case 'network-friction':
      return {
        kind,
        axis,
        weights: asNumbers(fields['weights'], inputs, `${place}.weights`),
        bias: asNumber(fields['bias'], `${place}.bias`),
      };
    case 'input': {
      const input = asIndex(fields['input'], MOST_INPUTS, `${place}.input`);
      return { kind, axis, input, name: asText(fields['name'], `${place}.name`) };
    }
    case 'harmonic': {
      const { phase } = fields;
      if (phase !== 'cos' && phase !== 'sin') throw unknownKind(phase, `${place}.phase`);
      return { kind, axis, frequency: asPositive(fields['frequency'], `${place}.frequency`), phase };
    }
    default:
      throw unknownKind(kind, place);
  }
}

/** More inputs than any recording has: a larger number is damage. */
const MOST_INPUTS = 1000;

function readScaling(fields: Fields, place: string) {
  return {
    centre: asNumber(fields['centre'], `${place}.centre`),
    scale: asPositive(fields['scale'], `${place}.scale`),
  };
}

function unknownKind(kind: unknown, place: string) {
  return refusal(
    `In the model file '${place}' is of the kind ${JSON.stringify(kind)}, which this program does not know.`,
  );
}
