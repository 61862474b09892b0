// Keeps what was answered to the first questions: the group, two companies, the activity and the flow, all of it or nothing.
import type { FirstAnswers } from '../../client/first-steps.ts';
import { newEntry, ofGroup } from '../../client/records.ts';
import { request } from '../../client/request.ts';
import { idFromName } from '../../parts/record/id-from-name.ts';

export interface Begun {
  readonly group: string;
  readonly flow: string;
}

export interface FirstFlow extends FirstAnswers {
  readonly role: 'controller' | 'processor' | '';
  readonly mode: string;
  readonly activity: string;
}

/** What was not answered is left out: it is not known, and the verdict names it. */
export function writeFirstRecords(answers: FirstFlow): { noun: string; id: string; record: object }[] {
  const company = idFromName(answers.company) ?? 'company';
  const wanted = idFromName(answers.recipient) ?? 'recipient';
  const recipient = wanted === company ? `${wanted}-2` : wanted;
  const activity = idFromName(answers.activity) ?? 'activity';
  return [
    {
      noun: 'organisations',
      id: company,
      record: {
        id: company,
        name: answers.company.trim(),
        member: true,
        country: answers.country,
        kind: 'company',
      },
    },
    {
      noun: 'organisations',
      id: recipient,
      record: {
        id: recipient,
        name: answers.recipient.trim(),
        member: answers.isOwn,
        country: answers.recipientCountry,
        kind: 'company',
      },
    },
    {
      noun: 'activities',
      id: activity,
      record: {
        id: activity,
        name: answers.activity,
        controllers: [company],
        ...(answers.purposes.length > 0 && { purposes: answers.purposes }),
        ...(answers.subjects.length > 0 && {
          subjects: answers.subjects.map((category) => ({ category, countries: [answers.country] })),
        }),
        ...(answers.data.length > 0 && { data: answers.data }),
      },
    },
    {
      noun: 'flows',
      id: 'first',
      record: {
        id: 'first',
        activity,
        from: company,
        to: recipient,
        fromRole: 'controller',
        ...(answers.role !== '' && { toRole: answers.role }),
        ...(answers.mode !== '' && { mode: answers.mode }),
      },
    },
  ];
}

/** Opens the group and states the records. Throws a `ProblemFound` where the server refuses. */
export async function beginGroup(answers: FirstFlow, taken: readonly string[], why: string): Promise<Begun> {
  const group = freeId(idFromName(answers.group) ?? 'group', taken);
  await request(ofGroup(group), {
    method: 'PUT',
    body: { record: { id: group, name: answers.group.trim() } },
    seen: null,
    entry: newEntry(),
  });
  const rows = writeFirstRecords(answers).map((one) => ({ act: 'state', ...one, version: 0 }));
  await request(ofGroup(group, 'bulk'), {
    method: 'POST',
    body: { atomic: true, why, rows },
    entry: newEntry(),
  });
  return { group, flow: 'first' };
}

function freeId(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  let count = 2;
  while (taken.includes(`${wanted}-${count}`)) count += 1;
  return `${wanted}-${count}`;
}
