// The pages of the laws: one per law with its provisions, rules, sources and cases, and an index with counts.

import type { AsksRule, Due, InForce, Law, LawInstrument, Rule, Source } from '../../src/core/law/law.ts';
import { parseCases } from '../../src/core/law/parse-cases.ts';
import type { Rulebook } from '../../src/core/law/rulebook.ts';
import type { LawFile } from '../../src/kit/library/load-laws.ts';
import { code, codes, count, link, page, table } from './markdown.ts';

/** Folders of provisions that have no instrument.yaml of their own. */
const FOLDER_TITLES: Readonly<Record<string, string>> = {
  'eu.adequacy': 'Adequacy decisions of the European Commission',
  'eu.edpb': 'Recommendations of the European Data Protection Board',
  'eu.onward': 'Onward terms of adequacy decisions of the Union',
  'eu.scc': 'Standard contractual clauses of the European Commission',
  'eu.territory': 'Territories of the Union',
  'uk.adequacy': 'Adequacy regulations of the United Kingdom',
  'uk.dpa-2018': 'Data Protection Act 2018 (United Kingdom)',
  'uk.idta': 'International Data Transfer Agreement and Addendum (United Kingdom)',
  'uk.pecr': 'Privacy and Electronic Communications Regulations 2003 (United Kingdom)',
  'uk.territory': 'Territory of the United Kingdom',
  'ch.ordinance': 'Data Protection Ordinance (Switzerland)',
  'ch.territory': 'Territory of Switzerland',
  'jp.designated': 'Designated countries (Japan)',
};

/** How often the cases speak of a rule. */
type CaseCounts = ReadonlyMap<string, number>;

interface LawGroup {
  readonly id: string;
  readonly title: string;
  readonly instrument: LawInstrument | undefined;
  readonly laws: readonly Law[];
}

/** All pages by their names below docs/reference/laws/. */
export function writeLawPages(rulebook: Rulebook, files: readonly LawFile[]): Map<string, string> {
  const cases = countCases(files);
  const groups = groupLaws(rulebook);
  const pages = new Map<string, string>([['index.md', writeIndex(rulebook, groups, cases)]]);
  for (const group of groups) pages.set(`${group.id.replaceAll('.', '-')}.md`, writeLaw(group, cases));
  return pages;
}

function groupLaws(rulebook: Rulebook): LawGroup[] {
  const ids = [
    ...new Set([...rulebook.laws.map(({ id }) => folderOf(id)), ...rulebook.instruments.map(({ id }) => id)]),
  ].sort();
  return ids.map((id) => {
    const instrument = rulebook.instruments.find((one) => one.id === id);
    const laws = rulebook.laws
      .filter((law) => folderOf(law.id) === id)
      .sort((a, b) => compareIds(a.id, b.id));
    return { id, title: instrument?.name.en ?? FOLDER_TITLES[id] ?? id, instrument, laws };
  });
}

function folderOf(id: string): string {
  return id.split('.').slice(0, -1).join('.');
}

