// Lists of shared words: sound ones, and each fault once.
import { describe, expect, it } from 'vitest';
import { parseTerms } from './parse-terms.ts';

type Plain = Record<string, unknown>;

const labels = { en: 'Name', ja: '氏名', de: 'Name' };
const file: Plain = {
  format: 'sekisho/terms@1',
  id: 'terms.data',
  kind: 'data',
  terms: [{ id: 'name', labels }],
};
const withTerm = (more: Plain): Plain => ({ ...file, terms: [{ id: 'name', labels, ...more }] });
const without = (value: Plain, key: string): Plain =>
  Object.fromEntries(Object.entries(value).filter(([one]) => one !== key));

function faults(value: unknown): string[] {
  const result = parseTerms(value, 'terms.data');
  return result.ok ? [] : result.fault.map((one) => `${one.code} ${one.at.path}`);
}

describe('a list of words', () => {
  it('is read with the list each word belongs to', () => {
    const result = parseTerms(
      withTerm({
        dpv: 'dpv:Name',
        classes: ['special'],
        afresh: true,
        follows: 'uk-gdpr',
        'needs-approval': true,
        country: 'DE',
        region: 'DE-NW',
      }),
      'terms.data',
    );
    expect(result).toEqual({
      ok: true,
      value: [
        {
          id: 'name',
          list: 'data',
          labels,
          dpv: 'dpv:Name',
          classes: ['special'],
          afresh: true,
          follows: 'uk-gdpr',
          needsApproval: true,
          country: 'DE',
          region: 'DE-NW',
        },
      ],
    });
  });

  it.each<[string, unknown, string[]]>([
    ['no map', 'x', ['wrong-type ']],
    ['another id than its path', { ...file, id: 'terms.other' }, ['bad-id id']],
    ['no kind', without(file, 'kind'), ['missing-key kind']],
    ['no words', without(file, 'terms'), ['missing-key terms']],
    ['an unknown key', { ...file, words: [] }, ['unknown-key words']],
    ['a word with an unknown key', withTerm({ label: 'x' }), ['unknown-key terms[0].label']],
    ['a word without labels', withTerm({ labels: undefined }), ['missing-key terms[0].labels']],
    [
      'a word without a Japanese label',
      withTerm({ labels: without(labels, 'ja') }),
      ['missing-key terms[0].labels.ja'],
    ],
    [
      'a word twice',
      {
        ...file,
        terms: [
          { id: 'name', labels },
          { id: 'name', labels },
        ],
      },
      ['duplicate-id terms[1].id'],
    ],
    ['an id that is none', withTerm({ id: 'a b' }), ['bad-id terms[0].id']],
    ['a flag that is none', withTerm({ afresh: 'yes' }), ['wrong-type terms[0].afresh']],
  ])('with %s is refused', (_what, value, wanted) => {
    expect(faults(value)).toEqual(wanted);
  });

  it('refuses a word without an id', () => {
    expect(faults({ ...file, terms: [{ labels }] })).toEqual(['missing-key terms[0].id']);
  });
});
