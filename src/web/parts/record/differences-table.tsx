// What changed in a record: field by field, before and after.
import type { ChangedNoun } from '../../../api/changes.ts';
import { useFieldWords } from '../../text/fields-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import './differences-table.css';
import type { Field, FieldKind } from './field.ts';
import type { FieldDifference } from './record-differences.ts';
import { fieldAt } from './record-fields.ts';
import { RecordValue } from './record-value.tsx';

interface Props {
  readonly noun: ChangedNoun;
  readonly differences: readonly FieldDifference[];
  readonly caption: string;
}

export function DifferencesTable({ noun, differences, caption }: Props) {
  const text = useRecordsText();
  const { label } = useFieldWords();
  const shown = differences.filter((one) => one.path !== 'id');
  if (shown.length === 0) return <p className="soft">{text.history.nothing}</p>;
  return (
    <div className="differences scrolls">
      <table>
        <caption className="heard-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text.history.field}</th>
            <th scope="col">{text.history.before}</th>
            <th scope="col">{text.history.after}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <tr key={one.path}>
              <th scope="row">{label(noun, one.path)}</th>
              <td className={one.before === undefined ? '' : 'difference-before'}>
                <Shown noun={noun} path={one.path} value={one.before} />
              </td>
              <td className={one.after === undefined ? '' : 'difference-after'}>
                <Shown noun={noun} path={one.path} value={one.after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Shown({
  noun,
  path,
  value,
}: {
  readonly noun: ChangedNoun;
  readonly path: string;
  readonly value: unknown;
}) {
  const kind = kindAt(noun, path);
  if (value === undefined) return <span className="soft">–</span>;
  if (kind === undefined)
    return <code className="small">{typeof value === 'string' ? value : JSON.stringify(value)}</code>;
  return <RecordValue noun={noun} path={path} kind={kind} value={value} />;
}

/** The kind of what stands at a path such as `address.city`; undefined where the description has none. */
function kindAt(noun: ChangedNoun, path: string): FieldKind | undefined {
  const [first = '', ...rest] = path.replace(/\[\d+\]/g, '').split('.');
  let field: Field | undefined = fieldAt(noun, first);
  for (const key of rest) {
    const kind: FieldKind | undefined = field?.kind;
    field =
      kind?.is === 'map' || kind?.is === 'maps' ? kind.fields.find((one) => one.key === key) : undefined;
  }
  // An entry of a list on its own is no list.
  return /\]$/.test(path) ? undefined : field?.kind;
}
