// Reads an organisation of a register: who it is, which laws bind it, what it takes part in, who was appointed.
import type { Fields, Reading } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import { readTime } from '../time/read-date.ts';
import {
  COMMON_KEYS,
  compact,
  readCommon,
  readCountry,
  readEmail,
  readFreeText,
  readFreeTexts,
  readIds,
  readMap,
  readRegion,
  readUrl,
} from './read-parts.ts';
import type {
  Address,
  Appointment,
  Contact,
  Organisation,
  Regime,
  Standing,
  StandingName,
} from './register.ts';
import {
  APPOINTMENT_ROLES,
  COVERS,
  ORGANISATION_KINDS,
  REGIME_BASES,
  REGIMES,
  REGIONS_OF_THEIR_OWN,
  STANDINGS,
} from './words.ts';

export const ORGANISATION_KEYS = [
  ...COMMON_KEYS,
  'name',
  'member',
  'country',
  'region',
  'kind',
  'io',
  'parent',
  'sectors',
  'regimes',
  'standing',
  'from',
  'until',
  'legalForm',
  'registrationNumber',
  'address',
  'contact',
  'appointments',
] as const;

/** At the ends of a flow `data-subject` and `staff:…` are no organisation. */
export const IS_AN_ORGANISATION = /^(?!data-subject$|staff:)/;

/** The organisation, or nothing where it is not even a map. */
export function readOrganisation(
  reading: Reading,
  value: unknown,
  spot: Spot | null,
): Organisation | undefined {
  const fields = reading.fields(value, spot, ORGANISATION_KEYS);
  if (fields === undefined) return undefined;
  const common = readCommon(reading, fields, spot);
  if (!IS_AN_ORGANISATION.test(common.id))
    reading.report(
      below(spot, 'id'),
      'bad-id',
      `'${common.id}' cannot be the id of an organisation: flows mean the persons themselves, or the people of an organisation, by it.`,
      'Choose another id, as in et-de.',
    );
  const stated = readCountry(reading, fields['country'], below(spot, 'country'));
  const region = readRegion(reading, fields['region'], below(spot, 'region'), stated);
  const country = (region === undefined ? undefined : REGIONS_OF_THEIR_OWN[region]) ?? stated;
  return compact({
    ...common,
    name: readFreeText(reading, fields['name'], below(spot, 'name')) ?? common.id,
    member: reading.flag(fields['member'], below(spot, 'member')),
    country,
    region,
    kind: reading.word(fields['kind'], below(spot, 'kind'), ORGANISATION_KINDS),
    io: readInternationalOrganisation(reading, fields, spot),
    parent: reading.id(fields['parent'], below(spot, 'parent')),
    sectors: readFreeTexts(reading, fields['sectors'], below(spot, 'sectors')),
    regimes: reading.list(fields['regimes'], below(spot, 'regimes'), (item, at) =>
      readRegime(reading, item, at),
    ),
    standing: readStandings(reading, fields['standing'], below(spot, 'standing')),
    ...readTime(reading, fields, spot),
    legalForm: readFreeText(reading, fields['legalForm'], below(spot, 'legalForm')),
    registrationNumber: reading.text(fields['registrationNumber'], below(spot, 'registrationNumber')),
    address: readAddress(reading, fields['address'], below(spot, 'address')),
    contact: readContact(reading, fields['contact'], below(spot, 'contact')),
    appointments: reading.list(fields['appointments'], below(spot, 'appointments'), (item, at) =>
      readAppointment(reading, item, at),
    ),
  });
}

function readRegime(reading: Reading, value: unknown, spot: Spot): Regime | undefined {
  const fields = readMap(reading, value ?? null, spot, ['id', 'basis', 'art27Representative']);
  if (fields === undefined) return undefined;
  const id = reading.word(fields['id'], below(spot, 'id'), REGIMES);
  if (fields['id'] === undefined) reading.missing(spot, 'id', `It names the law: ${REGIMES.join(', ')}.`);
  const basis = reading.word(fields['basis'], below(spot, 'basis'), REGIME_BASES);
  if (fields['basis'] === undefined)
    reading.missing(spot, 'basis', `It says why the law applies: ${REGIME_BASES.join(', ')}.`);
  const art27Representative = reading.id(fields['art27Representative'], below(spot, 'art27Representative'));
  if (id === undefined || basis === undefined) return undefined;
  return compact({ id, basis, art27Representative });
}

