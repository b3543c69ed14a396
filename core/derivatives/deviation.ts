/** Standard deviation of numbers about their mean; 0 without numbers. */
export function deviation(values: Float64Array): number {
  const n = values.length;
  let mean = 0;
  for (const value of values) mean += value / n;
  let square = 0;
  for (const value of values) square += (value - mean) ** 2 / n;
  return Math.sqrt(square);
}
