// Names and contact details in a record of processing: organisations, persons, officers, representatives.
import type { Appointment, Contact, Organisation, Span } from '../core/flows/register.ts';
import { isInForce } from '../core/law/rulebook.ts';
import { addDays } from '../core/time/civil-date.ts';
import type { Fact, Line } from '../kit/papers/paper.ts';
import type { RegisterOut } from './format.ts';
import type { ReaderLanguage } from './reader-language.ts';
import type { Gaps } from './record-of-processing-gaps.ts';
import { fill, type Words } from './record-of-processing-words.ts';

type AppointmentRole = Appointment['role'];

/** Roles that have a label of their own in a record; the others stand together. */
const OWN_LABEL: readonly AppointmentRole[] = ['data-protection-officer', 'representative'];

export class Parties {
  private readonly out: RegisterOut;
  private readonly reader: ReaderLanguage;
  private readonly words: Words;

  constructor(out: RegisterOut, reader: ReaderLanguage, words: Words) {
    this.out = out;
    this.reader = reader;
    this.words = words;
  }

  name(id: string): string {
    return this.out.register.organisations.get(id)?.name ?? id;
  }

  /** `Example GmbH, Germany`. */
  nameAndCountry(id: string): string {
    const { country } = this.out.register.organisations.get(id) ?? {};
    return country === undefined ? this.name(id) : this.joined([this.name(id), this.reader.country(country)]);
  }

  /** The name strong, address and contact each on a line below it. */
  contactLines(id: string): Line[] {
    const one = this.out.register.organisations.get(id);
    const name = one?.legalForm === undefined ? this.name(id) : `${this.name(id)} (${one.legalForm})`;
    const reach = one === undefined ? [] : [this.address(one), this.joined(this.contact(one.contact))];
    return [{ text: name, tone: 'strong' }, ...reach.filter((text) => text !== '').map((text) => ({ text }))];
  }

  /** Those appointed for the role on the day: `undefined` where that is not known, empty where there are none. */
  appointed(organisation: Organisation, role: AppointmentRole): readonly Line[] | undefined {
    const lines = (organisation.appointments ?? [])
      .filter((one) => one.role === role && isInForce(one, this.out.asOf))
      .map((one) => ({ text: this.appointment(one) }));
    if (role === 'representative')
      lines.push(
        ...(organisation.regimes ?? []).flatMap(({ id, art27Representative }) =>
          art27Representative === undefined
            ? []
            : [{ text: this.joined([this.reachable(art27Representative), this.reader.label('laws', id)]) }],
        ),
      );
    return lines.length === 0 && organisation.appointments === undefined ? undefined : lines;
  }

  person(id: string): string {
    const one = this.out.register.persons.get(id);
    if (one === undefined) return id;
    const division = this.out.register.divisions.get(one.division ?? '')?.name;
    return this.joined([one.name, ...(division === undefined ? [] : [division]), ...this.contact(one)]);
  }

