// The endpoints that keep nothing: the law, the examples, and questions that bring their register.
import { contractsRequestShape, contractsShape } from './contracts.ts';
import { dueAnswerShape, dueQueryShape } from './due.ts';
import { type Endpoint, JSON_MEDIA } from './endpoint.ts';
import { healthShape } from './health.ts';
import {
  askedFieldListShape,
  lawEventListShape,
  lawListShape,
  lawNewsShape,
  lawShape,
  rulebookQueryShape,
  rulebookShape,
  termListShape,
} from './laws.ts';
import { ENDPOINT_PATHS } from './paths.ts';
import { type ProblemKind, problemListShape } from './problem.ts';
import { exampleRegisterListShape, registerReadingRequestShape, registerReadingShape } from './registers.ts';
import { timelineRequestShape, timelineShape } from './timelines.ts';
import { transferAnswersShape, transferRequestShape } from './transfers.ts';
import { whatIfRequestShape, whatIfShape } from './what-ifs.ts';

const OF_QUESTION: readonly ProblemKind[] = [
  'unsound-request',
  'unsound-register',
  'not-json',
  'too-large',
  'busy',
  'took-too-long',
];

/** Small enough to be read in the description. */
const EXAMPLE_REGISTER = `format: sekisho/register@1
organisations:
  - {id: et-de, name: Example Telecom Europe GmbH, country: DE, kind: company, regimes: []}
  - {id: et-jp, name: Example Telecom Inc., country: JP, kind: company, regimes: [], standing: {appi-business-operator: true}}
activities:
  - {id: crm, name: Customers, controllers: [et-de, et-jp], purposes: [customer-management], subjects: [{category: customers, countries: [DE]}], data: [name]}
flows:
  - {id: f1, activity: crm, from: et-de, to: et-jp, mode: disclosure}
`;
const QUESTION = { register: EXAMPLE_REGISTER, asOf: '2026-11-22' };

