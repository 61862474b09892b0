// The overview of a record: picture and facts in the middle, verdicts, what is missing and who names it beside.
import { useState } from 'react';
import type { RecordNoun } from '../../../core/flows/words.ts';
import type { Envelope } from '../../client/records.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { Checkbox } from '../../ui/choice.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { RecordCompleteness } from './record-completeness.tsx';
import { RecordFacts } from './record-facts.tsx';
import { RecordNamedBy } from './record-named-by.tsx';
import { PICTURED, RecordPicture, useKnown } from './record-picture.tsx';
import { RecordVerdicts } from './record-verdicts.tsx';
import { useRecordFlows } from './use-record-flows.ts';

interface Props {
  readonly noun: RecordNoun;
  readonly envelope: Envelope;
  /** Why nothing may be changed; undefined where it may. */
  readonly refusal: string | undefined;
}

const WITHOUT_FLOWS: readonly RecordNoun[] = ['divisions', 'persons'];

export function RecordOverview({ noun, envelope, refusal }: Props) {
  const text = useRecordsText();
  const frame = useFrameText();
  const flows = useRecordFlows(noun, envelope);
  const [isWhole, setWhole] = useState(false);
  const isPictured = PICTURED.includes(noun);
  const isKnown = useKnown(isPictured);
  // The picture stands above all else: nothing is shown that it would push away.
  if (isPictured && !(isKnown && flows.isListed)) return <Waiting label={frame.loading} rows={10} />;
  return (
    <div className="record-overview">
      <div className="record-wide">
        {isPictured ? <RecordPicture noun={noun} envelope={envelope} flows={flows.flows} /> : null}
      </div>
      <div className="record-main">
        <RecordFacts noun={noun} record={envelope.record} isWhole={isWhole} />
        <div className="no-print">
          <Checkbox isChosen={isWhole} onChange={setWhole}>
            {text.showUnknown}
          </Checkbox>
        </div>
      </div>
      <div className="record-side">
        {WITHOUT_FLOWS.includes(noun) ? null : <RecordVerdicts noun={noun} id={envelope.id} flows={flows} />}
        <RecordCompleteness noun={noun} envelope={envelope} refusal={refusal} />
        <RecordNamedBy noun={noun} id={envelope.id} />
      </div>
    </div>
  );
}
