// The name of a record as a link to its page.
import type { RecordNoun } from '../../../core/flows/words.ts';
import { PlaceLink } from '../place-link.tsx';
import { useRecordNames } from './use-record-names.ts';

interface Props {
  readonly noun: RecordNoun;
  readonly id: string;
}

export function RecordLink({ noun, id }: Props) {
  const { nameOf } = useRecordNames(noun);
  return (
    <PlaceLink to="record" parts={{ noun, id }} className="record-link">
      {nameOf(id)}
    </PlaceLink>
  );
}

export function RecordName({ noun, id }: Props) {
  return useRecordNames(noun).nameOf(id);
}
