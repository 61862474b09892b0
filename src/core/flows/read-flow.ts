// Reads a flow of a register: who makes data available to whom, how, since when, and by which exception.
import type { Fields, Reading } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import { readDate } from '../time/read-date.ts';
import {
  COMMON_KEYS,
  compact,
  readCommon,
  readCountry,
  readFreeText,
  readIds,
  readMap,
} from './read-parts.ts';
import type { Derogation, Flow, Party, ProvisionRecord } from './register.ts';
import { CONSENT_FLAGS, DEROGATION_FLAGS, GROUNDS, MODES, ROLES } from './words.ts';

export const FLOW_KEYS = [
  ...COMMON_KEYS,
  'activity',
  'from',
  'to',
  'fromRole',
  'toRole',
  'mode',
  'at',
  'after',
  'tools',
  'derogation',
  'automated',
  'clearText',
  'combinesEuData',
  'since',
  'until',
  'name',
  'systems',
  'provisionRecord',
] as const;

/** The flow, or nothing where an end is missing. */
export function readFlow(reading: Reading, value: unknown, spot: Spot | null): Flow | undefined {
  const fields = reading.fields(value, spot, FLOW_KEYS);
  if (fields === undefined) return undefined;
  const common = readCommon(reading, fields, spot);
  const sender = readParty(reading, fields['from'], below(spot, 'from'), 'from');
  const recipient = readParty(reading, fields['to'], below(spot, 'to'), 'to');
  const { since, until } = readFlowTime(reading, fields, spot);
  const rest = compact({
    ...common,
    activity: reading.id(fields['activity'], below(spot, 'activity')),
    fromRole: reading.word(fields['fromRole'], below(spot, 'fromRole'), ROLES),
    toRole: reading.word(fields['toRole'], below(spot, 'toRole'), ROLES),
    mode: reading.word(fields['mode'], below(spot, 'mode'), MODES),
    at: readCountry(reading, fields['at'], below(spot, 'at')),
    after: readIds(reading, fields['after'], below(spot, 'after')) ?? [],
    tools: readIds(reading, fields['tools'], below(spot, 'tools')),
    derogation: readDerogation(reading, fields['derogation'], below(spot, 'derogation')),
    automated: reading.flag(fields['automated'], below(spot, 'automated')),
    clearText: reading.flag(fields['clearText'], below(spot, 'clearText')),
    combinesEuData: reading.flag(fields['combinesEuData'], below(spot, 'combinesEuData')),
    from: since,
    until,
    name: readFreeText(reading, fields['name'], below(spot, 'name')),
    systems: readIds(reading, fields['systems'], below(spot, 'systems')),
    provisionRecord: readProvisionRecord(reading, fields['provisionRecord'], below(spot, 'provisionRecord')),
  });
  return sender === undefined || recipient === undefined ? undefined : { ...rest, sender, recipient };
}

/**
 * A flow's time. The contract writes `from` twice in a flow, once for the sender and once for the first day; the decoder hands
 * the day over as `since` (kit/library/decode-file.ts), and `since` may be written as well.
 */
function readFlowTime(
  reading: Reading,
  fields: Fields,
  spot: Spot | null,
): { since?: Flow['from']; until?: Flow['until'] } {
  const since = readDate(reading, fields['since'], below(spot, 'since'));
  const until = readDate(reading, fields['until'], below(spot, 'until'));
  if (since !== undefined && until !== undefined && until <= since) {
    reading.report(
      below(spot, 'until'),
      'end-before-start',
      `The flow ends on ${until}, which is not after its first day ${since}.`,
      '"until" is the first day on which it no longer runs; it must be later than the first day.',
    );
  }
  return { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
}

function readParty(reading: Reading, value: unknown, spot: Spot, end: 'from' | 'to'): Party | undefined {
  if (value === undefined) {
    const hint =
      end === 'from'
        ? "Name an organisation, or 'data-subject'."
        : "Name an organisation, or 'staff:ORGANISATION' for its own people.";
    reading.report(spot, 'missing-key', `The key '${end}' is missing.`, hint);
    return undefined;
  }
  const text = reading.text(value, spot);
  if (text === undefined) return undefined;
  if (text === 'data-subject') {
    if (end === 'from') return { is: 'data-subject' };
    reading.report(
      spot,
      'bad-word',
      "'data-subject' receives nothing here.",
      'Name the organisation that receives; answers to persons are no flows.',
    );
    return undefined;
  }
  const staff = /^staff:(.*)$/.exec(text)?.[1];
  const organisation = reading.id(staff ?? text, spot);
  if (organisation === undefined) return undefined;
  return { is: staff === undefined ? 'organisation' : 'staff', organisation };
}

function readDerogation(reading: Reading, value: unknown, spot: Spot): Derogation | undefined {
  const fields = readMap(reading, value, spot, ['ground', 'consent', ...DEROGATION_FLAGS]);
  if (fields === undefined) return undefined;
  const ground = reading.word(fields['ground'], below(spot, 'ground'), GROUNDS);
  const consentSpot = below(spot, 'consent');
  const consentFields =
    fields['consent'] === undefined
      ? undefined
      : reading.fields(fields['consent'], consentSpot, CONSENT_FLAGS);
  return compact({
    ground,
    flags: readFlags(reading, fields, spot, DEROGATION_FLAGS),
    consent: readFlags(reading, consentFields ?? {}, consentSpot, CONSENT_FLAGS),
  });
}

function readFlags<N extends string>(
  reading: Reading,
  fields: Fields,
  spot: Spot,
  names: readonly N[],
): Partial<Record<N, boolean>> {
  const out: Partial<Record<N, boolean>> = {};
  for (const name of names) {
    const flag = reading.flag(fields[name], below(spot, name));
    if (flag !== undefined) out[name] = flag;
  }
  return out;
}

function readProvisionRecord(reading: Reading, value: unknown, spot: Spot): ProvisionRecord | undefined {
  const fields = readMap(reading, value, spot, ['kept', 'on']);
  if (fields === undefined) return undefined;
  return compact({
    kept: reading.flag(fields['kept'], below(spot, 'kept')),
    on: readDate(reading, fields['on'], below(spot, 'on')),
  });
}
