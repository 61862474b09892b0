// Why no tool carries a flow: what was signed between the two ends, and what it lacks on the day asked about.
import type { Language } from '../law/law.ts';
import { isInForce } from '../law/rulebook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { isBound } from './coverage.ts';
import type { Ends } from './flow-facts.ts';
import type { Instrument } from './register.ts';
import type { Setting } from './transfer-situation.ts';

type Lack =
  | 'ended'
  | 'not-begun'
  | 'exporter-not-bound'
  | 'importer-not-bound'
  | 'direction'
  | 'activity'
  | 'data'
  | 'not-approved'
  | 'not-named'
  | 'not-accepted';

/**
 * One sentence for each register instrument that comes near to carrying the flow, and one that says that nothing does.
 * `kinds` are the instrument kinds that the law accepts at all; `explained` are left out, since their reason was given before.
 */
export function explainNearMisses(
  kinds: ReadonlySet<string>,
  explained: ReadonlySet<string>,
  setting: Setting,
  language: Language,
): string[] {
  const near = setting.instruments
    .filter((one) => kinds.has(one.kind) && !explained.has(one.id) && isNear(one, setting.ends))
    .map((one) => sentenceFor(one, lackOf(one, setting.ends, setting.ground.on), setting, language));
  return [NOTHING_CARRIES[language], ...near];
}

/** Both ends stand in it, at any time, or the flow relies on it by name. */
function isNear(instrument: Instrument, { flow, exporter, importer }: Ends): boolean {
  if (flow.tools?.includes(instrument.id) === true) return true;
  const named = (id: string | undefined): boolean =>
    id !== undefined &&
    (instrument.parties?.includes(id) === true ||
      instrument.accessions?.some((accession) => accession.party === id) === true);
  if (instrument.kind.startsWith('bcr-'))
    return (
      exporter?.member === true && importer?.member === true && (named(exporter.id) || named(importer.id))
    );
  return named(exporter?.id) && named(importer?.id);
}

function lackOf(instrument: Instrument, ends: Ends, on: CivilDate): Lack {
  const { flow, activity, exporter, importer } = ends;
  if (!isInForce(instrument, on))
    return instrument.from !== undefined && on < instrument.from ? 'not-begun' : 'ended';
  if (isBound(instrument, exporter?.id, on).truth === false) return 'exporter-not-bound';
  if (isBound(instrument, importer?.id, on).truth === false) return 'importer-not-bound';
  const allows = (list: readonly string[] | undefined, id: string | undefined): boolean =>
    list === undefined || (id !== undefined && list.includes(id));
  if (!allows(instrument.exporters, exporter?.id) || !allows(instrument.importers, importer?.id))
    return 'direction';
  if (
    instrument.activities !== undefined &&
    flow.activity !== undefined &&
    !instrument.activities.includes(flow.activity)
  )
    return 'activity';
  if (
    instrument.data !== undefined &&
    activity?.data?.some((word) => !instrument.data?.includes(word)) === true
  )
    return 'data';
  if (instrument.approval?.on !== undefined && instrument.approval.on > on) return 'not-approved';
  if (flow.tools !== undefined && !flow.tools.includes(instrument.id)) return 'not-named';
  return 'not-accepted';
}

function sentenceFor(instrument: Instrument, lack: Lack, setting: Setting, language: Language): string {
  const { exporter, importer } = setting.ends;
  const data = setting.ends.activity?.data?.filter((word) => instrument.data?.includes(word) === false) ?? [];
  const words: Record<string, string> = {
    instrument: `${instrument.id} (${instrument.kind})`,
    exporter: exporter?.name ?? '',
    importer: importer?.name ?? '',
    activity: setting.ends.activity?.name ?? '',
    data: data.join(', '),
    from: instrument.from ?? '',
    until: instrument.until ?? '',
    approved: instrument.approval?.on ?? '',
    on: setting.ground.on,
  };
  return LACKS[lack][language].replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
}

const NOTHING_CARRIES: Record<Language, string> = {
  en: 'No adequacy decision covers it, no instrument of the register carries it, and no derogation is shown.',
  ja: '十分性認定の対象ではなく、登録簿のいかなる文書によっても根拠付けられず、例外に該当することも示されていない。',
  de: 'Kein Angemessenheitsbeschluss erfasst sie, kein Instrument des Registers trägt sie, und keine Ausnahme ist dargetan.',
};

const LACKS: Record<Lack, Record<Language, string>> = {
  ended: {
    en: '{instrument} ended on {until}.',
    ja: '{instrument}は{until}に終了している。',
    de: '{instrument} endete am {until}.',
  },
  'not-begun': {
    en: '{instrument} is in force only from {from}.',
    ja: '{instrument}の効力は{from}からである。',
    de: '{instrument} gilt erst ab {from}.',
  },
  'exporter-not-bound': {
    en: '{exporter} is not bound by {instrument} on {on}.',
    ja: '{exporter}は{on}の時点で{instrument}に拘束されていない。',
    de: '{exporter} ist am {on} nicht an {instrument} gebunden.',
  },
  'importer-not-bound': {
    en: '{importer} is not bound by {instrument} on {on}.',
    ja: '{importer}は{on}の時点で{instrument}に拘束されていない。',
    de: '{importer} ist am {on} nicht an {instrument} gebunden.',
  },
  direction: {
    en: '{instrument} does not run from {exporter} to {importer}.',
    ja: '{instrument}は{exporter}から{importer}への移転を対象としていない。',
    de: '{instrument} gilt nicht in der Richtung von {exporter} zu {importer}.',
  },
  activity: {
    en: '{instrument} does not cover the activity {activity}.',
    ja: '{instrument}は業務「{activity}」を対象としていない。',
    de: '{instrument} erfasst die Verarbeitungstätigkeit {activity} nicht.',
  },
  data: {
    en: '{instrument} does not cover these data: {data}.',
    ja: '{instrument}は次のデータを対象としていない：{data}。',
    de: '{instrument} erfasst diese Daten nicht: {data}.',
  },
  'not-approved': {
    en: '{instrument} was approved only on {approved}.',
    ja: '{instrument}が承認されたのは{approved}である。',
    de: '{instrument} wurde erst am {approved} genehmigt.',
  },
  'not-named': {
    en: '{instrument} would have to be named among the tools of the flow.',
    ja: '{instrument}を当該フローの根拠として指定する必要がある。',
    de: '{instrument} müsste unter den Instrumenten des Datenflusses genannt sein.',
  },
  'not-accepted': {
    en: '{instrument} binds both ends, yet the law does not accept it for this flow on {on} (role, module, generation or approving authority).',
    ja: '{instrument}は双方を拘束するが、{on}の時点でこのフローの根拠として法令上認められない（役割、モジュール、版又は承認機関）。',
    de: '{instrument} bindet beide Seiten, doch erkennt das Recht es für diesen Datenfluss am {on} nicht an (Rolle, Modul, Fassung oder genehmigende Behörde).',
  },
};
