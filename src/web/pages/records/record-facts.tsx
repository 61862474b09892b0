// All that a record says, in the sections in which a person thinks of it.
import type { RecordNoun } from '../../../core/flows/words.ts';
import type { Fields } from '../../client/records.ts';
import { AskedBy } from '../../parts/record/asked-by.tsx';
import { isAskedFor, isKnown } from '../../parts/record/field.ts';
import { SECTIONS_OF } from '../../parts/record/record-fields.ts';
import { RecordValue } from '../../parts/record/record-value.tsx';
import { useSurroundings } from '../../parts/record/use-surroundings.ts';
import { useFieldWords } from '../../text/fields-text.ts';
import { Card } from '../../ui/card.tsx';
import './record-page.css';

interface Props {
  readonly noun: RecordNoun;
  readonly record: Fields;
  /** Also what is not known. */
  readonly isWhole: boolean;
}

export function RecordFacts({ noun, record, isWhole }: Props) {
  const { text, label } = useFieldWords();
  const around = useSurroundings();
  return (
    <>
      {SECTIONS_OF[noun].map((section) => {
        const fields = section.fields.filter(
          (field) =>
            field.key !== 'name' &&
            (isKnown(record[field.key]) || (isWhole && isAskedFor(field, record, around))),
        );
        if (fields.length === 0) return null;
        return (
          <Card key={section.id} title={text.sections[section.id as keyof typeof text.sections]}>
            <dl className="record-facts">
              {fields.map((field) => (
                <div key={field.key} id={`field-${field.key}`}>
                  <dt>{label(noun, field.key)}</dt>
                  <dd>
                    <RecordValue noun={noun} path={field.key} kind={field.kind} value={record[field.key]} />
                    {isKnown(record[field.key]) ? null : <AskedBy noun={noun} field={field.key} />}
                  </dd>
                </div>
              ))}
            </dl>
          </Card>
        );
      })}
    </>
  );
}
