import { expect, test } from 'vitest';
import { checkClassNames } from './class-names.ts';

const sheet = (page: string, text: string) => ({ path: `src/web/pages/${page}/${page}-page.css`, text });

test('a class that two pages define is found, with its line', () => {
  const findings = checkClassNames([
    sheet('records', '/* Records. */\n@layer page {\n  .missing-fields {\n    gap: 0;\n  }\n}\n'),
    sheet('register', '@layer page {\n  .heat,\n  .missing-fields > li {\n    gap: 0;\n  }\n}\n'),
  ]);
  expect(findings.map(({ path, line }) => [path, line])).toEqual([
    ['src/web/pages/register/register-page.css', 2],
  ]);
  expect(findings[0]?.message).toContain('register-missing-fields');
});

test('classes of the building blocks are used by many, and a page may have many sheets', () => {
  expect(
    checkClassNames([
      sheet('records', '.record-row .icon { color: red; } /* .heat { } */'),
      sheet('register', '.heat .icon { color: red; } .heat { gap: 0; }'),
      { path: 'src/web/pages/register/heat.css', text: '.heat { gap: 0; }' },
      { path: 'src/web/ui/icon.css', text: '.heat { gap: 0; }' },
    ]),
  ).toEqual([]);
});
