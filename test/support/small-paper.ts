// A small paper with every kind of block, for tests of printers.
import type { Language } from '../../src/core/law/law.ts';
import type { Paper } from '../../src/kit/papers/paper.ts';

/** Texts that a printer must take for texts: markup of Typst and of XML, and signs that fonts tend to lack. */
export const TRICKY = [
  '#panic("no") *not bold* _not slanted_ $x^2$ @nobody <label> `raw` // comment \\ #let x = 1',
  '<w:p>&amp;</w:p> ]]> "quoted" \'single\' & <!-- -->',
  '髙﨑𠮷㈱① ｶﾞｷﾞ Ångström Łódź ﬁ …',
] as const;

export function smallPaper(language: Language, texts: readonly string[] = TRICKY): Paper {
  const lines = texts.map((text) => ({ text }));
  return {
    language,
    title: 'A paper',
    subtitle: 'for a test',
    over: 'Asagiri 朝霧',
    subject: 'What is printed',
    keywords: ['one', 'two'],
    cover: [{ label: 'First', cites: ['Art. 1'], lines }],
    contentsTitle: 'What is inside',
    head: ['left', 'right'],
    foot: 'the foot',
    pageWords: ['Page ', ' of ', ''],
    parts: [
      {
        title: 'The first chapter',
        intro: 'An introduction.',
        blocks: [
          { is: 'heading', level: 2, text: 'A section', below: 'below it' },
          { is: 'text', text: 'A text.', tone: 'faint' },
          { is: 'facts', facts: [{ label: 'A label', cites: ['GDPR Art. 30(1)(a)'], lines }] },
          { is: 'heading', level: 3, text: 'A table' },
          {
            is: 'table',
            columns: [
              { heading: 'Column one', share: 1 },
              { heading: 'Column two', share: 2 },
            ],
            rows: Array.from({ length: 80 }, (_, n) => [
              [{ text: `row ${n}`, tone: 'strong' }],
              [{ text: 'missing', tone: 'missing' }],
            ]),
          },
          { is: 'heading', level: 2, text: 'Another section', onNewPage: true },
          { is: 'facts', facts: [{ label: 'Nothing', lines: [] }] },
        ],
      },
    ],
  };
}
