// A file that speaks of some places of a record leaves the others as they are, and empties those that it leaves empty.
import { describe, expect, test } from 'vitest';
import type { SaidPlace } from './import-source.ts';
import { withSaid } from './said-places.ts';

const KEPT = {
  id: 'payroll',
  name: 'Payroll',
  retention: 'P10Y',
  contact: { email: 'a@x.example', phone: '+49' },
  subjects: [
    { category: 'employees', countries: ['DE'], count: 1200 },
    { category: 'pensioners', count: 30 },
  ],
};
const place = (path: string, by?: string): SaidPlace => ({ keys: path.split('.'), ...(by && { by }) });
const SUBJECTS = place('subjects.category', 'category');

describe('places of the record', () => {
  test('what is said is taken, what is not said stays', () => {
    const said = withSaid(KEPT, { id: 'payroll', name: 'Salaries' }, [place('id'), place('name')]);
    expect(said).toEqual({ ...KEPT, name: 'Salaries' });
  });

  test('what is spoken of and left empty is emptied', () => {
    const { retention: _, ...rest } = KEPT;
    expect(withSaid(KEPT, { id: 'payroll' }, [place('retention')])).toEqual(rest);
    const { contact: __, ...bare } = KEPT;
    const both = [place('contact.email'), place('contact.phone')];
    expect(withSaid(KEPT, { id: 'payroll' }, both)).toEqual(bare);
  });

  test('of a map within only what is said is taken', () => {
    const said = withSaid(KEPT, { contact: { email: 'b@x.example' } }, [place('contact.email')]);
    expect(said['contact']).toEqual({ email: 'b@x.example', phone: '+49' });
  });
});

describe('parts of a list', () => {
  const subjectsOf = (incoming: object[], ...says: SaidPlace[]) =>
    withSaid(KEPT, { subjects: incoming }, says)['subjects'];

  test('are those of the file, each with what was kept beside', () => {
    expect(subjectsOf([{ category: 'applicants' }, { category: 'employees' }], SUBJECTS)).toEqual([
      { category: 'applicants' },
      { category: 'employees', countries: ['DE'], count: 1200 },
    ]);
    expect(withSaid(KEPT, {}, [SUBJECTS])['subjects']).toBeUndefined();
  });

  test('a number that is said is taken, one that is left empty is emptied', () => {
    const count = place('subjects.count', 'category');
    expect(subjectsOf([{ category: 'employees', count: 7 }], SUBJECTS, count)).toEqual([
      { category: 'employees', countries: ['DE'], count: 7 },
    ]);
    expect(subjectsOf([{ category: 'employees' }], SUBJECTS, count)).toEqual([
      { category: 'employees', countries: ['DE'] },
    ]);
  });

  test('that are not told from each other stay, where it is not clear which is meant', () => {
    const count = place('subjects.count', 'category');
    expect(subjectsOf([{ count: 7 }], count)).toEqual(KEPT.subjects);
    expect(subjectsOf([{ count: 7 }, { count: 8 }], count)).toEqual([
      { category: 'employees', countries: ['DE'], count: 7 },
      { category: 'pensioners', count: 8 },
    ]);
  });

  test('that a column of another kind makes come beside those that are kept', () => {
    const country = place('subjects.countries', 'category');
    expect(subjectsOf([{ category: 'pensioners', countries: ['FR'] }, { category: 'x' }], country)).toEqual([
      KEPT.subjects[0],
      { category: 'pensioners', countries: ['FR'], count: 30 },
      { category: 'x' },
    ]);
  });
});
