// Completeness: who is asked what, what counts as given, what stays open, and that nothing is looked at more often than it must be.
import { describe, expect, it } from 'vitest';
import { day, type Plain, type PlainRegister, registerOf } from '../../../test/support/ask-register.ts';
import { loadRulebook } from '../../../test/support/laws.ts';
import { ASKED_FIELDS, ASKED_NOUNS } from '../law/asked-fields.ts';
import { assessCompleteness, type Completeness, type CompletenessManner } from './completeness.ts';
import type { Activity } from './register.ts';

const rulebook = loadRulebook();
const ON = '2026-01-15';

interface Whole extends PlainRegister {
  readonly persons?: readonly Plain[];
  readonly systems?: readonly Plain[];
  readonly contractors?: readonly Plain[];
}

const assess = (plain: Whole, on = ON, manner: Partial<CompletenessManner> = {}): Completeness =>
  assessCompleteness(registerOf(plain), rulebook, day(on), { language: 'en', explain: true, ...manner });

const recordOf = (found: Completeness, name: string) => {
  const [noun, id] = name.split('.');
  return found.records.find((one) => one.noun === noun && one.id === id);
};
const missing = (found: Completeness, name: string): string[] =>
  (recordOf(found, name)?.missing ?? []).map((one) => `${one.field} ${one.law}`);
const answered = (found: Completeness, name: string): string[] =>
  (recordOf(found, name)?.answered ?? []).map((one) => `${one.field} ${one.law}`);

const de = { id: 'de', name: 'De', member: true, country: 'DE', kind: 'company', regimes: [] };
const jp = {
  id: 'jp',
  name: 'Jp',
  member: true,
  country: 'JP',
  kind: 'company',
  regimes: [],
  standing: { 'appi-business-operator': true },
};
const ch = { id: 'ch', name: 'Ch', member: true, country: 'CH', kind: 'company', regimes: [] };
const outsider = { id: 'out', name: 'Out', member: false, country: 'DE', regimes: [] };

