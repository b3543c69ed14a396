import type { Piece } from '../../fit/rows/row-type.ts';

/** Half-open range of rows of one piece, with all its columns. */
export function rowsOf(piece: Piece, from: number, to: number): Piece {
  const n = piece.times.length;
  const [width, inputs] = [piece.measured.length / n, piece.inputs.length / n];
  return {
    trajectory: piece.trajectory,
    times: piece.times.slice(from, to),
    measured: piece.measured.slice(from * width, to * width),
    inputs: piece.inputs.slice(from * inputs, to * inputs),
  };
}

/** Cuts where a step is longer than `gap`. */
export function cutAtGaps(piece: Piece, gap: number): Piece[] {
  const out: Piece[] = [];
  let from = 0;
  for (let i = 1; i <= piece.times.length; i++) {
    if (i < piece.times.length && piece.times[i]! - piece.times[i - 1]! <= gap) continue;
    out.push(rowsOf(piece, from, i));
    from = i;
  }
  return out;
}

/** Means of times, channels and inputs over `count` consecutive rows; up to `count` − 1 rows at the end are left out. */
export function average(piece: Piece, count: number): Piece {
  if (count === 1) return piece;
  const rows = Math.floor(piece.times.length / count);
  const over = (values: Float64Array): Float64Array => {
    const width = values.length / piece.times.length;
    const out = new Float64Array(rows * width);
    for (let i = 0; i < rows * count; i++) {
      const row = Math.floor(i / count);
      for (let k = 0; k < width; k++) out[row * width + k] = out[row * width + k]! + values[i * width + k]! / count;
    }
    return out;
  };
  return {
    trajectory: piece.trajectory,
    times: over(piece.times),
    measured: over(piece.measured),
    inputs: over(piece.inputs),
  };
}

/** Cuts into as few parts of equal time as make none longer than `longest`; every row is in one part. */
export function chunk(piece: Piece, longest: number): Piece[] {
  const { times } = piece;
  const span = times.at(-1)! - times[0]!;
  const count = Math.ceil(span / longest);
  if (count <= 1) return [piece];
  const out: Piece[] = [];
  let from = 0;
  for (let part = 1; part <= count; part++) {
    const end = times[0]! + (part * span) / count;
    let to = from;
    while (to < times.length && (part === count || times[to]! < end)) to++;
    if (to > from) out.push(rowsOf(piece, from, to));
    from = to;
  }
  return out;
}
