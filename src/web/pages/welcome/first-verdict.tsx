// The first verdict with its reasons and the facts that are missing, each with the way to its field.
import { useQuery } from '@tanstack/react-query';
import { VERDICTS, type Verdict } from '../../../core/flows/answer.ts';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { finishStep, useFirstSteps } from '../../client/first-steps.ts';
import { groupQuery, recordQuery } from '../../client/queries.ts';
import { useOpenGroup } from '../../client/use-group.ts';
import { nameFact } from '../../parts/fact-name.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { problemOf } from '../../parts/problem-of.ts';
import { useRecordNames } from '../../parts/record/use-record-names.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { VerdictMark } from '../../parts/verdict-mark.tsx';
import { useFrameText } from '../../text/frame-text.ts';
import { useWords } from '../../text/use-text.ts';
import { useWelcomeText } from '../../text/welcome-text.ts';
import { Button } from '../../ui/button.tsx';
import { Waiting } from '../../ui/faces.tsx';

interface AnswersView {
  readonly flows: readonly {
    readonly flow: string;
    readonly verdict: Verdict;
    readonly answers: readonly {
      readonly regime: string;
      readonly verdict: Verdict;
      readonly because: readonly string[];
      readonly missing: readonly string[];
      readonly cites: readonly string[];
    }[];
  }[];
}

export function FirstVerdict() {
  const { group } = useOpenGroup();
  const text = useWelcomeText();
  return group === null ? <p>{text.verdict.none}</p> : <OfGroup group={group.id} />;
}

function OfGroup({ group }: { readonly group: string }) {
  const text = useWelcomeText();
  const frame = useFrameText();
  const words = useWords();
  const steps = useFirstSteps();
  const [, change] = usePlaceSearch();
  const answers = useQuery(groupQuery<AnswersView>(group, ['transfers'], { language: words.language }));
  const organisation = useRecordNames('organisations', group).nameOf;
  const activity = useRecordNames('activities', group).nameOf;
  const flows = answers.data?.flows ?? [];
  // The one that was entered; else one that needs a hand.
  const worst = [...VERDICTS]
    .reverse()
    .map((verdict) => flows.find((one) => one.verdict === verdict))
    .find((one) => one !== undefined);
  const found = flows.find((one) => one.flow === steps.flow) ?? worst;
  const flow = useQuery({ ...recordQuery(group, 'flows', found?.flow ?? ''), enabled: found !== undefined });
  if (answers.error !== null)
    return <ProblemFace problem={problemOf(answers.error)} onRetry={() => void answers.refetch()} />;
  if (answers.data === undefined) return <Waiting label={frame.loading} rows={4} />;
  const goOn = (
    <Button
      weight="strong"
      onPress={() => {
        finishStep('verdict');
        change({ step: undefined }, 'move');
      }}
    >
      {text.goOn}
    </Button>
  );
  if (found === undefined)
    return (
      <>
        <p>{text.verdict.none}</p>
        <p>{goOn}</p>
      </>
    );
  const deciding = found.answers.filter((one) => one.verdict === found.verdict);
  const missing = [...new Set(deciding.flatMap((one) => one.missing))];
  const nameOf = (noun: RecordNoun | null, id: string): string =>
    noun === 'organisations' ? organisation(id) : noun === 'activities' ? activity(id) : id;
  const { from, to } = (flow.data?.record ?? {}) as { from?: string; to?: string };
  return (
    <>
      <div className={`welcome-verdict verdict-${found.verdict}`}>
        <VerdictMark verdict={found.verdict} isHeavy />
        <p className="welcome-ends">
          {from === undefined || to === undefined
            ? found.flow
            : text.verdict.of(organisation(from), organisation(to))}
        </p>
      </div>
      {deciding.length === 0 ? <p>{text.verdict.noLaw}</p> : null}
      {deciding.slice(0, 2).map((one) => (
        <div key={one.regime}>
          <h3>
            {text.verdict.why} <span className="soft">({words.law(one.regime)})</span>
          </h3>
          <ul className="welcome-because">
            {one.because.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
          {one.cites.length === 0 ? null : <p className="soft small">{words.list(one.cites)}</p>}
        </div>
      ))}
      {missing.length === 0 ? null : (
        <div>
          <h3>{text.verdict.missing}</h3>
          <ul className="welcome-missing">
            {missing.map((path) => {
              const fact = nameFact(path, words, (noun, id) => nameOf(noun, id) !== id);
              return (
                <li key={path}>
                  <span>
                    {fact.noun === null ? fact.what : `${nameOf(fact.noun, fact.id)}: ${fact.what}`}
                  </span>
                  {fact.noun === null ? null : (
                    <PlaceLink
                      to="record"
                      parts={{ noun: fact.noun, id: fact.id }}
                      search={{ edit: 'yes', field: fact.field.split('.')[0] }}
                      onClick={() => finishStep('verdict')}
                    >
                      {text.verdict.enter}
                    </PlaceLink>
                  )}
                </li>
              );
            })}
          </ul>
        </div>
      )}
      <div className="welcome-row">
        {goOn}
        <PlaceLink to="transfers" search={{ flow: found.flow }}>
          {text.verdict.whole}
        </PlaceLink>
      </div>
    </>
  );
}