describe('what is asked', () => {
  it('names field, article, sentence, law and organisation', () => {
    const found = assess({
      organisations: [de],
      activities: [{ id: 'a', name: 'A', controllers: ['de'], processors: [], purposes: ['payroll'] }],
    });
    expect(recordOf(found, 'activities.a')?.missing.find((one) => one.field === 'retention')).toEqual({
      field: 'retention',
      or: ['retentionCriterion', 'retentionByData'],
      rule: 'eu.gdpr.art-30.1-f',
      law: 'eu-gdpr',
      cite: 'GDPR Art. 30(1)(f)',
      says: 'Where possible, the record gives the envisaged time limits for erasure.',
      strength: 'must',
      organisation: 'de',
      as: 'controller',
      open: [],
    });
    expect(answered(found, 'activities.a')).toContain('purposes eu-gdpr');
  });

  it('is said in the language wanted', () => {
    const plain = { organisations: [ch], activities: [{ id: 'a', name: 'A', controllers: ['ch'] }] };
    const says = (language: 'ja' | 'de') =>
      recordOf(assess(plain, ON, { language }), 'activities.a')?.missing.find(
        (one) => one.rule === 'ch.fadp.art-12.2-b',
      )?.says;
    expect(says('de')).toBe('Das Verzeichnis des Verantwortlichen enthält den Bearbeitungszweck.');
    expect(says('ja')).toBe('管理者の記録には取扱いの目的を記載する。');
  });

  it('comes from the law of every organisation that answers for the record, and from the law of the day', () => {
    const plain = {
      organisations: [de, ch, jp],
      activities: [{ id: 'a', name: 'A', controllers: ['de', 'ch', 'jp'], data: ['name'] }],
    };
    expect(missing(assess(plain), 'activities.a').filter((one) => one.startsWith('purposes '))).toEqual([
      'purposes eu-gdpr',
      'purposes ch-fadp',
      'purposes jp-appi',
      'purposes jp-appi',
    ]);
    expect(missing(assess(plain, '2023-08-31'), 'activities.a')).not.toContain('purposes ch-fadp');
    expect(assess(plain, '2017-01-01').asked).toBe(0);
  });

  it('turns on a further regime as well', () => {
    const us = { id: 'us', name: 'Us', member: true, country: 'US', kind: 'company' };
    const activities = [
      { id: 'a', name: 'A', controllers: ['us'], subjects: [{ category: 'customers', countries: ['FR'] }] },
    ];
    const targeting = { ...us, regimes: [{ id: 'eu-gdpr', basis: 'targeting' }] };
    expect(missing(assess({ organisations: [{ ...us, regimes: [] }], activities }), 'activities.a')).toEqual(
      [],
    );
    const found = assess({ organisations: [targeting], activities });
    expect(missing(found, 'activities.a')).toContain('purposes eu-gdpr');
    expect(missing(found, 'organisations.us')).toContain('appointments.representative eu-gdpr');
    const elsewhere = [{ ...activities[0], subjects: [{ category: 'customers', countries: ['US'] }] }];
    expect(missing(assess({ organisations: [targeting], activities: elsewhere }), 'activities.a')).toEqual(
      [],
    );
  });

  it('differs between controller and processor', () => {
    const found = assess({
      organisations: [de, { ...outsider, id: 'customer' }],
      activities: [
        { id: 'own', name: 'Own', controllers: ['de'] },
        { id: 'for-others', name: 'For others', controllers: ['customer'], processors: ['de'] },
      ],
    });
    expect(missing(found, 'activities.own')).not.toContain('categoriesOfProcessing eu-gdpr');
    expect(missing(found, 'activities.for-others')).toContain('categoriesOfProcessing eu-gdpr');
    expect(missing(found, 'activities.for-others')).not.toContain('purposes eu-gdpr');
    const [own] = found.byOrganisation;
    expect(own?.organisation).toBe('de');
    expect(own?.controller.asked).toBeGreaterThan(5);
    expect(own?.processor.asked).toBeGreaterThan(2);
    expect(own?.controller.asked).toBeGreaterThan(own?.processor.asked ?? 0);
  });

  it('is not asked of others than members of the group', () => {
    const activities = [{ id: 'a', name: 'A', controllers: ['out'] }];
    expect(assess({ organisations: [outsider], activities }).records).toEqual([]);
  });

  it('leaves out records that do not run on the day', () => {
    const activities = [{ id: 'a', name: 'A', controllers: ['de'], until: '2025-01-01' }];
    expect(recordOf(assess({ organisations: [de], activities }), 'activities.a')).toBeUndefined();
    expect(missing(assess({ organisations: [de], activities }, '2024-12-31'), 'activities.a')).toContain(
      'data eu-gdpr',
    );
  });

  it('can be narrowed to one organisation and to one record', () => {
    const plain = {
      organisations: [de, ch],
      activities: [
        { id: 'a', name: 'A', controllers: ['de', 'ch'] },
        { id: 'b', name: 'B', controllers: ['de'] },
      ],
    };
    const ofOne = assess(plain, ON, { organisation: 'ch' });
    expect(ofOne.byOrganisation.map((one) => one.organisation)).toEqual(['ch']);
    expect(ofOne.records.map((one) => one.id)).toEqual(['a']);
    const one = assess(plain, ON, { record: { noun: 'activities', id: 'b' } });
    expect(one.records).toEqual(assess(plain).records.filter((record) => record.id === 'b'));
  });
});

describe('what counts as given', () => {
  const bare = { id: 'a', name: 'A', controllers: ['de'] };
  const of = (more: Plain, rest: Partial<Whole> = {}): Completeness =>
    assess({ organisations: [de], activities: [{ ...bare, ...more }], ...rest });

  it('is also what is known to be none', () => {
    const found = of({ processors: [], recipients: [], security: [], subjects: [], data: [], purposes: [] });
    expect(missing(found, 'activities.a')).toEqual(['retention eu-gdpr']);
  });

  it('is any of the fields that answer the same', () => {
    for (const more of [
      { retention: 'P2Y' },
      { retentionCriterion: 'end of contract' },
      { retentionByData: [{ data: ['name'], period: 'P1Y' }] },
    ])
      expect(missing(of(more), 'activities.a')).not.toContain('retention eu-gdpr');
    expect(missing(of({ retentionByData: [{ data: ['name'] }] }), 'activities.a')).toContain(
      'retention eu-gdpr',
    );
  });

  it('is not a list with holes', () => {
    expect(missing(of({ subjects: [{ countries: ['DE'] }] }), 'activities.a')).toContain('subjects eu-gdpr');
  });

  it('may stand with the systems that are used', () => {
    const systems = [{ id: 's', name: 'S', security: ['encryption'] }];
    expect(missing(of({ systems: ['s'] }, { systems }), 'activities.a')).not.toContain('security eu-gdpr');
    expect(missing(of({ systems: [] }, { systems }), 'activities.a')).toContain('security eu-gdpr');
  });

  it('may be a contract of the register, if its kind is one that counts', () => {
    const organisations = [de, outsider];
    const contract = (kind: string) => ({
      organisations,
      instruments: [{ id: 'i', kind, parties: ['de', 'out'], from: '2024-01-01' }],
    });
    const processed = { processors: ['out'] };
    expect(missing(of(processed, { organisations }), 'activities.a')).toContain(
      'processors.contract eu-gdpr',
    );
    expect(missing(of(processed, contract('processing-agreement')), 'activities.a')).not.toContain(
      'processors.contract eu-gdpr',
    );
    expect(missing(of(processed, contract('appi-consent')), 'activities.a')).toContain(
      'processors.contract eu-gdpr',
    );
  });

  it('asks for an officer who can be reached', () => {
    const appointments = [{ role: 'data-protection-officer', person: 'p' }];
    const find = (person: Plain): string[] =>
      missing(
        assess({
          organisations: [{ ...de, appointments }],
          persons: [{ id: 'p', name: 'P', ...person }],
          activities: [bare],
        }),
        'organisations.de',
      );
    expect(find({})).toContain('appointments.data-protection-officer.contact eu-gdpr');
    expect(find({ email: 'p@de.example' })).not.toContain(
      'appointments.data-protection-officer.contact eu-gdpr',
    );
  });
});

