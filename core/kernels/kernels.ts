/**
 * The inner loops of sampling, solving and evaluating, on one block of memory. Every argument that names data is a byte offset into that
 * memory, a multiple of 8 (of 16 where it says "aligned"); the memory holds float64 numbers unless said otherwise.
 *
 * Words used below: a *tile* is a group of `points` states (a multiple of 4) whose numbers lie side by side, so that one instruction serves
 * several of them: states of a tile are (inputs, points), slopes of a tile are (neurons, points), right sides and products (components, points),
 * each row-major. Matrices of the factorisation are column-major with a leading dimension `ld…` in bytes, a multiple of 16.
 *
 * Two modules of WebAssembly and a plain twin implement it (`createKernelHost`). They agree to rounding, each with itself to the bit.
 */
export interface Kernels {
  /**
   * Slopes sech²(wⱼ·x + bⱼ) of the neurons from … to − 1 at a tile's points: out[j − from, k]; 0 for the points from `valid` on.
   * sech² z = 4e/(1 + e)², e = exp(−2|z|), within 4 units in the last place, and below 1e-303 beyond |z| = 350; a NaN stays one.
   * @param states (inputs, points)   @param weights (neurons, inputs) row-major   @param biases (neurons)   @param out aligned
   */
  writeSlopes(
    states: number,
    inputs: number,
    weights: number,
    biases: number,
    from: number,
    to: number,
    points: number,
    valid: number,
    out: number,
  ): void;

  /**
   * One column of the matrix for one tile: out[c · points + k] = slopes[k] · scales[c].
   * @param slopes (points) of one neuron   @param scales (components) of that neuron   @param out (components · points)
   */
  writeColumn(slopes: number, points: number, scales: number, components: number, out: number): void;

  /**
   * Where the rows first … first + count − 1 of the matrix go in the sketch: two pseudo-random rows below `rows` for each, as
   * unsigned 32-bit byte offsets into sums of pairs (16 · row). They depend on the number of the row alone: the first is ⌊h₀ · rows / 2³²⌋, the second
   * 1 + ⌊h₁ · (rows − 1) / 2³²⌋ rows further, from the end back to the start, with h_z = `lowbias32` of row + z · 0x9e3779b9 modulo 2³².
   * @param first a whole number below 2³²   @param rows below 2²⁸   @param out (count, 2) 32-bit words
   */
  writeTargets(first: number, count: number, rows: number, out: number): void;

  /**
   * Adds two neighbouring columns i, i + 1 of a run of tiles to their sketch: for each tile, component c and point k the pair
   * (slopes[i, k] · scales[i, c], slopes[i + 1, k] · scales[i + 1, c]) is added to its first target row and subtracted from the second.
   * @param slopes of neuron i in the first tile; neuron i + 1 follows after `points` numbers, the next tile after `tileBytes`
   * @param scales (2, components)   @param targets (tiles, components, points, 2) 32-bit words   @param sums (rows, 2) aligned
   */
  sketchPair(
    slopes: number,
    tileBytes: number,
    tiles: number,
    points: number,
    scales: number,
    components: number,
    targets: number,
    sums: number,
  ): void;

  /**
   * The tile's part of A v: out[c, k] = Σⱼ slopes[j, k] · scales[j, c] · v[j].
   * @param slopes (neurons, points)   @param neurons a multiple of 4   @param scales (neurons, components)   @param v (neurons)   @param out (components, points)
   */
  multiplyTile(
    slopes: number,
    neurons: number,
    points: number,
    scales: number,
    components: number,
    v: number,
    out: number,
  ): void;

  /**
   * Adds the tile's part of Aᵀ u: g[j] += Σ_c scales[j, c] Σₖ slopes[j, k] · u[c, k].
   * @param neurons a multiple of 4   @param u (components, points)   @param g (neurons)
   */
  multiplyTileTransposed(
    slopes: number,
    neurons: number,
    points: number,
    scales: number,
    components: number,
    u: number,
    g: number,
  ): void;

