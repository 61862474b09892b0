// Reads a flow of a register: who makes data available to whom, how, since when, and by which exception.
import type { Fields, Reading } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { readDate } from '../time/read-date.ts';
import {
  COMMON_KEYS,
  compact,
  readCommon,
  readCountry,
  readFreeText,
  readIds,
  readMap,
  readParts,
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
  // One object from the beginning: to put a million of them together out of parts takes twice as long.
  const flow: Partial<Writable<Flow>> = common;
  if (sender !== undefined) flow.sender = sender;
  if (recipient !== undefined) flow.recipient = recipient;
  flow.after = [];
  readParts<FlowParts>(flow, reading, fields, spot, FLOW_PARTS);
  readFlowTime(flow, reading, fields, spot);
  return sender === undefined || recipient === undefined ? undefined : (flow as Flow);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

type FlowParts = Omit<Flow, 'id' | 'note' | 'recordedAt' | 'sender' | 'recipient' | 'from' | 'until'>;

const FLOW_PARTS: {
  readonly [K in keyof FlowParts]-?: (
    reading: Reading,
    value: unknown,
    spot: Spot,
  ) => FlowParts[K] | undefined;
} = {
  activity: (reading, value, spot) => reading.id(value, spot),
  fromRole: (reading, value, spot) => reading.word(value, spot, ROLES),
  toRole: (reading, value, spot) => reading.word(value, spot, ROLES),
  mode: (reading, value, spot) => reading.word(value, spot, MODES),
  at: readCountry,
  after: readIds,
  tools: readIds,
  derogation: readDerogation,
  automated: (reading, value, spot) => reading.flag(value, spot),
  clearText: (reading, value, spot) => reading.flag(value, spot),
  combinesEuData: (reading, value, spot) => reading.flag(value, spot),
  name: readFreeText,
  systems: readIds,
  provisionRecord: readProvisionRecord,
};

/**
 * A flow's time. The contract writes `from` twice in a flow, once for the sender and once for the first day; the decoder hands
 * the day over as `since` (kit/library/decode-file.ts), and `since` may be written as well.
 */
function readFlowTime(
  flow: { from?: CivilDate; until?: CivilDate },
  reading: Reading,
  fields: Fields,
  spot: Spot | null,
): void {
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
  if (since !== undefined) flow.from = since;
  if (until !== undefined) flow.until = until;
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
  const consentFields = readMap(reading, fields['consent'], consentSpot, CONSENT_FLAGS);
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
