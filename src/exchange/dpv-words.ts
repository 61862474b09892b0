// The words of the W3C Data Privacy Vocabulary with which a register is written down; each stands in laws/terms/dpv-iris.txt.
import { COUNTRIES } from '../core/flows/words.ts';

const DPV = 'https://w3id.org/dpv#';
const LOC = 'https://w3id.org/dpv/loc#';

/** Classes and properties of DPV that are written here; the words of purposes, data, people and laws come with their terms. */
const WORDS = [
  ...['DataProcessingRecord', 'Process', 'PersonalDataProcess', 'Processing', 'Purpose', 'PersonalData'],
  ...['SensitivePersonalData', 'SpecialCategoryPersonalData', 'DataSubject', 'DataSubjectScale', 'Child'],
  ...[
    'LegalBasis',
    'Recipient',
    'Organisation',
    'OrganisationalUnit',
    'NaturalPerson',
    'DataSource',
    'Justification',
  ],
  ...[
    'JointDataControllers',
    'JointDataControllersAgreement',
    'CrossBorderTransfer',
    'DataTransferLegalBasis',
  ],
  ...[
    'DataTransferImpactAssessment',
    'TechnicalOrganisationalMeasure',
    'StorageCondition',
    'StorageDuration',
  ],
  ...[
    'StorageLocation',
    'TemporalDuration',
    'UntilEventDuration',
    'ProcessingLocation',
    'AutomatedDecisionMaking',
    'Profiling',
    'Technology',
  ],
  ...[
    'hasProcess',
    'hasIdentifier',
    'hasName',
    'hasAddress',
    'hasContact',
    'hasCountry',
    'hasThirdCountry',
    'hasLocation',
  ],
  ...[
    'hasDataController',
    'hasJointDataControllers',
    'hasDataProcessor',
    'hasDataProtectionOfficer',
    'hasRepresentative',
  ],
  ...[
    'hasResponsibleEntity',
    'hasOrganisationalUnit',
    'isOrganisationalUnitOf',
    'isSubsidiaryOf',
    'hasPurpose',
    'hasPersonalData',
  ],
  ...[
    'hasDataSubject',
    'hasDataSubjectScale',
    'hasLegalBasis',
    'hasLegalMeasure',
    'hasRecipient',
    'hasDataExporter',
    'hasDataImporter',
  ],
  ...[
    'hasProcessing',
    'hasDataSource',
    'hasJustification',
    'hasImpactAssessment',
    'hasTechnicalOrganisationalMeasure',
  ],
  ...['hasStorageCondition', 'hasDuration', 'isImplementedUsingTechnology'],
] as const;

export type DpvWord = (typeof WORDS)[number];

/** The IRI of a class or property of DPV. */
export function dpv(word: DpvWord): string {
  return DPV + word;
}

/** The IRI of a country in DPV's list of places; undefined for letters that are no country. */
export function dpvCountry(letters: unknown): string | undefined {
  return typeof letters === 'string' && COUNTRIES.has(letters) ? LOC + letters : undefined;
}

/** Everything of DPV that this room writes by itself. */
export function dpvIrisWritten(): readonly string[] {
  return [...WORDS.map((word) => dpv(word)), ...[...COUNTRIES].map((letters) => LOC + letters)];
}