/** Every endpoint by its name, in the order of the description. */
export const ENDPOINTS = {
  health: {
    method: 'get',
    path: ENDPOINT_PATHS.health,
    summary: 'Is the server serving?',
    shape: healthShape,
    media: JSON_MEDIA,
    answers: 'It is.',
    problems: [],
    example: {},
  },
  description: {
    method: 'get',
    path: ENDPOINT_PATHS.description,
    summary: 'This description.',
    shape: null,
    media: JSON_MEDIA,
    answers: 'OpenAPI 3.1.',
    problems: [],
    example: {},
  },
  problems: {
    method: 'get',
    path: ENDPOINT_PATHS.problems,
    summary: 'Every kind of problem.',
    shape: problemListShape,
    media: JSON_MEDIA,
    answers: 'The list to which the `type` of a problem refers.',
    problems: [],
    example: {},
  },
  rulebook: {
    method: 'get',
    path: ENDPOINT_PATHS.rulebook,
    summary: 'All law files with their rules, as the engine of a page reads them.',
    query: rulebookQueryShape,
    shape: rulebookShape,
    media: JSON_MEDIA,
    answers: 'The rulebook; asked for by its fingerprint, it may be kept for ever.',
    problems: [],
    example: {},
  },
  laws: {
    method: 'get',
    path: ENDPOINT_PATHS.laws,
    summary: 'All law files.',
    shape: lawListShape,
    media: JSON_MEDIA,
    answers: 'The law files, without their rules.',
    problems: [],
    example: {},
  },
  law: {
    method: 'get',
    path: ENDPOINT_PATHS.law,
    summary: 'One law file with its rules, by its own id or by that of one of its rules.',
    shape: lawShape,
    media: JSON_MEDIA,
    answers: 'The law file.',
    problems: ['not-found'],
    example: { id: 'eu.adequacy.jp-2019' },
  },
  lawEvents: {
    method: 'get',
    path: ENDPOINT_PATHS.lawEvents,
    summary: 'The days on which law began or ended.',
    shape: lawEventListShape,
    media: JSON_MEDIA,
    answers: 'The events in their order.',
    problems: [],
    example: {},
  },
  lawNews: {
    method: 'get',
    path: ENDPOINT_PATHS.lawNews,
    summary: 'What each release of the law files changed, the newest first.',
    shape: lawNewsShape,
    media: JSON_MEDIA,
    answers: 'The releases, in English as they were written.',
    problems: [],
    example: {},
  },
  askedFields: {
    method: 'get',
    path: ENDPOINT_PATHS.askedFields,
    summary: 'The rules that ask for fields of a register.',
    shape: askedFieldListShape,
    media: JSON_MEDIA,
    answers: 'Which article asks for which field, since when, and in which words.',
    problems: [],
    example: {},
  },
  terms: {
    method: 'get',
    path: ENDPOINT_PATHS.terms,
    summary: 'The shared words with their labels.',
    shape: termListShape,
    media: JSON_MEDIA,
    answers: 'The words by list.',
    problems: [],
    example: {},
  },
  exampleRegisters: {
    method: 'get',
    path: ENDPOINT_PATHS.exampleRegisters,
    summary: 'The registers of imaginary groups that come with the program.',
    shape: exampleRegisterListShape,
    media: JSON_MEDIA,
    answers: 'The list.',
    problems: [],
    example: {},
  },
  exampleRegister: {
    method: 'get',
    path: ENDPOINT_PATHS.exampleRegister,
    summary: 'The text of one of them.',
    shape: null,
    media: 'application/yaml',
    answers: 'The file.',
    problems: ['not-found'],
    example: { id: 'example-group' },
  },
  registerReadings: {
    method: 'post',
    path: ENDPOINT_PATHS.registerReadings,
    summary: 'Reads a register: all its faults, or the same as plain JSON. Nothing of it is kept.',
    body: registerReadingRequestShape,
    shape: registerReadingShape,
    media: JSON_MEDIA,
    answers: 'The register is sound.',
    problems: OF_QUESTION,
    example: { body: { register: EXAMPLE_REGISTER, fileName: 'register.yaml' } },
  },
  transfers: {
    method: 'post',
    path: ENDPOINT_PATHS.transfers,
    summary: 'May these flows go on? Nothing of the register is kept.',
    body: transferRequestShape,
    shape: transferAnswersShape,
    media: JSON_MEDIA,
    answers: 'One answer per flow and law.',
    problems: OF_QUESTION,
    example: { body: QUESTION },
  },
  timelines: {
    method: 'post',
    path: ENDPOINT_PATHS.timelines,
    summary: 'The verdict of each flow over time. Nothing of the register is kept.',
    body: timelineRequestShape,
    shape: timelineShape,
    media: JSON_MEDIA,
    answers: 'The spans of each flow.',
    problems: OF_QUESTION,
    example: { body: { register: EXAMPLE_REGISTER, flows: ['f1'], from: '2018-05-25', until: '2027-01-01' } },
  },
  whatIfs: {
    method: 'post',
    path: ENDPOINT_PATHS.whatIfs,
    summary: 'Which flows change, and what could carry them instead. Nothing of the register is kept.',
    body: whatIfRequestShape,
    shape: whatIfShape,
    media: JSON_MEDIA,
    answers: 'Counts before and after, the flows that change, and remedies in their rank.',
    problems: OF_QUESTION,
    example: { body: { ...QUESTION, without: ['eu.adequacy.jp-2019'] } },
  },
  contracts: {
    method: 'post',
    path: ENDPOINT_PATHS.contracts,
    summary: 'The mesh of standard clauses against binding corporate rules. Nothing of the register is kept.',
    body: contractsRequestShape,
    shape: contractsShape,
    media: JSON_MEDIA,
    answers: 'What each of them would take.',
    problems: OF_QUESTION,
    example: { body: QUESTION },
  },
  due: {
    method: 'get',
    path: ENDPOINT_PATHS.due,
    summary: 'When is it due?',
    query: dueQueryShape,
    shape: dueAnswerShape,
    media: JSON_MEDIA,
    answers: 'The due time with its reasons.',
    problems: ['unsound-request'],
    example: {
      query: { rule: 'eu.gdpr.art-12.3', from: '2026-01-31', calendar: 'DE-NW', zone: 'Europe/Berlin' },
    },
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof ENDPOINTS;
