import { Matrix, QrDecomposition } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { panelWork } from '../../core/kernels/index.ts';
import type { KernelKind } from '../../core/kernels/index.ts';
import { distance, normals, room, runKernel, triangle } from './kernel-runs.ts';

const KINDS = ['fused', 'simd', 'plain'] as const;

/** z, tanh z, sech² z: mpmath 1.3.0 with 60 digits, rounded to float64. */
const TANH = [
  [0.0, 0.0, 1.0],
  [5e-324, 5e-324, 1.0],
  [1e-300, 1e-300, 1.0],
  [1e-17, 1e-17, 1.0],
  [1e-8, 1e-8, 0.9999999999999999],
  [0.001, 0.0009999996666668, 0.9999990000006667],
  [0.1, 0.09966799462495582, 0.9900662908474398],
  [0.17, 0.16838104587081473, 0.9716478233914506],
  [0.1733, 0.17158569137000115, 0.9705583505170787],
  [0.18, 0.1780808681173302, 0.968287204410578],
  [0.25, 0.24491866240370913, 0.940014848806378],
  [0.3466, 0.3333568084333619, 0.8888732382711229],
  [0.5, 0.46211715726000974, 0.7864477329659274],
  [0.52, 0.477700012168498, 0.7718026983742169],
  [0.7, 0.6043677771171635, 0.6347395899824586],
  [1.0, 0.7615941559557649, 0.4199743416140261],
  [1.7, 0.935409070603099, 0.1250098706334466],
  [2.5, 0.9866142981514303, 0.02659222668316062],
  [3.3, 0.9972829600991421, 0.005426697495892982],
  [5.0, 0.9999092042625951, 0.0001815832309438067],
  [8.1, 0.9999998157280003, 3.685439654703025e-7],
  [12.0, 0.9999999999244973, 1.510053817597626e-10],
  [18.7, 0.9999999999999999, 2.287949150925229e-16],
  [19.1, 1.0, 1.0280418219381054e-16],
  [25.0, 1.0, 7.714999391855671e-22],
  [40.0, 1.0, 7.219405551381661e-35],
  [100.0, 1.0, 5.53558610694695e-87],
  [200.0, 1.0, 7.660678386856023e-174],
] as const;

/** Slopes, energies and gradients of one neuron with weight 1, bias 0 and coefficient 1 at the numbers z themselves. */
function neuronAt(kind: KernelKind, z: readonly number[]) {
  const n = z.length;
  const [, , , slopes, energies, gradients] = runKernel(kind, [z, [1], [0], room(n), room(n), room(n)], (k, at) => {
    k.writeSlopes(at(0), 1, at(1), at(2), 0, 1, n, n, at(3));
    k.evaluateTile(at(0), 1, at(1), at(2), at(1), 1, n, at(4), at(5));
  });
  return { slopes: slopes!, energies: energies!, gradients: gradients! };
}

/** ∇ at one state z of one neuron with weight 1, bias 0 and coefficient 1, beside three that count nothing. */
function gradientOf(kind: KernelKind, z: number): number {
  const [, , , , out] = runKernel(kind, [[z], [1, 1, 1, 1], room(4), [1, 0, 0, 0], room(1)], (k, at) => {
    k.gradientAt(at(0), 1, at(1), at(2), at(3), 4, at(4));
  });
  return out![0]!;
}

/** (rows, columns) column-major as a matrix. */
function matrixOf(values: Float64Array, rows: number): Matrix {
  return Matrix.from1DArray(values.length / rows, rows, values).transpose();
}