/** Which international organisation it is; the contract writes it among the standings. */
function readInternationalOrganisation(
  reading: Reading,
  fields: Fields,
  spot: Spot | null,
): string | undefined {
  const { standing } = fields;
  const among = typeof standing === 'object' && standing !== null ? (standing as Fields)['io'] : undefined;
  const beside = reading.id(fields['io'], below(spot, 'io'));
  return reading.id(among, below(below(spot, 'standing'), 'io')) ?? beside;
}

function readStandings(reading: Reading, value: unknown, spot: Spot): Organisation['standing'] {
  if (value === undefined) return {};
  const fields = reading.fields(value, spot, [...STANDINGS, 'io']);
  const out: Partial<Record<StandingName, Standing>> = {};
  for (const name of STANDINGS) {
    const read = readStanding(reading, fields?.[name], below(spot, name));
    if (read !== undefined) out[name] = read;
  }
  return out;
}

function readStanding(reading: Reading, value: unknown, spot: Spot): Standing | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return { holds: value };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reading.wrongType(spot, 'true, false, or {from, until, covers, activities}', value);
    return undefined;
  }
  const fields = readMap(reading, value, spot, ['from', 'until', 'covers', 'activities']);
  if (fields === undefined) return undefined;
  return compact({
    holds: true,
    covers: reading.list(fields['covers'], below(spot, 'covers'), (item, at) =>
      reading.word(item, at, COVERS),
    ),
    activities: readIds(reading, fields['activities'], below(spot, 'activities')),
    ...readTime(reading, fields, spot),
  });
}

function readAddress(reading: Reading, value: unknown, spot: Spot): Address | undefined {
  const fields = readMap(reading, value, spot, ['lines', 'postalCode', 'city', 'region', 'country']);
  if (fields === undefined) return undefined;
  const country = readCountry(reading, fields['country'], below(spot, 'country'));
  return compact({
    lines: readFreeTexts(reading, fields['lines'], below(spot, 'lines')),
    postalCode: readFreeText(reading, fields['postalCode'], below(spot, 'postalCode')),
    city: readFreeText(reading, fields['city'], below(spot, 'city')),
    region: readRegion(reading, fields['region'], below(spot, 'region'), country),
    country,
  });
}

function readContact(reading: Reading, value: unknown, spot: Spot): Contact | undefined {
  const fields = readMap(reading, value, spot, ['email', 'phone', 'url']);
  if (fields === undefined) return undefined;
  return compact({
    email: readEmail(reading, fields['email'], below(spot, 'email')),
    phone: reading.text(fields['phone'], below(spot, 'phone')),
    url: readUrl(reading, fields['url'], below(spot, 'url')),
  });
}

function readAppointment(reading: Reading, value: unknown, spot: Spot): Appointment | undefined {
  const fields = readMap(reading, value ?? null, spot, [
    'role',
    'person',
    'organisation',
    'division',
    'from',
    'until',
  ]);
  if (fields === undefined) return undefined;
  const role = reading.word(fields['role'], below(spot, 'role'), APPOINTMENT_ROLES);
  if (fields['role'] === undefined)
    reading.missing(
      spot,
      'role',
      `It says what somebody was appointed for: ${APPOINTMENT_ROLES.join(', ')}.`,
    );
  const rest = compact({
    person: reading.id(fields['person'], below(spot, 'person')),
    organisation: reading.id(fields['organisation'], below(spot, 'organisation')),
    division: reading.id(fields['division'], below(spot, 'division')),
    ...readTime(reading, fields, spot),
  });
  return role === undefined ? undefined : { role, ...rest };
}