  /**
   * Folds `columns` columns of rows into a triangle: Householder QR of [R; B], one reflector I − τ (e; v)(e; v)ᵀ per column, together
   * I − (I; V) T (I; V)ᵀ. R becomes the new triangle, B the vectors V, T the triangular factor with zeros below.
   * A column that is zero in B, or below 1e-140, stays as it is (τ = 0). What is not finite, or beyond 1e154, makes R not finite.
   * @param rows a multiple of 4   @param columns a multiple of 4   @param b (rows, columns)   @param r upper triangle (columns, columns)
   * @param t (columns, columns)   @param work room for `panelWork(columns)` numbers, aligned
   * Source: Golub, Van Loan, Matrix Computations, 4th ed., §5.2.3; recursion: Elmroth, Gustavson, IBM J. Res. Dev. 44 (2000).
   */
  factorPanel(
    rows: number,
    columns: number,
    b: number,
    ldb: number,
    r: number,
    ldr: number,
    t: number,
    ldt: number,
    work: number,
  ): void;

  /**
   * Applies the reflectors of a panel to other columns: W = Tᵀ (R + Vᵀ C), R ← R − W, C ← C − V W.
   * @param rows a multiple of 4   @param width reflectors, a multiple of 4   @param r (width, columns)   @param c (rows, columns)
   * @param work room for `3 · width · columns` numbers, aligned
   */
  applyPanel(
    rows: number,
    width: number,
    v: number,
    ldv: number,
    t: number,
    ldt: number,
    r: number,
    ldr: number,
    c: number,
    ldc: number,
    columns: number,
    work: number,
  ): void;

  /** Solves R x = z in place. @param r (n, n) upper triangle, no zero on its diagonal   @param x (n) */
  solveUpper(n: number, r: number, ldr: number, x: number): void;

  /** Solves Rᵀ x = z in place. */
  solveUpperTransposed(n: number, r: number, ldr: number, x: number): void;

  /** Σ xₖ yₖ */
  dot(n: number, x: number, y: number): number;

  /** y ← y + factor · x */
  addScaled(n: number, factor: number, x: number, y: number): void;

  /**
   * Ĥ and ∇Ĥ without the constant, at a tile's points: energies[k] = Σⱼ cⱼ tanh zⱼ, gradients[i, k] = Σⱼ cⱼ sech²(zⱼ) w_{ji}, zⱼ = wⱼ·x + bⱼ.
   * @param states (inputs, points)   @param weights (neurons, inputs)   @param energies (points)   @param gradients (inputs, points)
   */
  evaluateTile(
    states: number,
    inputs: number,
    weights: number,
    biases: number,
    coefficients: number,
    neurons: number,
    points: number,
    energies: number,
    gradients: number,
  ): void;

  /**
   * Adds neurons to Ĥ and two components of its gradient on a grid, where exp(2 zⱼ) = aⱼ bⱼ, a power of the column times one of the row. With
   * E = aⱼ bⱼ and D = 1/(1 + E), so that tanh zⱼ = 1 − 2D and sech² zⱼ = 4 E D²: sums[0] += Σⱼ sⱼ₀ D, sums[1] += Σⱼ sⱼ₁ E D², sums[2] += Σⱼ sⱼ₂ E D².
   * @param columnPowers (columns / 4, neurons, 4): a, four columns side by side; no product a b beyond e^±700   @param columns a multiple of 4
   * @param rowPowers (rows, neurons): b   @param scales (neurons, 3)   @param sums (3, rows, columns)
   */
  addToGrid(
    columnPowers: number,
    columns: number,
    rowPowers: number,
    rows: number,
    scales: number,
    neurons: number,
    sums: number,
  ): void;

  /**
   * ∇Ĥ at one state, several neurons at a time: out[i] = Σⱼ cⱼ sech²(wⱼ·x + bⱼ) w_{ji}.
   * @param state (inputs)   @param weights (inputs, neurons) row-major: one input's weights side by side, aligned   @param biases (neurons), aligned
   * @param coefficients (neurons), aligned   @param neurons a multiple of 4; fill up with coefficients 0   @param out (inputs)
   */
  gradientAt(
    state: number,
    inputs: number,
    weights: number,
    biases: number,
    coefficients: number,
    neurons: number,
    out: number,
  ): void;
}

/** Numbers of workspace that `factorPanel` needs. */
export function panelWork(columns: number): number {
  return 3 * columns * columns;
}