describe('what is not known', () => {
  it('keeps a question in sight where it is not known whether it is asked', () => {
    const { country: _country, ...nowhere } = de;
    const found = assess({
      organisations: [nowhere],
      activities: [{ id: 'a', name: 'A', controllers: ['de'], purposes: ['payroll'] }],
    });
    const open = recordOf(found, 'activities.a')?.missing.find((one) => one.rule === 'uk.gdpr.art-30.1-d');
    expect(open?.open).toEqual(['organisations.de.country']);
    expect(answered(found, 'activities.a')).toEqual([]);
    expect(recordOf(found, 'activities.a')?.given).toBe(0);
  });

  it('asks for the controller first where nobody is named', () => {
    const found = assess({ organisations: [de], activities: [{ id: 'a', name: 'A' }] });
    const all = recordOf(found, 'activities.a');
    expect(all?.organisations).toEqual([]);
    expect(
      all?.missing.every((one) => one.organisation === null && one.open[0] === 'activities.a.controllers'),
    ).toBe(true);
    expect(missing(found, 'activities.a')).toContain('controllers eu-gdpr');
  });

  it('asks whether somebody is a member before it asks anything of it', () => {
    const { member: _member, ...unmarked } = de;
    const found = assess({
      organisations: [unmarked],
      activities: [{ id: 'a', name: 'A', controllers: ['de'], processors: [] }],
    });
    expect(recordOf(found, 'activities.a')?.missing[0]?.open).toEqual(['organisations.de.member']);
  });
});

describe('flows', () => {
  const organisations = [de, { ...outsider, id: 'us', country: 'US', kind: 'company' }];
  const activities = [{ id: 'a', name: 'A', controllers: ['de'], data: ['name'] }];
  const flow = {
    id: 'f',
    from: 'de',
    to: 'us',
    activity: 'a',
    fromRole: 'controller',
    toRole: 'controller',
    mode: 'disclosure',
  };

  it('are asked where they go, if they are transfers', () => {
    expect(answered(assess({ organisations, activities, flows: [flow] }), 'flows.f')).toEqual(['at eu-gdpr']);
    const inside = assess({ organisations: [de, outsider], activities, flows: [{ ...flow, to: 'out' }] });
    expect(recordOf(inside, 'flows.f')).toBeUndefined();
  });

  it('document the safeguards of compelling interests', () => {
    const derogation = { ground: 'compelling-interests' };
    const found = assess({ organisations, activities, flows: [{ ...flow, derogation }] });
    expect(missing(found, 'flows.f')).toEqual(['derogation.documented eu-gdpr']);
    const documented = { ...derogation, documented: false };
    expect(
      missing(assess({ organisations, activities, flows: [{ ...flow, derogation: documented }] }), 'flows.f'),
    ).toEqual([]);
  });

  it('into Japan ask the recipient for its record of receipt', () => {
    const found = assess({ organisations: [de, jp], activities, flows: [{ ...flow, to: 'jp' }] });
    const [record] = recordOf(found, 'flows.f')?.missing ?? [];
    expect([record?.field, record?.organisation, record?.as]).toEqual(['provisionRecord', 'jp', 'recipient']);
  });
});