describe.each(KINDS)('the kernels of kind %s', (kind) => {
  test.each([1, -1])('know tanh and sech² to four units in the last place, sign %s', (sign) => {
    const { slopes, energies, gradients } = neuronAt(
      kind,
      TANH.map(([z]) => sign * z),
    );
    TANH.forEach(([z, tanh, sechSquared], i) => {
      expect(Math.abs(energies[i]! - sign * tanh), `tanh ${z}`).toBeLessThanOrEqual(4 * 2 ** -52 * tanh);
      expect(Math.abs(slopes[i]! / sechSquared - 1), `slope at ${z}`).toBeLessThanOrEqual(4 * 2 ** -52);
      expect(Math.abs(gradients[i]! / sechSquared - 1), `gradient at ${z}`).toBeLessThanOrEqual(4 * 2 ** -52);
      expect(Math.abs(gradientOf(kind, sign * z) / sechSquared - 1), `∇ at ${z}`).toBeLessThanOrEqual(4 * 2 ** -52);
    });
  });

  test('give a flat neuron no slope worth a digit, and ±1', () => {
    const { slopes, energies, gradients } = neuronAt(kind, [800, -800, 1e300, -Infinity]);
    for (const slope of [...slopes, ...gradients, gradientOf(kind, 800)]) {
      expect(slope).toBeGreaterThanOrEqual(0);
      expect(slope).toBeLessThan(1e-303);
    }
    expect([...energies]).toEqual([1, -1, 1, -1]);
  });

  test('keep a NaN, and to its own point', () => {
    const { slopes, energies, gradients } = neuronAt(kind, [NaN, 1, 1, 1]);
    for (const values of [slopes, energies, gradients]) {
      expect([...values].map(Number.isNaN)).toEqual([true, false, false, false]);
    }
    expect(gradientOf(kind, NaN)).toBeNaN();
  });

  test('write no slope for the points that are not valid', () => {
    const [, , , slopes] = runKernel(kind, [normals(8, 1), [1, 1], [0, 0], room(16)], (k, at) => {
      k.writeSlopes(at(0), 1, at(1), at(2), 0, 2, 8, 5, at(3));
    });
    const isCut = [false, false, false, false, false, true, true, true];
    expect([...slopes!].map((slope) => slope === 0)).toEqual([...isCut, ...isCut]);
  });

  test('send rows to the targets that saved results rest on', () => {
    const words = targetsOf(kind, 0, 3, 1000);
    expect(words).toEqual(FIRST_TARGETS);
  });

  test('send a row to the same targets whatever run it is in, also the last of 2³²', () => {
    expect(targetsOf(kind, 4_294_967_000, 296, 12_345).slice(-4)).toEqual(targetsOf(kind, 4_294_967_294, 2, 12_345));
  });

  test('spread rows evenly over the targets', () => {
    const rows = 16;
    const hits = new Array<number>(rows).fill(0);
    for (const target of targetsOf(kind, 0, 8000, rows)) hits[target / 16]! += 1;
    // 1000 ± 31 expected in each.
    for (const count of hits) expect(Math.abs(count - 1000)).toBeLessThan(5 * 31);
  });

  test('sketch a pair of columns as S A with a plus and a minus sign for each row', () => {
    const [points, components, rows] = [4, 2, 5];
    const slopes = normals(2 * points, 1);
    const scales = normals(2 * components, 2);
    const [, , words, sums] = runKernel(kind, [slopes, scales, room(points * components), room(2 * rows)], (k, at) => {
      k.writeTargets(7, points * components, rows, at(2));
      k.sketchPair(at(0), 0, 1, points, at(1), components, at(2), at(3));
    });
    const targets = new Uint32Array(words!.buffer);
    const sketch = Matrix.zeros(rows, points * components);
    targets.forEach((target, i) => {
      const [row, column] = [target / 16, Math.floor(i / 2)];
      sketch.set(row, column, sketch.get(row, column) + (i % 2 === 0 ? 1 : -1));
    });
    const a = new Matrix(
      Array.from({ length: points * components }, (_, row) =>
        [0, 1].map((i) => slopes[i * points + (row % points)]! * scales[i * components + Math.floor(row / points)]!),
      ),
    );
    expect(distance(sums!, sketch.mmul(a).to1DArray())).toBeLessThan(1e-14);
  });

  test('multiply by the matrix that the columns spell out, and by its transpose', () => {
    const [neurons, points, components] = [8, 12, 3];
    const [slopes, scales] = [normals(neurons * points, 1), normals(neurons * components, 2)];
    const [v, u] = [normals(neurons, 3), normals(components * points, 4)];
    const size = components * points;
    const [, , , , columns, product, transposed] = runKernel(
      kind,
      [slopes, scales, v, u, room(neurons * size), room(size), room(neurons)],
      (k, at) => {
        for (let j = 0; j < neurons; j++) {
          k.writeColumn(at(0) + 8 * j * points, points, at(1) + 8 * j * components, components, at(4) + 8 * j * size);
        }
        k.multiplyTile(at(0), neurons, points, at(1), components, at(2), at(5));
        k.multiplyTileTransposed(at(0), neurons, points, at(1), components, at(3), at(6));
      },
    );
    const a = matrixOf(columns!, size);
    expect(a.get(points, 1)).toBe(slopes[points]! * scales[components + 1]!);
    expect(distance(product!, a.mmul(Matrix.columnVector(v)).to1DArray())).toBeLessThan(1e-14);
    expect(distance(transposed!, a.transpose().mmul(Matrix.columnVector(u)).to1DArray())).toBeLessThan(1e-14);
  });

  test('solve with a triangle and its transpose', () => {
    const n = 10;
    const z = normals(n, 2);
    const r = triangle(n, 1);
    const [, x, y] = runKernel(kind, [r, z, z], (k, at) => {
      k.solveUpper(n, at(0), 8 * n, at(1));
      k.solveUpperTransposed(n, at(0), 8 * n, at(2));
    });
    const matrix = matrixOf(r, n);
    expect(distance(matrix.mmul(Matrix.columnVector(x!)).to1DArray(), z)).toBeLessThan(1e-14);
    expect(distance(matrix.transpose().mmul(Matrix.columnVector(y!)).to1DArray(), z)).toBeLessThan(1e-14);
  });

  test.each([
    [4, 4],
    [300, 8],
    [12, 36],
    [520, 20],
  ])('fold %d rows of %d columns into a triangle: RᵀR = R₀ᵀR₀ + BᵀB, and R is that of a library', (rows, columns) => {
    const r0 = triangle(columns, 2);
    const b = normals(rows * columns, 1);
    const { r } = fold(kind, b, r0, columns);
    const before = matrixOf(r0, columns).transpose().mmul(matrixOf(r0, columns));
    before.add(matrixOf(b, rows).transpose().mmul(matrixOf(b, rows)));
    expect(distance(r.transpose().mmul(r).to1DArray(), before.to1DArray())).toBeLessThan(1e-13);
    const all = Matrix.zeros(columns + rows, columns);
    all.setSubMatrix(matrixOf(r0, columns), 0, 0).setSubMatrix(matrixOf(b, rows), columns, 0);
    const library = new QrDecomposition(all).upperTriangularMatrix;
    expect(distance(r.abs().to1DArray(), library.abs().to1DArray())).toBeLessThan(1e-12);
  });

  test('apply the reflectors of a panel as the orthogonal matrix that they are', () => {
    const [rows, columns] = [44, 12];
    const b = normals(rows * columns, 1);
    const r0 = triangle(columns, 2);
    const { r, v, t } = fold(kind, b, r0, columns);
    const [, , top, rest] = runKernel(kind, [v, t, r0, b, room(3 * columns * columns)], (k, at) => {
      k.applyPanel(
        rows,
        columns,
        at(0),
        8 * rows,
        at(1),
        8 * columns,
        at(2),
        8 * columns,
        at(3),
        8 * rows,
        columns,
        at(4),
      );
    });
    expect(distance(top!, r.transpose().to1DArray())).toBeLessThan(1e-14);
    expect(Math.max(...rest!.map(Math.abs))).toBeLessThan(1e-13);
  });

  test('leave a column alone that is zero below the triangle, and write a triangle for the reflectors', () => {
    const [rows, columns] = [8, 8];
    const b = normals(rows * columns, 1).fill(0, 5 * rows, 6 * rows);
    const r0 = triangle(columns, 2).fill(0, 0, 5 * columns);
    const { r, v, t } = fold(kind, b.fill(0, 0, 5 * rows), r0, columns);
    expect(r.get(5, 5)).toBe(r0[5 * columns + 5]);
    expect([...v.subarray(0, 6 * rows)]).toEqual(new Array(6 * rows).fill(0));
    expect(t.every((value, at) => at % columns <= Math.floor(at / columns) || value === 0)).toBe(true);
    expect(t[5 * columns + 5]).toBe(0);
  });

  test.each([NaN, 1e300, -Infinity])('let %s in a panel show in the triangle', (bad) => {
    const [rows, columns] = [8, 8];
    const b = normals(rows * columns, 1);
    b[2] = bad;
    const { r } = fold(kind, b, triangle(columns, 2), columns);
    expect(r.diagonal().some(Number.isFinite)).toBe(false);
  });

  test('keep small and large columns of one panel apart', () => {
    const [rows, columns] = [16, 8];
    const sizes = [1e-100, 1, 1e100, 1e-8, 1e8, 1, 1e-50, 1e50];
    const b = normals(rows * columns, 1).map((value, at) => value * sizes[Math.floor(at / rows)]!);
    const { r } = fold(kind, b, room(columns * columns), columns);
    const { r: plainR } = fold(
      'plain',
      b.map((value, at) => value / sizes[Math.floor(at / rows)]!),
      room(columns * columns),
      columns,
    );
    const scaled = plainR.mulRowVector(sizes);
    sizes.forEach((_, j) => {
      expect(distance(r.getColumn(j).map(Math.abs), scaled.getColumn(j).map(Math.abs))).toBeLessThan(1e-13);
    });
  });
});

/** Rows 0, 1 and 2 of a sketch with 1000 rows, two targets each, as byte offsets: computed with whole numbers of any size in Python. */
const FIRST_TARGETS: readonly number[] = [0, 128, 6528, 480, 13056, 13536];

function targetsOf(kind: KernelKind, first: number, count: number, rows: number): number[] {
  const [words] = runKernel(kind, [room(count)], (k, at) => {
    k.writeTargets(first, count, rows, at(0));
  });
  return [...new Uint32Array(words!.buffer)];
}

/** Folds rows into a triangle; both column-major and without gaps. */
function fold(kind: KernelKind, b: Float64Array, r0: Float64Array, columns: number) {
  const rows = b.length / columns;
  const [v, r, t] = runKernel(kind, [b, r0, normals(columns * columns, 9), room(panelWork(columns))], (k, at) => {
    k.factorPanel(rows, columns, at(0), 8 * rows, at(1), 8 * columns, at(2), 8 * columns, at(3));
  });
  return { v: v!, r: matrixOf(r!, columns), t: t! };
}
