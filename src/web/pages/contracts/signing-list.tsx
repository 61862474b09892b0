// What to sign: pairs of companies, module, why, and the flows that ask for it; narrowed by state, company and module, kept as a table.
import { saveFile } from '../../client/save-file.ts';
import { writeCsv } from '../../client/write-csv.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { RecordLink } from '../../parts/record/record-link.tsx';
import { useRecordNames } from '../../parts/record/use-record-names.ts';
import { useAgainWords, type WriteAgain } from '../../parts/use-again-words.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useContractsText } from '../../text/contracts-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/faces.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Select } from '../../ui/select.tsx';
import type { Company, Signed } from './mesh.ts';
import { StandingMark } from './standing-mark.tsx';
import { useModuleName } from './use-module-name.ts';

interface Props {
  readonly asOf: string;
  readonly signed: readonly Signed[];
  readonly companies: readonly Company[];
}

const FLOWS_SHOWN = 3;
const STATES = ['open', 'missing', 'again', 'held', 'all'] as const;

export function SigningList({ asOf, signed, companies }: Props) {
  const words = useWords();
  const frame = useFrameText();
  const text = useContractsText();
  const writeWhy = useAgainWords();
  const moduleName = useModuleName();
  const { nameOf } = useRecordNames('activities');
  const [search, change] = usePlaceSearch();
  const state = STATES.find((one) => one === search['state']) ?? 'open';
  const of = search['of'] ?? '';
  const module = search['module'] ?? '';
  const names = new Map(companies.map((one) => [one.id, one.name]));
  const shown = signed.filter(
    (one) =>
      (state === 'all' || (state === 'open' ? one.standing !== 'held' : one.standing === state)) &&
      (of === '' || one.exporter === of || one.importer === of) &&
      (module === '' || String(one.module) === module),
  );
  const isFiltered = state !== 'open' || of !== '' || module !== '';
  const reset = (): void => change({ state: undefined, of: undefined, module: undefined });
  const save = (): void =>
    saveFile(
      `${text.list.file}-${asOf}.csv`,
      'text/csv;charset=utf-8',
      writeCsv([
        [
          text.list.standing,
          text.list.exporter,
          text.list.importer,
          text.list.module,
          text.list.laws,
          text.list.flows,
          text.list.activities,
          text.list.instrument,
          text.list.why,
        ],
        ...shown.map((one) => [
          text.standing[one.standing],
          names.get(one.exporter) ?? one.exporter,
          names.get(one.importer) ?? one.importer,
          String(one.module),
          one.laws.map(words.law).join('; '),
          one.flows.join('; '),
          one.activities.map(nameOf).join('; '),
          one.signed ?? one.again.map((other) => other.instrument).join('; '),
          whyInWords(one, writeWhy, text.list),
        ]),
      ]),
    );
  return (
    <Card
      title={text.list.title}
      lead={text.list.lead}
      tools={
        <>
          <Button onPress={save} isDisabled={shown.length === 0}>
            <Icon name="exports" />
            {text.list.csv}
          </Button>
          <Button onPress={() => globalThis.print()}>
            <Icon name="print" />
            {frame.print}
          </Button>
        </>
      }
    >
      <div className="signing-filters no-print">
        <Select
          label={text.list.standing}
          value={state}
          options={STATES.map((one) => ({
            value: one,
            label:
              one === 'open' ? text.list.toSign : one === 'all' ? text.list.everything : text.standing[one],
          }))}
          onChange={(next) => change({ state: next === 'open' ? undefined : next })}
        />
        <Select
          label={text.list.company}
          value={of}
          options={[
            { value: '', label: text.list.everyCompany },
            ...companies.map((one) => ({ value: one.id, label: one.name })),
          ]}
          onChange={(next) => change({ of: next === '' ? undefined : next })}
        />
        <Select
          label={text.list.module}
          value={module}
          options={[
            { value: '', label: text.list.everyModule },
            ...[1, 2, 3, 4].map((one) => ({
              value: String(one),
              label: `${text.module(one)}: ${moduleName(one)}`,
            })),
          ]}
          onChange={(next) => change({ module: next === '' ? undefined : next })}
        />
      </div>
      <p className="soft small" role="status">
        {text.list.shown(shown.length, signed.length)}
      </p>
      {shown.length === 0 ? (
        <Empty action={isFiltered ? <Button onPress={reset}>{text.list.reset}</Button> : null}>
          {isFiltered ? text.list.none : text.list.allSigned}
        </Empty>
      ) : (
        <table className="signing-table">
          <caption className="heard-only">{text.list.title}</caption>
          <thead>
            <tr>
              <th scope="col">{text.list.standing}</th>
              <th scope="col">{text.list.fromTo}</th>
              <th scope="col">{text.list.module}</th>
              <th scope="col">{text.list.why}</th>
              <th scope="col">{text.list.flows}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.key}>
                <td>
                  <StandingMark standing={one.standing} />
                </td>
                <td>
                  <RecordLink noun="organisations" id={one.exporter} />{' '}
                  <span className="signing-arrow" aria-hidden="true">
                    →
                  </span>{' '}
                  <RecordLink noun="organisations" id={one.importer} />
                </td>
                <td>
                  {text.module(one.module)}
                  <span className="soft small signing-second">{moduleName(one.module)}</span>
                </td>
                <td>
                  <Why one={one} writeWhy={writeWhy} />
                  <span className="soft small signing-second">{words.list(one.laws.map(words.law))}</span>
                </td>
                <td>
                  <ul className="signing-flows">
                    {one.flows.slice(0, FLOWS_SHOWN).map((flow) => (
                      <li key={flow}>
                        <PlaceLink to="transfers" search={{ flow }}>
                          {flow}
                        </PlaceLink>
                      </li>
                    ))}
                    {one.flows.length > FLOWS_SHOWN ? (
                      <li className="soft small">{text.list.more(one.flows.length - FLOWS_SHOWN)}</li>
                    ) : null}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function Why({ one, writeWhy }: { readonly one: Signed; readonly writeWhy: WriteAgain }) {
  const text = useContractsText();
  if (one.signed !== null)
    return (
      <>
        {text.list.held} <RecordLink noun="instruments" id={one.signed} />
      </>
    );
  if (one.again.length === 0) return whyInWords(one, writeWhy, text.list);
  return (
    <ul>
      {one.again.map((other) => (
        <li key={other.instrument}>
          <RecordLink noun="instruments" id={other.instrument} />: {writeWhy(other.reason)}
        </li>
      ))}
    </ul>
  );
}

function whyInWords(
  one: Signed,
  writeWhy: WriteAgain,
  words: ReturnType<typeof useContractsText>['list'],
): string {
  if (one.signed !== null) return `${words.held} ${one.signed}`;
  if (one.again.length > 0)
    return one.again.map((other) => `${other.instrument}: ${writeWhy(other.reason)}`).join(' ');
  return one.unsigned.length < one.flows.length
    ? words.some(one.unsigned.length, one.flows.length)
    : words.nothing;
}