describe('My Number', () => {
  const slips = {
    id: 'slips',
    name: 'Slips',
    controllers: ['jp'],
    purposes: ['withholding-slip'],
    data: ['my-number'],
  };

  it('brings its ledger, and takes the rules on joint use and on records of provision away', () => {
    const jointUse = { users: ['group companies'] };
    const found = assess({ organisations: [jp], activities: [{ ...slips, jointUse }] });
    expect(missing(found, 'activities.slips')).toContain('personInCharge jp-my-number');
    expect(missing(found, 'activities.slips')).not.toContain('jointUse.data jp-appi');
    const without = assess({ organisations: [jp], activities: [{ ...slips, data: ['name'], jointUse }] });
    expect(missing(without, 'activities.slips')).toContain('jointUse.data jp-appi');
    expect(missing(without, 'activities.slips')).not.toContain('personInCharge jp-my-number');
  });

  it('needs the consent of the first who entrusted for every further step', () => {
    const chain = (consents: readonly boolean[]): Completeness =>
      assess({
        organisations: [jp, ...['b', 'c', 'd'].map((id) => ({ ...outsider, id, country: 'JP' }))],
        activities: [slips],
        contractors: ['b', 'c', 'd'].map((id, index) => ({
          id: `c-${id}`,
          organisation: id,
          activities: ['slips'],
          ...(index === 0 ? { engagedBy: 'jp' } : { under: `c-${['b', 'c'][index - 1]}` }),
          ...(consents[index] === true && { subcontracting: { consent: 'specific' } }),
        })),
      });
    const lacking = (found: Completeness): string[] =>
      found.records
        .filter((one) => one.missing.some((field) => field.rule === 'jp.my-number.art-10.consent'))
        .map((one) => one.id);
    expect(lacking(chain([false, false]))).toEqual(['c-c', 'c-d']);
    expect(lacking(chain([true, false]))).toEqual(['c-d']);
    expect(lacking(chain([true, true]))).toEqual([]);
  });
});

describe('the score', () => {
  it('counts a field once, however many laws and organisations ask for it', () => {
    const found = assess({
      organisations: [de, { ...de, id: 'fr', country: 'FR' }, ch],
      activities: [{ id: 'a', name: 'A', controllers: ['de', 'fr', 'ch'], processors: [] }],
    });
    const record = recordOf(found, 'activities.a');
    const fields = new Set([...(record?.missing ?? []), ...(record?.answered ?? [])].map((one) => one.field));
    expect(record?.asked).toBe(fields.size);
  });

  it('shows as complete only what is', () => {
    const activities = Array.from({ length: 2000 }, (_, index) => ({
      id: `a-${index}`,
      name: 'A',
      controllers: ['ch'],
      purposes: ['payroll'],
      subjects: [],
      data: [],
      recipients: [],
      retention: 'P1Y',
      ...(index > 0 && { security: [] }),
    }));
    const found = assess({ organisations: [ch], activities });
    expect([found.asked - found.given, found.score]).toEqual([1, 0.999]);
  });

  it('is 1 where nothing is asked', () => {
    expect(assess({ organisations: [{ ...de, country: 'BR' }] })).toMatchObject({
      score: 1,
      asked: 0,
      given: 0,
    });
  });

  it('counts what is advised apart', () => {
    const found = assess({
      organisations: [jp],
      activities: [
        {
          id: 'a',
          name: 'A',
          controllers: ['jp'],
          data: [],
          purposes: [],
          purposeNotice: { given: true },
          security: [],
        },
      ],
    });
    expect(recordOf(found, 'activities.a')).toMatchObject({ score: 1, advised: { asked: 4, given: 1 } });
  });
});

describe('the work', () => {
  it('grows with the register and no faster', () => {
    const reads = (many: number): number => {
      const register = registerOf({
        organisations: [de, ch, jp, outsider],
        activities: Array.from({ length: many }, (_, index) => ({
          id: `a-${index}`,
          name: 'A',
          controllers: [['de', 'ch', 'jp'][index % 3]],
          processors: ['out'],
          data: ['name'],
        })),
      });
      let count = 0;
      const counting = (one: Activity): Activity =>
        new Proxy(one, {
          get: (target, key, receiver) => {
            count += 1;
            return Reflect.get(target, key, receiver);
          },
        });
      const activities = new Map([...register.activities].map(([id, one]) => [id, counting(one)]));
      assessCompleteness({ ...register, activities }, rulebook, day(ON));
      return count;
    };
    const [some, twice] = [reads(300), reads(600)];
    expect(twice).toBeLessThan(2.1 * some);
    // A record is asked some forty times, each time for a key or two.
    expect(twice / 600).toBeLessThan(250);
  });
});

describe('the list of fields', () => {
  it('has a field for everything that a law file asks, and a law that asks for it', () => {
    const asked = new Set(
      [...rulebook.rules.values()].flatMap((rule) =>
        rule.kind === 'asks' ? rule.fields.map((field) => `${rule.of} ${field}`) : [],
      ),
    );
    const listed = ASKED_NOUNS.flatMap((noun) => ASKED_FIELDS[noun].map((field) => `${noun} ${field}`));
    expect([...asked].filter((one) => !listed.includes(one))).toEqual([]);
    expect(listed.filter((one) => !asked.has(one))).toEqual([]);
  });
});
