// Countings: a closed list, each with what it rests on.
import { describe, expect, it } from 'vitest';
import { COUNTINGS, MANNERS, parseCounting, TWO_WORKING_DAYS_DISPUTE } from './counting.ts';

describe('a counting', () => {
  it.each(COUNTINGS)('%s is read', (name) => {
    expect(parseCounting(name)).toEqual({ ok: true, value: name });
  });

  it('is refused when unknown, with the list of those there are', () => {
    const read = parseCounting('eu', { path: 'counting' });
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.fault[0]?.hint).toContain('eu-1182-71');
  });

  it.each(COUNTINGS.filter((name) => name !== 'plain'))(
    '%s cites what it rests on for hours, days and months',
    (name) => {
      const { cites } = MANNERS[name];
      for (const list of [cites.hours, cites.days, cites.months]) expect(list.length).toBeGreaterThan(0);
      if (MANNERS[name].roll === 'always') expect(cites.roll.length).toBeGreaterThan(0);
    },
  );

  it('names both sides of the dispute about Art. 3(5)', () => {
    for (const voice of [...TWO_WORKING_DAYS_DISPUTE.no, ...TWO_WORKING_DAYS_DISPUTE.yes])
      expect(voice.source).toMatch(/^https:/);
  });
});
