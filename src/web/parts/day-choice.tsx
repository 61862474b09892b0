// The day asked about, as a small field at the head of a page: written by hand, or today; it lives in the address.
import { useState } from 'react';
import { readTypedDay, today } from '../client/days.ts';
import { useWords } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { DayField } from '../ui/day-field.tsx';
import './day-choice.css';
import { usePlaceSearch } from './use-place-search.ts';

/** The day of the address; today where it names none. */
export function useAsOf(): string {
  const [search] = usePlaceSearch();
  return readTypedDay(search['asOf'] ?? '') ?? today();
}

export function DayChoice() {
  const { text, day } = useWords();
  const [, change] = usePlaceSearch();
  const asOf = useAsOf();
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && typed.length >= 10 && readTypedDay(typed) === undefined;
  return (
    <>
      <div className="day-choice no-print">
        <DayField
          label={text.date.title}
          value={typed ?? asOf}
          fault={isWrong ? text.date.fieldHint : undefined}
          onChange={(next) => {
            const found = next.length >= 10 ? readTypedDay(next) : undefined;
            setTyped(found === undefined ? next : null);
            if (found !== undefined && found !== asOf) change({ asOf: found }, 'move');
          }}
        />
        <Button
          isDisabled={asOf === today()}
          onPress={() => {
            setTyped(null);
            change({ asOf: undefined });
          }}
        >
          {text.date.today}
        </Button>
      </div>
      <p className="day-printed">
        {text.date.title} {day(asOf)}
      </p>
    </>
  );
}
