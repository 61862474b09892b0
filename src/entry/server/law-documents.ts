// What the server tells about the law itself: lists, single files, events and words, as the contract words them.
import type { AskedFieldList, LawEventList, LawList, LawText, TermList } from '../../api/laws.ts';
import type { AsksRule, InForce, Law, PermitRule, Rule } from '../../core/law/law.ts';
import type { Rulebook } from '../../core/law/rulebook.ts';

export function listLaws(rulebook: Rulebook): LawList {
  return {
    version: rulebook.version,
    fingerprint: rulebook.fingerprint,
    instruments: rulebook.instruments.map(({ id, answers, name, short, ...rest }) => ({
      id,
      answers,
      name,
      short,
      ...spanOf(rest),
    })),
    laws: rulebook.laws.map(summarise),
  };
}

function summarise(law: Law): LawList['laws'][number] {
  const permits = law.rules.filter((rule): rule is PermitRule => rule.kind === 'permits');
  return {
    id: law.id,
    laws: [...law.laws],
    title: law.title,
    ...spanOf(law),
    ...(law.ended && { ended: law.ended }),
    kinds: [...new Set(law.rules.map((rule) => rule.kind))],
    tiers: [...new Set(permits.map((rule) => rule.tier))],
    cite: law.source[0]?.cite ?? law.id,
    rules: law.rules.length,
    unverified: law.rules.filter((rule) => rule.unverified !== undefined).length,
  };
}

/** One law file by its id or by that of one of its rules. */
export function showLaw(rulebook: Rulebook, id: string): LawText | undefined {
  const law = rulebook.files.get(rulebook.rules.get(id)?.file ?? id);
  if (law === undefined) return undefined;
  return {
    id: law.id,
    laws: [...law.laws],
    title: law.title,
    ...spanOf(law),
    ...(law.ended && { ended: law.ended }),
    source: [...law.source],
    ...(law.unverified !== undefined && { unverified: law.unverified }),
    ...(law.note !== undefined && { note: law.note }),
    rules: law.rules.map(showRule),
  };
}

function showRule(rule: Rule): LawText['rules'][number] {
  return {
    id: rule.id,
    kind: rule.kind,
    laws: [...rule.laws],
    ...spanOf(rule),
    says: rule.says,
    cites: [...rule.cites],
    ...(rule.quote !== undefined && { quote: rule.quote }),
    source: [...rule.source],
    ...(rule.unverified !== undefined && { unverified: rule.unverified }),
    except: [...rule.except],
    ...(rule.kind === 'permits' && { depends: [...rule.depends] }),
    ...(rule.when !== undefined && { when: rule.when }),
  };
}

export function listLawEvents(rulebook: Rulebook): LawEventList {
  const events: LawEventList['events'] = [];
  for (const { id, answers, name, from, until } of rulebook.instruments) {
    const plain = { law: id, laws: [answers], title: name };
    if (from !== undefined) events.push({ on: from, what: 'begins', ...plain });
    if (until !== undefined) events.push({ on: until, what: 'ends', ...plain });
  }
  for (const { id, laws, title, from, until, ended } of rulebook.laws) {
    const plain = { law: id, laws: [...laws], title };
    if (from !== undefined) events.push({ on: from, what: 'begins', ...plain });
    if (until !== undefined) events.push({ on: until, what: 'ends', ...plain, ...ended });
  }
  return { events: events.sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1)) };
}

export function listAskedFields(rulebook: Rulebook): AskedFieldList {
  const asking = rulebook.laws.flatMap((law) =>
    law.rules
      .filter((rule): rule is AsksRule => rule.kind === 'asks')
      .map((rule) => ({ ...spanOf(law), ...describeAsking(rule) })),
  );
  return { rules: asking };
}

function describeAsking(rule: AsksRule): AskedFieldList['rules'][number] {
  return {
    rule: rule.id,
    laws: [...rule.laws],
    of: rule.of,
    fields: [...rule.fields],
    as: [...rule.as],
    strength: rule.strength,
    ...spanOf(rule),
    says: rule.says,
    cites: [...rule.cites],
  };
}

export function listTerms(rulebook: Rulebook): TermList {
  const terms: TermList['terms'] = {};
  for (const { list, id, labels } of rulebook.terms) terms[list] = { ...terms[list], [id]: labels };
  return { terms };
}

function spanOf({ from, until }: InForce): { from?: string; until?: string } {
  return { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
}
