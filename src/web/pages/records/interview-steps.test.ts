import { describe, expect, test } from 'vitest';
import { stepsOf } from './interview-steps.ts';
import type { MissingField } from './record-completeness.tsx';

const around = { countryOf: () => 'DE' };
const missing = (field: string, strength: 'must' | 'should', open: string[] = []): MissingField => ({
  field,
  or: [],
  rule: 'r',
  cite: 'c',
  says: 's',
  strength,
  open,
});
const WHOLE = {
  id: 'a',
  name: 'Payroll',
  controllers: ['et-de'],
  processors: [],
  purposes: ['payroll'],
  subjects: [],
  data: [],
  legalBasis: [],
  recipients: [],
  systems: [],
  retention: 'P7Y',
  security: [],
};

function ask(base: object, more: Partial<Parameters<typeof stepsOf>[0]> = {}) {
  const record = base as Record<string, unknown>;
  return stepsOf({
    noun: 'activities',
    id: 'a',
    base: record,
    record,
    around,
    missing: [],
    undetermined: [],
    ...more,
  }).map(({ field, reason }) => `${field.key}: ${reason}`);
}

describe('an interview', () => {
  test('asks nothing where everything is known', () => {
    expect(ask(WHOLE)).toEqual([]);
  });

  test('asks first what verdicts wait for, then what is demanded, then what is advised', () => {
    const steps = ask(WHOLE, {
      undetermined: ['activities.a.profiling', 'activities.b.data', 'flows.a.mode'],
      missing: [
        missing('divisions', 'should'),
        missing('jointUse.users', 'must', ['activities.a.source']),
        missing('description', 'must'),
      ],
    });
    expect(steps).toEqual([
      'profiling: verdict',
      'source: scope',
      'description: demanded',
      'divisions: advised',
    ]);
  });

  test('asks a field once, for the best reason', () => {
    const { retention: _, ...rest } = WHOLE;
    expect(ask(rest, { missing: [missing('retention', 'must'), missing('retention', 'should')] })).toEqual([
      'retention: demanded',
    ]);
  });

  test('asks of a new record what must be there, then what is useful', () => {
    const steps = stepsOf({
      noun: 'systems',
      id: 'new',
      base: {},
      record: {},
      around,
      missing: [],
      undetermined: [],
    }).map(({ field }) => field.key);
    expect(steps).toEqual(['name', 'operator', 'stores', 'reachedFrom', 'data', 'activities']);
  });

  test('asks what follows from an answer', () => {
    const base = { id: 'a', kind: 'scc-2021', name: 'x', parties: [], from: '2026-01-01' };
    const steps = stepsOf({
      noun: 'instruments',
      id: 'a',
      base: { ...base, kind: undefined },
      record: base,
      around,
      missing: [],
      undetermined: [],
    }).map(({ field }) => field.key);
    expect(steps).toEqual(['kind', 'modules']);
  });
});
