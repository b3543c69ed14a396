import { expect } from 'vitest';
import { importTables, previewTable } from '../../../core/import/index.ts';
import { readSharedText, testWithSharedData } from '../../support/shared-data.ts';

testWithSharedData(
  'the measured pendulum: d theta/dt agrees with the encoder’s omega to better than 1 % of its standard deviation',
  () => {
    const source = {
      name: 'single_pendulum_id.csv',
      text: readSharedText('real/multiarm-single-pendulum/single_pendulum_id.csv'),
    };
    const { format, proposal } = previewTable(source);
    expect(proposal).toEqual({ run: 0, time: 1, q: [2], p: [3], dq: null, dp: null });

    const mapping = { run: 0, time: 1, q: [2], p: [3], dq: [], dp: [] };
    const { dataset, report } = importTables([source], { format, mapping, badRows: 'refuse', derivativeWindow: null });
    expect(report.rows).toEqual({ read: 3668, kept: 3668, refused: 0 });
    expect(dataset.trajectories.map(({ id, times }) => [id, times.length])).toEqual(
      ['1', '2', '3', '4'].map((id) => [id, 917]),
    );
    expect(report.derivatives[0]).toMatchObject({ windowSamples: 11 });

    let [count, squaredError, sum, squares] = [0, 0, 0, 0];
    for (const { states, derivatives, fitRange } of dataset.trajectories) {
      for (let i = fitRange[0]; i < fitRange[1]; i++) {
        const omega = states[2 * i + 1]!;
        count++;
        squaredError += (derivatives[2 * i]! - omega) ** 2;
        sum += omega;
        squares += omega * omega;
      }
    }
    const deviation = Math.sqrt(squares / count - (sum / count) ** 2);
    expect(Math.sqrt(squaredError / count) / deviation).toBeLessThan(0.01);
    expect(report.warnings.join()).toContain("'omega_rad_s' is 1.00 × dtheta_rad/dt");
  },
);
