import { sgg } from 'ml-savitzky-golay-generalized';
import { defaultWindow, windowSamples } from './choose-window.ts';
import type { DerivativeMethod } from './derivative-method.ts';
import { estimateNoise } from './noise.ts';
import { checkSteps } from './steps.ts';

const POLYNOMIAL_ORDER = 3;

/**
 * Savitzky–Golay: a cubic is fitted by least squares to the samples of a window around each moment; value, slope and curvature are
 * those of the cubic. Within half a window of an end it is the cubic of the first or last full window.
 *
 * Small departures from even steps are compensated: x and t are both filtered over the sample number i, then
 * dx/dt = x′/t′ and d²x/dt² = (x″ − t″ dx/dt)/t′², taken from the filtered to the true time by their Taylor series. That is exact for
 * motion at constant velocity whatever the jitter.
 * Sources: A. Savitzky, M. J. E. Golay, Analytical Chemistry 36 (1964) 1627; ends as in P. A. Gorry, ibid. 62 (1990) 570.
 */
export const savitzkyGolay: DerivativeMethod = {
  id: 'savitzky-golay',
  label: 'Savitzky–Golay',
  summary:
    'Good for even steps and moderate noise; flattens peaks when the window is longer than about a quarter period.',
  hasWindow: true,
  windowShare: 1 / 8,
  needsEvenSteps: true,
  minSamples: 5,
  estimate(input) {
    const { times, values } = input;
    const { median: step } = checkSteps(times, savitzkyGolay);
    const n = times.length;
    const window = windowSamples(
      input.window ?? defaultWindow([input], savitzkyGolay.windowShare),
      step,
      savitzkyGolay.minSamples,
      n,
    );
    const [smooth, rates, curvatures] = filterAll(values, window);
    const [time, speeds, bends] = filterAll(times, window);
    for (let i = 0; i < n; i++) {
      const rate = rates[i]! / speeds[i]!;
      const curvature = (curvatures[i]! - bends[i]! * rate) / speeds[i]! ** 2;
      const late = times[i]! - time[i]!;
      smooth[i] = smooth[i]! + late * (rate + (late * curvature) / 2);
      rates[i] = rate + late * curvature;
      curvatures[i] = curvature;
    }
    return {
      ...{ smooth, rates, curvatures },
      endRows: (window - 1) / 2,
      windowSamples: window,
      polynomialOrder: POLYNOMIAL_ORDER,
      noise: estimateNoise(times, values),
    };
  },
};

type Filtered = Float64Array<ArrayBuffer>;

/** Value, first and second derivative by sample number of the local cubic, at every sample. */
function filterAll(values: Float64Array, windowSize: number): [Filtered, Filtered, Filtered] {
  // A Julian date or a large offset would cost digits.
  let mean = 0;
  for (const value of values) mean += value / values.length;
  const centred = values.map((value) => value - mean);
  const filter = (derivative: number) =>
    Float64Array.from(sgg(centred, 1, { windowSize, derivative, polynomial: POLYNOMIAL_ORDER }));
  return [filter(0).map((value) => value + mean), filter(1), filter(2)];
}
