import type { SmoothedPiece } from '../fit/rows/index.ts';
import type { EnergyTerm, ForceTerm, IdentifiedHamiltonian, NeuronInput } from '../network/identified-hamiltonian.ts';
import type { Posterior } from './identification.ts';

/**
 * Dimensionless units that keep Hamilton's equations as they are: time t = τ/ω, qᵢ = aᵢ q̃ᵢ, pᵢ = (S/aᵢ) p̃ᵢ, H = S ω H̃, with one S for all degrees of freedom.
 * Everything is fitted in them, so that units of the data change nothing but units.
 */
export interface Scale {
  /** ω, in one over the unit of time: one period is 2π. */
  readonly rate: number;
  /** (2d) unit of each coordinate */
  readonly units: readonly number[];
  /** Unit of H. */
  readonly energy: number;
  /** (m) unit of each known input */
  readonly inputs: readonly number[];
  /** (d) dimensionless masses; null when H(q, p) is learned whole */
  readonly masses: readonly number[] | null;
}

/** What decides the units. */
export interface ScaleInput {
  readonly period: number;
  /** (D) standard deviation of each channel, [q…, p…], or [q…] with masses */
  readonly deviations: Float64Array;
  readonly dof: number;
  /** Degrees of freedom whose q is an angle: they keep the radian. */
  readonly periodic: readonly number[];
  /** (d) masses for positions only, else null */
  readonly masses: readonly number[] | null;
  /** (m) standard deviation of each known input */
  readonly inputDeviations: readonly number[];
}

/** Chooses the units: standard deviations of q, and the geometric mean of those of q times p (for positions only: of a²ω²m) for the rest. */
export function chooseScale({ period, deviations, dof, periodic, masses, inputDeviations }: ScaleInput): Scale {
  const rate = (2 * Math.PI) / period;
  const lengths = Array.from({ length: dof }, (_, i) => (periodic.includes(i) ? 1 : deviations[i]!));
  const actions = lengths.map((length, i) =>
    masses === null ? length * deviations[dof + i]! : length * length * rate * masses[i]!,
  );
  const action = Math.exp(actions.reduce((sum, one) => sum + Math.log(one), 0) / dof);
  return {
    rate,
    units: [...lengths, ...lengths.map((length) => action / length)],
    energy: action * rate,
    inputs: inputDeviations.map((deviation) => (deviation > 0 ? deviation : 1)),
    masses: masses === null ? null : masses.map((mass, i) => (lengths[i]! ** 2 * rate * mass) / action),
  };
}

/** A piece in the units of the scale. */
export function scalePiece(piece: SmoothedPiece, { rate, units, inputs }: Scale): SmoothedPiece {
  const channels = piece.measured.length / piece.times.length;
  const divide = (values: Float64Array, by: (channel: number) => number) =>
    values.map((value, i) => value / by(i % channels));
  const unitOf = (channel: number) => units[channel]!;
  return {
    trajectory: piece.trajectory,
    times: piece.times.map((time) => time * rate),
    measured: divide(piece.measured, unitOf),
    smooth: divide(piece.smooth, unitOf),
    rates: divide(piece.rates, (channel) => unitOf(channel) * rate),
    inputs: piece.inputs.map((value, i) => value / inputs[i % inputs.length]!),
  };
}

/** The unit of the coefficient of each force: what turns its dimensionless value into that of the data. */
export function forceUnit(force: ForceTerm, { rate, units, inputs }: Scale, dof: number): number {
  const momentum = units[dof + force.axis]!;
  switch (force.kind) {
    case 'viscous':
    case 'network-friction':
      return rate;
    case 'quadratic':
      return rate / momentum;
    case 'dry':
    case 'harmonic':
    case 'torque':
      return momentum * rate;
    case 'input':
      return (momentum * rate) / inputs[force.input]!;
  }
}

/** A model and its posterior in the units of the data, from those in the units of the scale. */
export function inDataUnits(
  model: IdentifiedHamiltonian,
  posterior: Posterior | null,
  scale: Scale,
): { readonly model: IdentifiedHamiltonian; readonly posterior: Posterior | null } {
  const { rate, units, energy } = scale;
  const { dof, width, terms, forces } = model;
  const factors = [
    ...Array.from({ length: width + terms.length }, () => energy),
    ...forces.map((force) => forceUnit(force, scale, dof)),
  ];
  const n = factors.length;
  return {
    model: {
      ...model,
      inputs: model.inputs.map((input) => inputInDataUnits(input, units)),
      terms: terms.map((term) => termInDataUnits(term, units)),
      forces: forces.map((force) => forceInDataUnits(force, { rate, momentum: units[dof + force.axis]! })),
      // m̃ = a² ω m/S, see `chooseScale`.
      masses: model.masses?.map((mass, i) => (mass * units[dof + i]!) / (units[i]! * rate)) ?? null,
      coefficients: model.coefficients.map((value, k) => value * factors[k]!),
      constant: model.constant * energy,
    },
    posterior: posterior && { factor: posterior.factor.map((value, i) => value * factors[Math.floor(i / n)]!) },
  };
}

function inputInDataUnits(input: NeuronInput, units: readonly number[]): NeuronInput {
  if (input.kind !== 'scaled') return input;
  const unit = units[input.coordinate]!;
  return { ...input, centre: input.centre * unit, scale: input.scale * unit };
}

function termInDataUnits(term: EnergyTerm, units: readonly number[]): EnergyTerm {
  if (term.kind === 'product') {
    const [a, b] = [units[term.coordinates[0]]!, units[term.coordinates[1]]!];
    return {
      ...term,
      centres: [term.centres[0] * a, term.centres[1] * b],
      scales: [term.scales[0] * a, term.scales[1] * b],
    };
  }
  const unit = units[term.coordinate]!;
  return term.kind === 'linear'
    ? { ...term, centre: term.centre * unit, scale: term.scale * unit }
    : { ...term, scale: term.scale * unit };
}

function forceInDataUnits(
  force: ForceTerm,
  { rate, momentum }: { readonly rate: number; readonly momentum: number },
): ForceTerm {
  if (force.kind === 'dry') return { ...force, width: force.width * momentum };
  return force.kind === 'harmonic' ? { ...force, frequency: force.frequency * rate } : force;
}
