/** Zeros are added to this many times the length of the longest section: the parabola through three points of a line is then exact to 10⁻³ of its width. */
const PADDING = 8;

/**
 * Period of the strongest line of the spectrum of evenly sampled sections, in samples. Each section is freed of its (Hann-weighted) line
 * a + b t, Hann-windowed and padded with zeros; the powers, each as a share of the section's own and times its length, are added up and the
 * largest is refined by a parabola. The zero line does not count.
 * @param longest length of the longest section
 */
export function strongestLine(sections: readonly Float64Array[], longest: number): number {
  let size = 16;
  while (size < PADDING * longest) size *= 2;
  const power = new Float64Array(size / 2);
  for (const section of sections) {
    const real = windowed(section, size);
    const imaginary = new Float64Array(size);
    const energy = real.reduce((sum, value) => sum + value * value, 0);
    if (!(energy > 0)) continue;
    transform(real, imaginary);
    const share = section.length / energy;
    for (let k = 0; k < power.length; k++) power[k] = power[k]! + share * (real[k]! ** 2 + imaginary[k]! ** 2);
  }
  let best = 1;
  for (let k = 2; k < power.length - 1; k++) if (power[k]! > power[best]!) best = k;
  const [left, top, right] = [power[best - 1]!, power[best]!, power[best + 1]!];
  const bend = left - 2 * top + right;
  const shift = bend < 0 ? Math.max(-0.5, Math.min(0.5, (left - right) / (2 * bend))) : 0;
  return size / (best + shift);
}

function windowed(section: Float64Array, size: number): Float64Array {
  const n = section.length;
  const middle = (n - 1) / 2;
  const weight = (i: number) => Math.sin((Math.PI * (i + 0.5)) / n) ** 2;
  let [total, mean, spread, slope] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    total += weight(i);
    mean += weight(i) * section[i]!;
    spread += weight(i) * (i - middle) ** 2;
    slope += weight(i) * (i - middle) * section[i]!;
  }
  mean /= total;
  slope = spread > 0 ? slope / spread : 0;
  const out = new Float64Array(size);
  for (let i = 0; i < n; i++) out[i] = weight(i) * (section[i]! - mean - slope * (i - middle));
  return out;
}

/** Discrete Fourier transform in place, Σⱼ xⱼ e^(−2πi jk/n), n a power of 2: bits reversed, then butterflies of growing length. */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const n = real.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    [real[i], real[j]] = [real[j]!, real[i]!];
    [imaginary[i], imaginary[j]] = [imaginary[j]!, imaginary[i]!];
  }
  for (let length = 2; length <= n; length *= 2) {
    const half = length / 2;
    for (let k = 0; k < half; k++) {
      const angle = (-2 * Math.PI * k) / length;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      for (let i = k; i < n; i += length) {
        const [re, im] = [real[i + half]!, imaginary[i + half]!];
        const [turnedRe, turnedIm] = [re * cos - im * sin, re * sin + im * cos];
        real[i + half] = real[i]! - turnedRe;
        imaginary[i + half] = imaginary[i]! - turnedIm;
        real[i] = real[i]! + turnedRe;
        imaginary[i] = imaginary[i]! + turnedIm;
      }
    }
  }
}
