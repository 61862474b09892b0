// Fills the sentence of a rule with the names of a flow, for a person to read.
import type { Language, Wording } from '../law/law.ts';
import type { Instrument } from './register.ts';
import type { Setting } from './transfer-situation.ts';

/** The sentence in the language asked for; `{exporter}`, `{importer}`, `{destination}` and `{instrument}` are filled in. */
export function say(says: Wording, setting: Setting, language: Language, instrument?: Instrument): string {
  const { exporter, importer, flow } = setting.ends;
  const names: Record<string, string | undefined> = {
    exporter: exporter?.name ?? flowEnd[language],
    importer: importer?.name,
    destination: flow.at ?? importer?.country,
    instrument: instrument?.id,
  };
  return says[language].replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole);
}

const flowEnd: Record<Language, string> = { en: 'the data subject', ja: '本人', de: 'die betroffene Person' };