/** Article 3 before article 12. */
function compareIds(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function countCases(files: readonly LawFile[]): CaseCounts {
  const counts = new Map<string, number>();
  const add = (rule: string): void => void counts.set(rule, (counts.get(rule) ?? 0) + 1);
  for (const file of files) {
    if (file.format !== 'sekisho/cases@1') continue;
    const parsed = parseCases(file.decoded.value);
    if (!parsed.ok) throw new Error(`${file.path}: the cases cannot be read; run sekisho law check`);
    for (const one of parsed.value) {
      if (one.is === 'flow')
        for (const rule of new Set(one.expect.flatMap(({ applies = [], not = [] }) => [...applies, ...not])))
          add(rule);
      else if (one.is === 'completeness')
        for (const rule of new Set(
          one.expect.flatMap(({ given, missing, not }) => [...given, ...missing, ...not]),
        ))
          add(rule);
      else add(one.rule);
    }
  }
  return counts;
}

function writeIndex(rulebook: Rulebook, groups: readonly LawGroup[], cases: CaseCounts): string {
  const rows = groups.map((group) => {
    const rules = group.laws.flatMap((law) => law.rules);
    return [
      `[${group.title}](${group.id.replaceAll('.', '-')}.md)`,
      codes(
        group.instrument === undefined
          ? [...new Set(group.laws.flatMap(({ laws }) => laws))]
          : [group.instrument.answers],
      ),
      group.instrument === undefined ? '' : spanOf(group.instrument),
      String(group.laws.length),
      String(rules.length),
      String(rules.filter((rule) => rule.unverified !== undefined).length),
      String(sum(rules.map((rule) => cases.get(rule.id) ?? 0))),
    ];
  });
  const all = [...rulebook.rules.values()];
  const unverified = all.filter((rule) => rule.unverified !== undefined).length;
  return page(`The laws, version ${rulebook.version}`, '`laws/`', [
    `${count(rulebook.laws.length, 'provision')} with ${count(all.length, 'rule')}. ${all.length - unverified} rules were seen at their source by somebody; ${unverified} are marked unverified, and every answer that rests on one of them says so. What changed: [laws/NEWS.md](../../../laws/NEWS.md). The format: [laws/FORMAT.md](../../../laws/FORMAT.md).`,
    'A law that is not on this list gives no answer here. That does not mean that it asks nothing of you. In sentences, words such as {exporter} are filled in by the answer.',
    table(['law', 'answers as', 'in force', 'files', 'rules', 'unverified', 'cases'], rows),
    'A case counts once for each rule of which it speaks. "Answers as" is the name in answers; a file may shape the answers of several laws.',
  ]);
}

function writeLaw(group: LawGroup, cases: CaseCounts): string {
  const { instrument } = group;
  const about =
    instrument === undefined
      ? ''
      : [
          `Answers as ${code(instrument.answers)}. ${spanOf(instrument)}.`,
          instrument.name.ja === '' ? '' : `${instrument.name.ja} · ${instrument.name.de}`,
          writeSources(instrument.source),
          writeUnverified(instrument.unverified),
          writeNote(instrument.note),
        ]
          .filter((part) => part !== '')
          .join('\n\n');
  const contents =
    group.laws.length < 4
      ? ''
      : group.laws.map((law) => `- [${law.title.en}](#${anchorOf(headingOf(law))})`).join('\n');
  return page(group.title, `\`laws/${group.id.replaceAll('.', '/')}/\``, [
    `[All laws](index.md)`,
    about,
    contents,
    ...group.laws.map((law) => writeProvision(law, cases)),
  ]);
}

function headingOf(law: Law): string {
  return `${law.title.en} (${law.id.split('.').at(-1)})`;
}

/** The anchor that a heading gets on the page. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}

function writeProvision(law: Law, cases: CaseCounts): string {
  const rows = [...law.rules].map((rule) => [
    code(rule.id),
    rule.kind,
    `${says(rule)}${markOf(rule, law)}`,
    spanOf(rule.from === law.from && rule.until === law.until ? {} : rule),
    rule.cites.join('; '),
    String(cases.get(rule.id) ?? 0),
  ]);
  const time = [spanOf(law), law.ended === undefined ? '' : `${law.ended.by}: ${law.ended.why.en}.`]
    .filter((part) => part !== '')
    .join('. ');
  return [
    `## ${headingOf(law)}`,
    `File ${code(law.id)}, for the answers of ${codes(law.laws)}. ${time}`.trim(),
    table(['rule', 'kind', 'says', 'only in', 'cites', 'cases'], rows),
    ...law.rules.filter((rule) => rule.kind === 'territory').map(writeMembers),
    writeSources(law.source),
    writeUnverified(law.unverified),
    writeNote(law.note),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function markOf({ unverified }: Rule, law: Law): string {
  if (unverified === undefined) return '';
  return unverified === law.unverified ? ' **Unverified**, see below.' : ` **Unverified:** ${unverified}`;
}

function says(rule: Rule): string {
  if (rule.kind === 'asks') return `${rule.says.en} *${writeAsked(rule)}.*`;
  if (rule.kind !== 'duty' || rule.due === undefined) return rule.says.en;
  return `${rule.says.en} *Due: ${writeDue(rule.due)}.*`;
}

function writeAsked({ of, as, fields, strength }: AsksRule): string {
  const whose = as.length === 0 ? '' : ` as ${as.join(' or ')}`;
  return `${strength === 'must' ? 'Asks' : 'Advises'} of ${of}${whose}: ${fields.map(code).join(' or ')}`;
}

function writeDue(due: Due): string {
  const period =
    typeof due.period === 'string'
      ? due.period.replaceAll('-', ' ')
      : writePeriod(due.period as unknown as Record<string, number>);
  return `${period} from ${due.start}, counted ${due.counting}`;
}

function writePeriod(period: Readonly<Record<string, number>>): string {
  return Object.entries(period)
    .map(([unit, number]) =>
      count(number, unit.replace(/s$/, '').replaceAll('-', ' '), unit.replaceAll('-', ' ')),
    )
    .join(' ');
}

function writeMembers(rule: Rule): string {
  if (rule.kind !== 'territory') return '';
  const members = rule.members.map((member) => {
    const time =
      member.from === undefined && member.until === undefined ? '' : ` (${spanOf(member).toLowerCase()})`;
    return `${member.place}${time}`;
  });
  const includes = rule.includes.length === 0 ? '' : ` and all of ${codes(rule.includes)}`;
  return `Places of ${code(rule.id)}: ${members.join(', ') || 'none of its own'}${includes}.`;
}

function writeSources(sources: readonly Source[]): string {
  if (sources.length === 0) return '';
  return ['Sources:', ...sources.map((source) => `- ${writeSource(source)}`)].join('\n');
}

function writeSource({ cite, url, via, read }: Source): string {
  const name = url === undefined ? cite : link(cite, url);
  const copy =
    via === undefined ? '' : `; read in a copy: ${/^https?:\/\/\S+$/.test(via) ? `<${via}>` : via}`;
  return `${name}${copy}${read === undefined ? '; not read yet' : `, read on ${read}`}`;
}

function writeUnverified(unverified: string | undefined): string {
  return unverified === undefined ? '' : `**Unverified:** ${unverified}`;
}

function writeNote(note: string | undefined): string {
  if (note === undefined) return '';
  return note
    .trim()
    .split('\n')
    .map((line) => `> ${line.trim()}`)
    .join('\n');
}

function spanOf({ from, until }: InForce): string {
  if (from === undefined && until === undefined) return '';
  if (until === undefined) return `Since ${from}`;
  return from === undefined ? `Before ${until}` : `From ${from}, before ${until}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
