import { describe, expect, it } from 'vitest';
import { openService } from '../support/service.ts';

describe('unit.choices', () => {
  it('gives the unit itself first and radians with π/180 for degrees', async () => {
    const { client } = openService();
    const { choices } = await client.call('unit.choices', { unit: 'deg' });
    expect(choices[0]).toEqual({ unit: 'deg', factor: 1 });
    expect(choices).toContainEqual({ unit: 'rad', factor: Math.PI / 180 });
  });

  it('lets a unit it does not know stay as it is', async () => {
    const { client } = openService();
    expect(await client.call('unit.choices', { unit: 'furlong' })).toEqual({
      choices: [{ unit: 'furlong', factor: 1 }],
    });
  });
});
