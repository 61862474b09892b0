// Which article asks for a field: said in one line, with the text of each rule on demand.
import type { RecordNoun } from '../../../core/flows/words.ts';
import { type AskingRule, rulesAsking, useAskedFields } from '../../client/asked-fields.ts';
import { today } from '../../client/days.ts';
import { useFieldWords } from '../../text/fields-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { RuleLink } from '../rule-text.tsx';
import { usePlaceSearch } from '../use-place-search.ts';
import './asked-by.css';

const CITES_SHOWN = 2;

export function AskedBy({ noun, field }: { readonly noun: RecordNoun; readonly field: string }) {
  const [search] = usePlaceSearch();
  const { language } = useWords();
  const asked = useAskedFields(search['asOf'] ?? today());
  const rules = rulesAsking(asked, noun, field, language === 'ja' ? 'jp-appi' : 'eu-gdpr');
  if (rules.length === 0) return null;
  return <AskingRules rules={rules} />;
}

export function AskingRules({ rules }: { readonly rules: readonly AskingRule[] }) {
  const { text } = useFieldWords();
  const { language, list } = useWords();
  const cites = [...new Set(rules.flatMap((rule) => rule.cites))];
  const named = cites.length > CITES_SHOWN ? text.askedMore(cites[0] ?? '', cites.length - 1) : list(cites);
  const isDemand = rules.some((rule) => rule.strength === 'must');
  return (
    <div className="asked-by no-print">
      <Disclosure title={isDemand ? text.asked(named) : text.advised(named)}>
        {() => (
          <ul className="asked-rules">
            {rules.map((rule) => (
              <li key={rule.rule}>
                <p>
                  {rule.says[language]} <span className="soft small">{list(rule.cites)}</span>
                </p>
                <ul>
                  <RuleLink id={rule.rule} />
                </ul>
              </li>
            ))}
          </ul>
        )}
      </Disclosure>
    </div>
  );
}
