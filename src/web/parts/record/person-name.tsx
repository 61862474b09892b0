// Who did something: the name of the person where the register knows it, else as the ledger has it.

import { useRecordsText } from '../../text/records-text.ts';
import { RecordLink } from './record-link.tsx';
import { useRecordNames } from './use-record-names.ts';

export function PersonName({ id }: { readonly id: string }) {
  const text = useRecordsText();
  const { ids } = useRecordNames('persons');
  if (id === 'local') return text.localPerson;
  return ids.includes(id) ? <RecordLink noun="persons" id={id} /> : id;
}
