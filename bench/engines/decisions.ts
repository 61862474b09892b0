// The adequacy decisions and territories that the other engines are told; ours reads laws/. If the law moves on, the
// engines disagree and the run fails: then this table is behind.
import { NEVER } from '../hop-facts.ts';

export interface Adequacy {
  readonly place: string;
  readonly from: number;
  readonly until: number;
  /** What the recipient must be on the day. */
  readonly needs: readonly string[];
}

export const ADEQUACY: readonly Adequacy[] = [
  { place: 'AD', from: 20101019, until: NEVER, needs: [] },
  { place: 'AR', from: 20030630, until: NEVER, needs: [] },
  { place: 'BR', from: 20260128, until: NEVER, needs: ['br-lgpd'] },
  { place: 'CA', from: 20011220, until: NEVER, needs: ['ca-pipeda'] },
  { place: 'CH', from: 20000726, until: NEVER, needs: [] },
  { place: 'FO', from: 20100305, until: NEVER, needs: ['fo-data-protection-act'] },
  { place: 'GB', from: 20210628, until: 20311228, needs: [] },
  { place: 'GG', from: 20031121, until: NEVER, needs: [] },
  { place: 'IL', from: 20110131, until: NEVER, needs: ['automated-processing'] },
  { place: 'IM', from: 20040428, until: NEVER, needs: [] },
  { place: 'JE', from: 20080508, until: NEVER, needs: [] },
  {
    place: 'JP',
    from: 20190123,
    until: NEVER,
    needs: ['appi-business-operator', 'appi-supplementary-rules'],
  },
  { place: 'KR', from: 20211217, until: NEVER, needs: ['kr-pipa'] },
  { place: 'NZ', from: 20121219, until: NEVER, needs: [] },
  { place: 'US', from: 20230710, until: NEVER, needs: ['us-dpf'] },
  { place: 'UY', from: 20120821, until: NEVER, needs: [] },
];

/** The EEA as it has been since 2021. */
export const EEA: readonly string[] =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' ');

/** Which module of the clauses fits which roles. */
export const MODULES = [
  { module: 1, exporter: 'controller', importer: 'controller' },
  { module: 2, exporter: 'controller', importer: 'processor' },
  { module: 3, exporter: 'processor', importer: 'processor' },
  { module: 4, exporter: 'processor', importer: 'controller' },
] as const;
