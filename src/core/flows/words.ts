// The words of a register that decide; free words (purposes, data, sectors) are not listed here.

/** What a register is made of: the keys of its file, and the nouns under which its records are kept. */
export const RECORD_NOUNS = [
  'organisations',
  'divisions',
  'persons',
  'systems',
  'activities',
  'flows',
  'instruments',
  'assessments',
  'contractors',
] as const;
export type RecordNoun = (typeof RECORD_NOUNS)[number];

/** What a person is appointed for; laws/terms/appointment-roles.yaml has the labels. */
export const APPOINTMENT_ROLES = [
  'data-protection-officer',
  'person-in-charge',
  'chief-privacy-officer',
  'chief-information-security-officer',
  'representative',
  'joint-use-manager',
  'complaints-contact',
  'specific-personal-information-officer',
] as const;
/** What a place of storage is for. */
export const STORE_USES = ['primary', 'backup', 'archive', 'copy'] as const;
/** How it was agreed that a contractor may engage others (GDPR Art. 28(2); APPI guidelines on Art. 25). */
export const SUBCONTRACTING_CONSENTS = ['specific', 'general', 'none'] as const;

export const ORGANISATION_KINDS = ['company', 'public-body', 'international-organisation'] as const;
export const ROLES = ['controller', 'joint-controller', 'processor'] as const;
export const MODES = ['disclosure', 'remote-access', 'storage', 'transit'] as const;
export const REGIME_BASES = ['establishment', 'targeting', 'monitoring', 'other'] as const;
export const GROUNDS = [
  'consent',
  'contract',
  'contract-in-interest',
  'public-interest',
  'legal-claims',
  'vital-interests',
  'public-register',
  'compelling-interests',
] as const;
export const ASSESSMENT_RESULTS = ['equivalent', 'equivalent-with-measures', 'not-equivalent'] as const;
export const INFORMATION_ITEMS = ['country-name', 'protection-system', 'recipient-measures'] as const;
export const COVERS = ['hr', 'non-hr'] as const;

export const STANDINGS = [
  'appi-business-operator',
  'appi-supplementary-rules',
  'us-safe-harbor',
  'us-privacy-shield',
  'us-dpf',
  'us-dpf-uk',
  'us-dpf-ch',
  'ca-pipeda',
  'kr-pipa',
  'br-lgpd',
  'fo-data-protection-act',
  'under-250-staff',
] as const;

/** Laws that may bind an organisation beside that of its establishment. Only some of them give answers. */
export const REGIMES = [
  'eu-gdpr',
  'eu-directive-95-46',
  'uk-gdpr',
  'ch-fadp',
  'jp-appi',
  'br-lgpd',
  'cn-pipl',
  'kr-pipa',
  'sg-pdpa',
  'th-pdpa',
  'in-dpdp',
  'us-ccpa',
  'ca-pipeda',
  'au-privacy-act',
  'nz-privacy-act',
  'za-popia',
] as const;

export const INSTRUMENT_KINDS = [
  'scc-2001',
  'scc-2002',
  'scc-2004',
  'scc-2010',
  'scc-2021',
  'scc-2021-915',
  'bcr-c',
  'bcr-p',
  'uk-idta',
  'uk-addendum',
  'ch-addendum',
  'code-of-conduct',
  'certification',
  'ad-hoc-clauses',
  'sa-clauses',
  'administrative-arrangement',
  'public-authority-instrument',
  'appi-consent',
  'appi-equivalent-measures',
  'apec-cbpr',
  'dpf-onward-contract',
  'processing-agreement',
] as const;

export const DEROGATION_FLAGS = [
  'occasional',
  'necessary',
  'publicPowers',
  'recognisedInLaw',
  'procedure',
  'incapable',
  'publicRegister',
  'wholeRegister',
  'repetitive',
  'limitedSubjects',
  'overridden',
  'safeguards',
  'authorityInformed',
  'subjectsInformed',
  'documented',
] as const;
export const CONSENT_FLAGS = ['explicit', 'informedOfRisks', 'specific'] as const;

/**
 * Regions (ISO 3166-2) that are places of their own (ISO 3166-1): their law is not simply that of the country to which they belong.
 * Source: ISO 3166-2, remarks on subdivisions that are also in ISO 3166-1.
 */
export const REGIONS_OF_THEIR_OWN: Readonly<Record<string, string>> = {
  'FR-NC': 'NC',
  'FR-PF': 'PF',
  'FR-PM': 'PM',
  'FR-WF': 'WF',
  'FR-BL': 'BL',
  'FR-MF': 'MF',
  'FR-TF': 'TF',
  'FR-GP': 'GP',
  'FR-971': 'GP',
  'FR-MQ': 'MQ',
  'FR-972': 'MQ',
  'FR-GF': 'GF',
  'FR-973': 'GF',
  'FR-RE': 'RE',
  'FR-974': 'RE',
  'FR-YT': 'YT',
  'FR-976': 'YT',
  'NO-21': 'SJ',
  'NO-22': 'SJ',
  'NL-AW': 'AW',
  'NL-CW': 'CW',
  'NL-SX': 'SX',
  'NL-BQ1': 'BQ',
  'NL-BQ2': 'BQ',
  'NL-BQ3': 'BQ',
  'FI-01': 'AX',
  'CN-HK': 'HK',
  'CN-MO': 'MO',
  'CN-TW': 'TW',
  'US-PR': 'PR',
  'US-GU': 'GU',
  'US-VI': 'VI',
  'US-AS': 'AS',
  'US-MP': 'MP',
  'US-UM': 'UM',
};

/** ISO 3166-1 alpha-2, officially assigned codes. */
export const COUNTRIES: ReadonlySet<string> = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
    'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
    'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
    'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT ' +
    'MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
    'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ ' +
    'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
);
