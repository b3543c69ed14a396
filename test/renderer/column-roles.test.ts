import { describe, expect, it } from 'vitest';
import { mappingFromRoles, missingRoles, roleChoices, rolesFromProposal } from '../../renderer/state/column-roles.ts';

describe('column roles', () => {
  it('become a mapping with one column per degree of freedom, in order of their numbers', () => {
    expect(mappingFromRoles(['run', 'q2', 'time', 'p1', 'q1', 'p2', 'ignore'])).toEqual({
      time: 2,
      q: [4, 1],
      p: [3, 5],
      dq: [],
      dp: [],
      run: 0,
    });
  });

  it('take over the first proposal', () => {
    const roles = rolesFromProposal({
      format: { delimiter: ',', hasHeader: true },
      columnNames: ['t', 'x', 'v', 'dx', 'note'],
      head: [],
      rawLines: [],
      rowCount: 0,
      numericShare: [],
      proposal: { time: 0, q: [1], p: [2], dq: [3], dp: null, run: null },
    });
    expect(roles).toEqual(['time', 'q1', 'p1', 'dq1', 'ignore']);
  });

  it.each([
    [['q1', 'p1'], 'One column must be the time t'],
    [['time', 'p1'], 'One column must be a position q'],
    [['time', 'q1'], 'One column must be a momentum p'],
    [['time', 'time', 'q1', 'p1'], 'Two columns have the role time'],
    [['time', 'q1', 'q2', 'p1'], 'No column has the role p₂'],
    [['time', 'q1', 'q2', 'p1', 'p2', 'dq2'], 'No column has the role dq₁/dt'],
  ] as const)('%j lack something: %s', (roles, sentence) => {
    expect(missingRoles(roles)).toBe(sentence);
    expect(mappingFromRoles(roles)).toBeNull();
  });

  it('offer as many degrees of freedom as the table can hold, four at most', () => {
    const offered = (columns: number): number => roleChoices(columns).filter(({ role }) => /^q\d/.test(role)).length;
    expect([offered(2), offered(4), offered(5), offered(40)]).toEqual([1, 1, 2, 4]);
  });
});