  /** Everything that is known of how to reach the organisation and its officers. */
  organisationFacts(one: Organisation, gaps: Gaps): Fact[] {
    const { words } = this;
    const asked = (fields: readonly string[]) => gaps.asked('organisations', one.id, fields);
    const fact = (label: string, fields: readonly string[], lines: readonly Line[] | undefined): Fact => {
      const found = asked(fields);
      return {
        label,
        ...(found.cites.length > 0 && { cites: found.cites }),
        lines:
          lines === undefined
            ? [gaps.silence(found)]
            : lines.length === 0
              ? [found.missing.length > 0 ? gaps.silence(found) : { text: words.nobody }]
              : lines,
      };
    };
    const address = this.address(one);
    const contact = this.contact(one.contact);
    const contactAsked = asked(['contact']);
    const others = (one.appointments ?? [])
      .filter(({ role, ...time }) => !OWN_LABEL.includes(role) && isInForce(time, this.out.asOf))
      .map((each) => ({
        text: this.reader.under(this.reader.lead('appointment-roles', each.role), this.appointment(each)),
      }));
    const peopleAsked = asked([
      'appointments.person-in-charge',
      'appointments.complaints-contact',
      'appointments.specific-personal-information-officer',
    ]);
    return [
      fact(words.address, ['address'], address === '' ? undefined : [{ text: address }]),
      {
        label: words.contact,
        ...(contactAsked.cites.length > 0 && { cites: contactAsked.cites }),
        lines:
          contact.length > 0
            ? [{ text: this.joined(contact) }]
            : [
                contactAsked.missing.length === 0
                  ? { text: words.notGiven, tone: 'faint' }
                  : gaps.silence(contactAsked),
              ],
      },
      ...(one.registrationNumber === undefined
        ? []
        : [{ label: words.registration, lines: [{ text: one.registrationNumber }] }]),
      fact(words.representative, ['appointments.representative'], this.appointed(one, 'representative')),
      fact(
        words.officer,
        [
          'appointments',
          'appointments.data-protection-officer',
          'appointments.data-protection-officer.contact',
        ],
        this.appointed(one, 'data-protection-officer'),
      ),
      ...(others.length === 0 && peopleAsked.missing.length === 0
        ? []
        : [
            {
              label: words.people,
              ...(peopleAsked.cites.length > 0 && { cites: peopleAsked.cites }),
              lines: [...others, ...(peopleAsked.missing.length === 0 ? [] : [gaps.silence(peopleAsked)])],
            },
          ]),
    ];
  }

  /** The address in one line; written in Japanese, it goes from the large to the small. */
  address({ address, country }: Organisation): string {
    const place = address?.country ?? country;
    const name = place === undefined ? [] : [this.reader.country(place)];
    if (address === undefined) return this.joined(name);
    const lines = address.lines ?? [];
    if (/[\u3040-\u9FFF]/.test([address.city, ...lines].join(''))) {
      const code = address.postalCode === undefined ? '' : `〒${address.postalCode} `;
      return this.joined([`${code}${address.city ?? ''}${lines.join(' ')}`, ...name]);
    }
    const city = [address.postalCode, address.city].filter((one) => one !== undefined).join(' ');
    return this.joined([...lines, ...(city === '' ? [] : [city]), ...name]);
  }

  private appointment(one: Appointment): string {
    const division = this.out.register.divisions.get(one.division ?? '')?.name;
    const who = [
      ...(one.person === undefined ? [] : [this.person(one.person)]),
      ...(one.organisation === undefined ? [] : [this.reachable(one.organisation)]),
    ];
    const time = this.time(one);
    return this.joined([
      ...(who.length === 0 ? [this.words.notGiven] : who),
      ...(division === undefined ? [] : [division]),
      ...(time === undefined ? [] : [time]),
    ]);
  }

  /** `from 1 June 2026`, with the last day where there is one; nothing where both ends are open. */
  time({ from, until }: Span): string | undefined {
    const { reader, words } = this;
    const last = until === undefined ? undefined : reader.day(addDays(until, -1));
    if (from !== undefined && last !== undefined)
      return fill(words.through, { from: reader.day(from), until: last });
    if (from !== undefined) return fill(words.from, { day: reader.day(from) });
    return last === undefined ? undefined : fill(words.until, { day: last });
  }

  /** An organisation in one line, with all that is known of how to reach it. */
  reachable(id: string): string {
    const one = this.out.register.organisations.get(id);
    if (one === undefined) return id;
    return this.joined([one.name, this.address(one), ...this.contact(one.contact)]);
  }

  private contact(contact: Contact | undefined): string[] {
    return [contact?.email, contact?.phone, contact?.url].filter((one) => one !== undefined);
  }

  private joined(parts: readonly string[]): string {
    return this.reader.list(parts.filter((one) => one !== ''));
  }
}
