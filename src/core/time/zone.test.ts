// Zones: IANA names only.
import { describe, expect, it } from 'vitest';
import { parseZone } from './zone.ts';

describe('a zone', () => {
  it.each(['Europe/Berlin', 'Asia/Tokyo', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+2'])(
    '%s is read',
    (name) => {
      expect(parseZone(name)).toEqual({ ok: true, value: name });
    },
  );

  it.each(['+02:00', 'Europe/Bonn-am-Rhein', 'CET DST', '', 'Z', '2', null, 3])('%j is refused', (name) => {
    const read = parseZone(name, { path: 'zone' });
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.fault[0]).toMatchObject({ code: 'zone-unknown', at: { path: 'zone' } });
  });
});
